"""The addresses of the law's open questions."""

from __future__ import annotations

from django.urls import path

from keywork.web.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("law-settings/", views.law_settings, name="law-settings"),
    path("law-settings/<slug:key>/", views.answer, name="answer"),
]
