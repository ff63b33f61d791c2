"""The addresses of requests. They carry the request's identity and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.assessments import views

app_name = "assessments"
urlpatterns = [
    path("requests/", views.own, name="own"),
    path("requests/begin/", views.begin, name="begin"),
    path("requests/<uuid:asked_id>/", views.standing, name="request"),
    path("requests/<uuid:asked_id>/check/", views.check, name="check"),
    path("requests/<uuid:asked_id>/sent/", views.sent, name="sent"),
    path("requests/<uuid:asked_id>/take-back/", views.take_back, name="take-back"),
    path("requests/<uuid:asked_id>/answer/<uuid:asking_id>/", views.answer, name="answer"),
    path("requests/<uuid:asked_id>/papers/", views.add_papers, name="add-papers"),
    path("requests/<uuid:asked_id>/papers/<uuid:document_id>/", views.own_paper, name="own-paper"),
    path("requests/<uuid:asked_id>/page/<slug:step>/", views.step, name="step"),
    path("requests/<uuid:asked_id>/page/<slug:step>/keep/", views.keep, name="keep"),
    path("triage/", views.queue, name="queue"),
    path("triage/paper/", views.paper, name="paper"),
    path("triage/<uuid:asked_id>/", views.look, name="look"),
    path("triage/<uuid:asked_id>/answered/<uuid:asking_id>/", views.answered, name="answered"),
    path("triage/<uuid:asked_id>/papers/<uuid:document_id>/", views.team_paper, name="team-paper"),
    path("triage/<uuid:asked_id>/decide/", views.decide, name="decide"),
]
