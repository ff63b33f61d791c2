"""The addresses of measures."""

from __future__ import annotations

from django.urls import path

from keywork.web.measuring import breakdown_views, publication_views, restated_views, source_views, views

app_name = "measuring"
urlpatterns = [
    path("overview/", views.overview, name="overview"),
    path("measures/who-asks/", source_views.sources, name="sources"),
    path("measures/<slug:column_id>/", views.cases, name="cases"),
    path("measures/<slug:figure_id>/by/", breakdown_views.breakdown, name="breakdown"),
    path("measures/<slug:figure_id>/before/", restated_views.restated, name="restated"),
    path("measures/<slug:figure_id>/before/file/", restated_views.restated_file, name="restated-file"),
    path("figures/", publication_views.figures, name="figures"),
    path("figures/<uuid:publication_id>/", publication_views.figures_one, name="figures-one"),
    path("published/", publication_views.published_list, name="published"),
    path("published/how/", publication_views.published_how, name="published-how"),
    path("published/<slug:authority_code>/", publication_views.published_of, name="published-of"),
    path(
        "published/<slug:authority_code>/<uuid:publication_id>/", publication_views.published_one, name="published-one"
    ),
    path(
        "published/<slug:authority_code>/<uuid:publication_id>/file/",
        publication_views.published_file,
        name="published-file",
    ),
]
