"""The addresses of consultations. They carry the identity of a case or a consultation and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.placements import views

app_name = "placements"
urlpatterns = [
    path("consultations/", views.tray, name="tray"),
    path("settings/<uuid:organisation_id>/close/", views.close, name="close-setting"),
    path("consultations/oversight/", views.oversight, name="oversight"),
    path("cases/<uuid:case_id>/consultations/consult/", views.consult, name="consult"),
    path("cases/<uuid:case_id>/naming/", views.name, name="name"),
    path("cases/<uuid:case_id>/naming/final/", views.in_plan, name="in-plan"),
    path("cases/<uuid:case_id>/admission/", views.admit, name="admit"),
    path("consultations/<uuid:consultation_id>/", views.consultation, name="consultation"),
    path("consultations/<uuid:consultation_id>/reply/", views.reply, name="reply"),
    path("consultations/<uuid:consultation_id>/write-down/", views.write_down, name="write-down"),
    path("consultations/<uuid:consultation_id>/chase/", views.chase, name="chase"),
    path("consultations/<uuid:consultation_id>/withdraw/", views.withdraw, name="withdraw"),
]
