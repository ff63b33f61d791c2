"""The addresses of plans. They carry the identity of a case and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.plans import views

app_name = "plans"
urlpatterns = [
    path("plans/", views.tray, name="tray"),
    path("cases/<uuid:case_id>/plan/", views.plan, name="plan"),
    path("cases/<uuid:case_id>/plan/paper/<paper>/", views.paper, name="paper"),
    path("cases/<uuid:case_id>/plan/ask/<paper>/", views.ask, name="ask"),
    path("cases/<uuid:case_id>/plan/check/", views.check, name="check"),
    path("cases/<uuid:case_id>/plan/letter/<paper>/", views.letter, name="letter"),
    path("cases/<uuid:case_id>/plan/write/<part>/", views.write, name="write"),
    path("cases/<uuid:case_id>/plan/take/<part>/", views.take, name="take"),
    path("cases/<uuid:case_id>/plan/versions/", views.versions, name="versions"),
    path("cases/<uuid:case_id>/plan/versions/<int:number>/", views.version, name="version"),
]
