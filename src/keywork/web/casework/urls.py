"""The addresses of casework. They carry the case's identity and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.casework import views

app_name = "casework"
urlpatterns = [
    path("work/", views.my_work, name="my-work"),
    path("work/diary/", views.diary, name="diary"),
    path("work/file.csv", views.work_file, name="work-file"),
    path("today/", views.todays_work, name="support"),
    path("cases/", views.my_cases, name="cases"),
    path("cases/own-work/", views.own_work, name="own-work"),
    path("find/", views.find, name="find"),
    path("allocate/", views.allocate, name="allocate"),
    path("allocate/cover/", views.cover, name="cover"),
    path("cases/<uuid:case_id>/", views.case, name="case"),
    path("cases/<uuid:case_id>/clocks/", views.clocks, name="clocks"),
    path("cases/<uuid:case_id>/contacts/", views.contacts, name="contacts"),
    path("cases/<uuid:case_id>/history/", views.history, name="history"),
    path("cases/<uuid:case_id>/request/", views.asked_for, name="request"),
    path("cases/<uuid:case_id>/people/", views.share, name="share"),
    path("cases/<uuid:case_id>/people/<uuid:involvement_id>/end/", views.end_share, name="end-share"),
    path("cases/<uuid:case_id>/looked/", views.looked, name="looked"),
    path("cases/<uuid:case_id>/rights/", views.rights, name="rights"),
    path("cases/<uuid:case_id>/rights/<uuid:agreement_id>/withdraw/", views.withdraw, name="withdraw-agreement"),
    path("cases/<uuid:case_id>/notes/", views.note, name="note"),
    path("cases/<uuid:case_id>/why/<slug:duty_id>/", views.why, name="why"),
    path("cases/<uuid:case_id>/record/", views.record_kind, name="record-kind"),
    path("cases/<uuid:case_id>/record/<slug:kind>/", views.record_event, name="record-event"),
    path("cases/<uuid:case_id>/correct/<uuid:event_id>/", views.correct, name="correct"),
    path("cases/<uuid:case_id>/history/<uuid:event_id>/keep-back/", views.keep_back, name="keep-back"),
    path("cases/<uuid:case_id>/family/", views.family, name="family"),
    path("cases/<uuid:case_id>/family/member/", views.member, name="add-member"),
    path("cases/<uuid:case_id>/family/member/<uuid:member_id>/", views.member, name="change-member"),
    path("cases/<uuid:case_id>/family/contact/", views.contact, name="add-contact"),
    path("cases/<uuid:case_id>/family/contact/<uuid:point_id>/", views.contact, name="change-contact"),
    path("cases/<uuid:case_id>/family/contact/<uuid:point_id>/end/", views.end_contact, name="end-contact"),
    path("cases/<uuid:case_id>/health-of-others/", views.health_of_others, name="health-of-others"),
    path("cases/<uuid:case_id>/flags/", views.flags, name="flags"),
    path("cases/<uuid:case_id>/flags/restrict/", views.restrict, name="restrict"),
    path("cases/<uuid:case_id>/flags/restrict/lift/", views.unrestrict, name="unrestrict"),
    path("cases/<uuid:case_id>/flags/named/<uuid:user_id>/", views.unname, name="unname"),
    path("cases/<uuid:case_id>/flags/contact/", views.restrict_contact, name="restrict-contact"),
    path("cases/<uuid:case_id>/flags/conflict/", views.declare_conflict, name="declare-conflict"),
    path("cases/<uuid:case_id>/flags/kept-out/<uuid:barrier_id>/", views.lift_barrier, name="lift-barrier"),
    path("cases/<uuid:case_id>/flags/identity/", views.keep_identity, name="keep-identity"),
    path("cases/<uuid:case_id>/reveal/", views.ask, name="reveal"),
    path("cases/<uuid:case_id>/reveal/<uuid:reveal_id>/", views.reveal, name="reveal-open"),
    path("reveals/", views.waiting, name="reveals"),
    path("glass/", views.break_glass, name="glass"),
    path("glass/reviews/", views.reviews, name="glass-reviews"),
    path("alerts/", views.notices, name="notices"),
    path("duties/", views.duties, name="duties"),
    path("duties/<slug:duty_id>/", views.duty, name="duty"),
]
