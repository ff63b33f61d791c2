"""The addresses of documents. They carry the identity of a case or a document and never a person's details."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
