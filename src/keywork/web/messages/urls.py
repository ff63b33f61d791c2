"""The addresses of messages. They carry the identity of a case or a thread and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.messages import views

app_name = "messages"
urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/read/", views.read, name="read"),
    path("news/e-mails/", views.choose, name="choose"),
    path("news/not-arrived/", views.undelivered, name="undelivered"),
    path("news/not-arrived/<uuid:message_id>/", views.see_to, name="see-to"),
    path("cases/<uuid:case_id>/messages/", views.threads, name="threads"),
    path("cases/<uuid:case_id>/messages/to/", views.start, name="start"),
    path("cases/<uuid:case_id>/messages/write/", views.write, name="write"),
    path("cases/<uuid:case_id>/messages/needs/", views.needs, name="needs"),
    path("messages/<uuid:thread_id>/", views.thread, name="thread"),
    path("messages/<uuid:thread_id>/said/", views.log_said, name="log"),
    path("messages/<uuid:thread_id>/plan/", views.plan, name="plan"),
    path("messages/<uuid:thread_id>/save/", views.download, name="download"),
    path("outbox/", views.outbox, name="outbox"),
]
