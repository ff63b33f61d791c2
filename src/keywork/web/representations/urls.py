"""The addresses of answers to drafts. They carry identities and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.representations import views

app_name = "representations"
urlpatterns = [
    path("cases/<uuid:case_id>/draft-answer/", views.own, name="own"),
    path("cases/<uuid:case_id>/draft-answer/begin/", views.begin, name="begin"),
    path("cases/<uuid:case_id>/draft-answers/", views.of_case, name="of-case"),
    path("cases/<uuid:case_id>/draft-answers/write-down/", views.write_down, name="write-down"),
    path("cases/<uuid:case_id>/draft-answers/met/", views.met, name="met"),
    path("cases/<uuid:case_id>/draft-answers/budget/", views.budget, name="budget"),
    path("draft-answers/<uuid:answer_id>/check/", views.check, name="check"),
    path("draft-answers/<uuid:answer_id>/take-back/", views.take_back, name="take-back"),
    path("draft-answers/<uuid:answer_id>/<slug:step>/", views.step, name="step"),
    path("draft-answers/<uuid:answer_id>/<slug:step>/keep/", views.keep, name="keep"),
    path("draft-points/<uuid:point_id>/reply/", views.reply, name="reply"),
]
