"""The addresses of panels and decisions. They carry identities and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.panels import views

app_name = "panels"
urlpatterns = [
    path("panels/", views.panels, name="panels"),
    path("panels/new/", views.new, name="new"),
    path("panels/unlike/", views.unlike, name="unlike"),
    path("panels/without/overturned/", views.overturned_without, name="overturned-without"),
    path("panels/<uuid:panel_id>/", views.panel, name="panel"),
    path("panels/<uuid:panel_id>/change/", views.change, name="change"),
    path("panels/<uuid:panel_id>/join/", views.join, name="join"),
    path("panels/<uuid:panel_id>/meet/", views.meet, name="meet"),
    path("panels/<uuid:panel_id>/overturned/", views.overturned, name="overturned"),
    path("panels/members/<uuid:member_id>/leave/", views.leave, name="leave"),
    path("panels/meetings/<uuid:meeting_id>/", views.meeting, name="meeting"),
    path("panels/meetings/<uuid:meeting_id>/add/", views.put, name="put"),
    path("panels/meetings/<uuid:meeting_id>/close/", views.close, name="close"),
    path("panels/cases/<uuid:agenda_id>/", views.pack, name="pack"),
    path("panels/cases/<uuid:agenda_id>/view/", views.speak, name="speak"),
    path("panels/cases/<uuid:agenda_id>/withdraw/", views.recuse, name="recuse"),
    path("panels/cases/<uuid:agenda_id>/recommend/", views.recommend, name="recommend"),
    path("panels/cases/<uuid:agenda_id>/take-off/", views.take_off, name="take-off"),
    path("cases/<uuid:case_id>/decision/", views.decide, name="decide"),
    path("cases/<uuid:case_id>/decision/told/", views.tell, name="tell"),
    path("cases/<uuid:case_id>/decision/plan/", views.decide_plan, name="decide-plan"),
    path("cases/<uuid:case_id>/decision/plan/told/", views.tell_plan, name="tell-plan"),
]
