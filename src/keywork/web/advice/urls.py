"""The addresses of advice. They carry the identity of a case or a request and never a person's details."""

from __future__ import annotations

from django.urls import path

from keywork.web.advice import views

app_name = "advice"
urlpatterns = [
    path("advice/", views.tray, name="tray"),
    path("advice/oversight/", views.oversight, name="oversight"),
    path("cases/<uuid:case_id>/advice/ask/", views.ask, name="ask"),
    path("advice/<uuid:request_id>/", views.request, name="request"),
    path("advice/<uuid:request_id>/take-over/", views.take_over, name="take-over"),
    path("advice/<uuid:request_id>/write/", views.write, name="write"),
    path("advice/<uuid:request_id>/check/", views.check, name="check"),
    *(
        path(f"advice/<uuid:request_id>/{what}/", views.answer_step, {"what": what}, name=what)
        for what in ("confirm", "decline", "redirect", "delegate", "missed", "late")
    ),
    *(
        path(f"advice/<uuid:request_id>/{what}/", views.ask_step, {"what": what}, name=what)
        for what in ("received", "chase", "withdraw")
    ),
]
