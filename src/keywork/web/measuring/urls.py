"""The addresses of measures."""

from __future__ import annotations

from django.urls import path

from keywork.web.measuring import restated_views, views

app_name = "measuring"
urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("measures/<slug:column_id>/", views.cases, name="cases"),
    path("measures/<slug:figure_id>/before/", restated_views.restated, name="restated"),
    path("measures/<slug:figure_id>/before/file/", restated_views.restated_file, name="restated-file"),
]
