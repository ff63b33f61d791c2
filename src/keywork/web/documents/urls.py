"""The addresses of documents. They carry the identity of a case or a document and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.documents import views
from keywork.web.documents.letter_urls import letter_patterns

app_name = "documents"
urlpatterns = [
    path("cases/<uuid:case_id>/documents/", views.documents, name="documents"),
    path("cases/<uuid:case_id>/documents/add/", views.add, name="add"),
    path("documents/<uuid:document_id>/", views.document, name="document"),
    path("messages/<uuid:thread_id>/paper/", views.thread_paper, name="thread-paper"),
    path("documents/<uuid:document_id>/file/<int:number>/", views.file, name="file"),
    path("documents/<uuid:document_id>/version/", views.add_version, name="add-version"),
    path("documents/<uuid:document_id>/change/", views.change, name="change"),
    path("documents/<uuid:document_id>/share/", views.share, name="share"),
    path("documents/<uuid:document_id>/share/<uuid:share_id>/end/", views.end_share, name="end-share"),
    path("documents/<uuid:document_id>/keep-back/", views.keep_back, name="keep-back"),
    path("documents/<uuid:document_id>/redact/", views.mark, name="redact"),
    path("documents/<uuid:document_id>/redact/page/<int:number>/", views.page, name="page"),
    path("documents/<uuid:document_id>/redact/copy/", views.redacted, name="redacted"),
    *letter_patterns,
]
