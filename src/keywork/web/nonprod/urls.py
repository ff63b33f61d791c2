"""The addresses that only the demo has."""

from __future__ import annotations

from django.urls import path

from keywork.web.nonprod import views

app_name = "nonprod"
urlpatterns = [
    path("demo/people/", views.people, name="people"),
    path("demo/stories/", views.told, name="stories"),
    path("demo/today/", views.today, name="today"),
    path("demo/components/", views.components, name="components"),
]
