"""The addresses of returns."""

from __future__ import annotations

from django.urls import path

from keywork.web.returns import views

app_name = "returns"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/load/", views.load, name="load"),
    path("imports/confirm/", views.confirm, name="confirm"),
    path("imports/<uuid:import_id>/", views.one_import, name="import"),
    path("imports/<uuid:import_id>/reverse/", views.reverse, name="reverse"),
    path("quality/", views.quality, name="quality"),
    path("quality/file.csv", views.quality_file, name="quality-file"),
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<int:item_id>/", views.decide, name="decide"),
]
