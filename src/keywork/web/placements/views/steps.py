"""What the keyworker does with a consultation: chase it, take it back, write down a reply that came by letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import policy
from keywork.web.placements import forms
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.services import consulting, replying
from keywork.web.placements.views.shared import CONFLICT, frame, knowing, opened, own_name
from keywork.web.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done with a consultation: its page, its form, and the service."""

    title: str
    button: str
    done: str
    form: Callable[..., Any]
    does: Callable[..., Any]
    told: Callable[[Any], Mapping[str, Any]]


def _plain(form: forms.StepForm) -> Mapping[str, Any]:
    return form.cleaned_data


def _replied(form: forms.ReplyForm) -> Mapping[str, Any]:
    told = {"said": form.said(), "seen": form.cleaned_data.get("seen")}
    return told | ({"on": form.cleaned_data["on"]} if "on" in form.fields else {})


def _with_a_day(*args: Any, **more: Any) -> forms.ReplyForm:
    return forms.ReplyForm(*args, asks_day=True, **more)


CHASE = Step(
    "Chase this consultation", "Record the reminder", "Recorded.", forms.ChaseForm, consulting.chase, _plain
)  # fmt: skip
WITHDRAW = Step(
    "Take this consultation back", "Take it back", "Taken back. Its clock has ended and the case is closed to them.",
    forms.WithdrawForm, consulting.withdraw, _plain,
)  # fmt: skip
WRITE_DOWN = Step(
    "Write down their reply", "Record the reply", "Recorded. The clock is answered on the day it came.", _with_a_day,
    replying.write_down, _replied,
)  # fmt: skip
REPLY = Step(
    "Reply to this consultation", "Send the reply",
    f"Sent. You still read what you were shown for {replying.READS_ON} days.", forms.ReplyForm, replying.reply,
    _replied,
)  # fmt: skip


@policy(consulting.ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def chase(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Keep that a setting was reminded."""
    return take(request, consultation_id, consulting.ASK, CHASE)


@policy(consulting.ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Take a consultation back, with the reason."""
    return take(request, consultation_id, consulting.ASK, WITHDRAW)


@policy(consulting.ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Write down a reply that came another way."""
    return take(request, consultation_id, consulting.ASK, WRITE_DOWN)


def take(request: HttpRequest, consultation_id: UUID, action: str, step: Step) -> HttpResponse:
    """Show the form of a step, or do it."""
    actor, found = opened(request, consultation_id, action)
    one, status = found.consultation, 200
    form = step.form(request.POST if request.method == "POST" else None, initial={"seen": one.revision})
    if request.method == "POST" and form.is_valid():
        try:
            step.does(actor=actor, card=found.card, consultation=one, name=own_name(request), **step.told(form))
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
            one.refresh_from_db(fields=["revision"])
            form = knowing(form, "seen", one.revision)
        else:
            messages.success(request, step.done)
            return HttpResponseRedirect(address("placements:consultation", consultation_id=consultation_id))
    return render(request, "placements/step.html", frame(actor, found) | {"form": form, "step": step}, status=status)
