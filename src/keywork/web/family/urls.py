"""The addresses of families' own pages. They carry the identity of a case and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.family import deciding_views, views

app_name = "family"
urlpatterns = [
    path("cases/<uuid:case_id>/where/", views.where, name="where"),
    path("cases/<uuid:case_id>/who-decides/", deciding_views.deciding, name="deciding"),
]
