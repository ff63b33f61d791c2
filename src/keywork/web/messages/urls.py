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
    path("outbox/", views.outbox, name="outbox"),
]
