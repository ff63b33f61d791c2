"""The addresses of exceptions. They carry the identity of a case or an exception and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.exceptions import views

app_name = "exceptions"
urlpatterns = [
    path("exceptions/", views.tray, name="tray"),
    path("cases/<uuid:case_id>/exceptions/", views.of_case, name="of-case"),
    path("cases/<uuid:case_id>/exceptions/for/<slug:duty_id>/", views.choose, name="choose"),
    path("cases/<uuid:case_id>/exceptions/for/<slug:duty_id>/<slug:rule>/", views.propose, name="propose"),
    path("cases/<uuid:case_id>/exceptions/<uuid:reliance_id>/", views.reliance, name="reliance"),
    path("cases/<uuid:case_id>/exceptions/<uuid:reliance_id>/answer/", views.answer, name="answer"),
    path("cases/<uuid:case_id>/exceptions/<uuid:reliance_id>/take-back/", views.take_back, name="take-back"),
    path("cases/<uuid:case_id>/exceptions/<uuid:reliance_id>/review/", views.review, name="review"),
]
