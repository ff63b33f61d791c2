"""The addresses of concerns. They carry the identity of a case or a concern and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.voice import views

app_name = "voice"
urlpatterns = [
    path("concerns/", views.concerns, name="concerns"),
    path("concerns/log/", views.log_one, name="log"),
    path("concerns/<uuid:concern_id>/answered/", views.answered, name="answered"),
    path("cases/<uuid:case_id>/concerns/log/", views.log_one, name="log-of-case"),
]
