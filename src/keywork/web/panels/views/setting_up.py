"""Panels, who sits on them, and when they meet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.panels import presenters, queries
from keywork.web.panels.errors import NotDone
from keywork.web.panels.forms import ChangeForm, MeetingForm, MemberForm, PanelForm
from keywork.web.panels.models import Panel
from keywork.web.panels.queries import RUN
from keywork.web.panels.services import setting_up
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import plural

MOST_MEETINGS = 50


@reads_in_one_look
@policy("panel.list")
@require_safe
def panels(request: HttpRequest) -> HttpResponse:
    """Show the panels, and the meetings that have not closed."""
    actor = actor_of(request)
    found = list(queries.panels(actor))
    rows = [{"id": one.pk, "name": one.name, "ended": one.closed, "quorum": one.quorum} for one in found]
    open_ = list(queries.open_meetings(actor)[:MOST_MEETINGS])
    context = {
        "panels": rows,
        "meetings": [presenters.meeting_row(one, plural(one.cases, "case")) for one in open_],
        "may_run": can(actor, RUN),
        "may_learn": can(actor, "panel.learn"),
        "may_learn_all": can(actor, "decision.learn"),
        "from_requests": can(actor, "request.queue"),
    }
    return render(request, "panels/panels.html", context)


@reads_in_one_look
@policy("panel.list")
@require_safe
def panel(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Show one panel: its terms, its quorum, who sits on it, and its meetings."""
    actor = actor_of(request)
    one = queries.panel(actor, panel_id)
    log(actor=actor, action="panel.list", subjects=[one.pk])
    return render(request, "panels/panel.html", _frame(actor, one))


def _frame(actor: Actor, one: Panel) -> dict[str, Any]:
    members = queries.members(one)
    sits = sum(member.until is None for member in members)
    return {
        "panel": one,
        "panel_id": one.pk,
        "members": presenters.member_rows(members),
        "lacks": max(0, one.quorum - sits),
        "meetings": [presenters.meeting_row(each) for each in queries.meetings(one)[:MOST_MEETINGS]],
        "may_run": can(actor, RUN),
        "may_learn": can(actor, "panel.learn"),
    }


@policy("panel.run")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Set a panel up."""
    actor = actor_of(request)
    form = PanelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = setting_up.set_up(actor=actor, **form.cleaned_data)
        messages.success(request, "The panel is set up. Say who sits on it, and when it meets.")
        return HttpResponseRedirect(address("panels:panel", panel_id=made.pk))
    told = {"form": form, "title": "Set up a panel", "button": "Set it up", "back": address("panels:panels")}
    return render(request, "panels/form.html", told)


@policy("panel.run")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Change what a panel is for, or end it."""
    actor = actor_of(request)
    one = queries.panel(actor, panel_id, RUN)
    first = {"name": one.name, "terms": one.terms, "quorum": one.quorum, "closed": one.closed}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            setting_up.change(actor=actor, panel=one, **form.cleaned_data)
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            return _back(request, panel_id, "The panel was changed.")
    return _form(request, one, form, "Change the panel", "Save")


@policy("panel.run")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Let somebody sit on a panel."""
    actor = actor_of(request)
    one = queries.panel(actor, panel_id, RUN)
    form = MemberForm(request.POST if request.method == "POST" else None, people=queries.to_seat(actor, one))
    if request.method == "POST" and form.is_valid():
        user = form.people[form.cleaned_data["user"]].user
        try:
            setting_up.add_member(actor=actor, panel=one, user=user, part=form.cleaned_data["part"])
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            return _back(request, panel_id, "They sit on the panel now, and read what is before it.")
    return _form(request, one, form, "Add a member", "Add them")


@policy("panel.run")
@require_POST
def leave(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Let somebody sit on a panel no longer."""
    actor = actor_of(request)
    one = queries.member(actor, member_id)
    try:
        setting_up.end_member(actor=actor, member=one)
    except NotDone as fault:
        messages.error(request, str(fault))
        return HttpResponseRedirect(address("panels:panel", panel_id=one.panel_id))
    return _back(request, one.panel_id, "They have left the panel. What was before it is closed to them.")


@policy("panel.run")
@require_http_methods(["GET", "HEAD", "POST"])
def meet(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Plan a meeting."""
    actor = actor_of(request)
    one = queries.panel(actor, panel_id, RUN)
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = setting_up.add_meeting(actor=actor, panel=one, on=form.cleaned_data["on"])
        except NotDone as fault:
            form.add_error("on", str(fault))
        else:
            messages.success(request, "The meeting is planned. Choose the cases that are before it.")
            return HttpResponseRedirect(address("panels:meeting", meeting_id=made.pk))
    return _form(request, one, form, "Plan a meeting", "Plan it")


def _back(request: HttpRequest, panel_id: UUID, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(address("panels:panel", panel_id=panel_id))


def _form(request: HttpRequest, one: Panel, form: Any, title: str, button: str) -> HttpResponse:
    told = {"form": form, "title": title, "button": button, "caption": one.name}
    return render(request, "panels/form.html", told | {"back": address("panels:panel", panel_id=one.pk)})
