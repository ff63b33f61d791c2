"""The addresses of meetings. They carry identities and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.meetings import views

app_name = "meetings"
urlpatterns = [
    path("cases/<uuid:case_id>/meetings/", views.coming, name="coming"),
    path("cases/<uuid:case_id>/meetings/<str:which>/", views.write, name="write"),
    path("cases/<uuid:case_id>/meetings/<str:which>/arrange/", views.arrange, name="arrange"),
    path("cases/<uuid:case_id>/meetings/<str:which>/call-off/", views.call_off, name="call-off"),
    path("meetings/held/", views.share, name="share"),
    path("meetings/<uuid:notes_id>/", views.notes, name="notes"),
]
