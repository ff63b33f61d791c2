"""The addresses of measures."""

from __future__ import annotations

from django.urls import path

from keywork.web.measuring import views

app_name = "measuring"
urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("measures/<slug:column_id>/", views.cases, name="cases"),
]
