"""What a panel has before it about one case, what its members think of it, and what the panel recommends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import can, policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.panels import pack as papers
from keywork.web.panels import presenters, queries
from keywork.web.panels.errors import NotDone, Overtaken
from keywork.web.panels.forms import RecommendForm, RecuseForm, ViewForm
from keywork.web.panels.models import Seat
from keywork.web.panels.queries import Opened
from keywork.web.panels.routes import decide_at
from keywork.web.panels.services import advising, agenda
from keywork.web.panels.standing import BY_SEAT, stands
from keywork.web.panels.views.shared import CONFLICT, frame, opened, own_name
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address


@reads_in_one_look
@policy("panel.pack")
@require_safe
def pack(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Show the papers of a case, what the members think, what the panel recommended and what an officer decided."""
    actor, found = opened(request, agenda_id, "panel.pack")
    seats, held = queries.seats(found.item), papers.pack(actor, found.card, found.item.asks)
    tags = presenters.clock_tags(queries.clocks([found.item]), actor.authority_id)
    where = stands(found.card.case_id, actor.authority_id, found.item.asks)
    context = frame(actor, found) | {
        "papers": held.papers,
        "missing": held.missing,
        "checklist": held.checklist,
        "clock": tags.get(found.card.case_id, presenters.NO_CLOCK),
        "recommended": presenters.recommended(found.item, seats),
        "decided": presenters.decided(
            where, withdrew=queries.has_withdrawn(actor, found.card.case_id, found.item.asks)
        ),
        "views": presenters.view_rows(found.item.views.select_related("user")),
        "withdrew": presenters.withdrew(seats),
        "whole_case": CASES.can(actor, "case.open", found.card) and actor.role not in BY_SEAT,
    }
    return render(request, "panels/pack.html", context | _may(actor, found))


def _may(actor: Actor, found: Opened) -> dict[str, Any]:
    """Return what somebody may do with a case before a panel now."""
    is_open = found.item.meeting.closed_at is None
    recommended = hasattr(found.item, "recommendation")
    sits = found.seat is not None
    runs = can(actor, queries.RUN) and CASES.can(actor, queries.PUT, found.card)
    return {
        "may_speak": is_open and sits and CASES.can(actor, advising.SPEAK, found.card),
        "may_recommend": is_open and not recommended and CASES.can(actor, advising.RECOMMEND, found.card),
        "may_withdraw": is_open and (sits or runs),
        "may_take_off": is_open and not recommended and CASES.can(actor, queries.PUT, found.card),
        "decide": decide_at(found.item.asks, found.card) if CASES.can(actor, "decision.make", found.card) else "",
        "has_recommended": recommended,
    }


@policy("panel.speak")
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Give one's own view, or dissent from what the panel recommended."""
    actor, found = opened(request, agenda_id, "panel.speak")
    form = ViewForm(request.POST if request.method == "POST" else None, question=found.item.asks)
    if request.method == "POST" and form.is_valid():
        try:
            advising.speak(actor=actor, card=found.card, item=found.item, **form.cleaned_data)
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Your view is on record. It is not changed; you can add another one.")
            return HttpResponseRedirect(address("panels:pack", agenda_id=agenda_id))
    dissents = hasattr(found.item, "recommendation")
    title = "Dissent from the recommendation" if dissents else "Give your view"
    told = {"form": form, "title": title, "button": "Put it on record"}
    return render(request, "panels/step.html", frame(actor, found) | told)


@policy("panel.pack")
@require_http_methods(["GET", "HEAD", "POST"])
def recuse(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Withdraw from a case; whoever runs the panel may write it down for another."""
    actor, found = opened(request, agenda_id, "panel.pack")
    seats = _may_withdraw(actor, found)
    form = RecuseForm(request.POST if request.method == "POST" else None, seats=seats)
    if request.method == "POST" and seats and form.is_valid():
        user = form.chosen()
        said = {"why": form.cleaned_data["why"], "reason": form.cleaned_data["reason"]}
        try:
            agenda.recuse(actor=actor, card=found.card, item=found.item, user=user, **said)
        except (NotDone, Refused) as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Withdrawn. The papers are closed.")
            return HttpResponseRedirect(address("panels:meeting", meeting_id=found.item.meeting_id))
    told = {"form": form if seats else None, "title": "Withdraw from this case", "button": "Withdraw",
            "nothing": "Nobody sits before this case who could withdraw."}  # fmt: skip
    return render(request, "panels/step.html", frame(actor, found) | told)


def _may_withdraw(actor: Actor, found: Opened) -> Sequence[Seat]:
    """Return for whom somebody may write down that they withdraw: everybody who sits, or themselves alone."""
    runs = can(actor, queries.RUN) and CASES.can(actor, queries.PUT, found.card)
    return [one for one in queries.seats(found.item) if not one.recused and (runs or one.user_id == actor.user_id)]


@policy("panel.recommend")
@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Answer the questions of the test for the panel, and write down what it recommends."""
    actor, found = opened(request, agenda_id, "panel.recommend")
    seats, held = queries.seats(found.item), papers.pack(actor, found.card, found.item.asks)
    form = RecommendForm(
        request.POST if request.method == "POST" else None, question=found.item.asks, papers=held.choices, seats=seats
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            advising.recommend(
                actor=actor, name=own_name(request), card=found.card, item=found.item,
                recommendation=said["conclusion"], test=form.test(), reasons=said["reasons"],
                took_part=[UUID(one) for one in said["took_part"]], has_papers=bool(held.papers),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
        else:
            messages.success(request, "The recommendation is on record. An officer decides.")
            return HttpResponseRedirect(address("panels:pack", agenda_id=agenda_id))
    fresh = queries.opened(actor, agenda_id, "panel.recommend") if status == CONFLICT else found
    context = frame(actor, found) | {
        "form": form,
        "title": "What the panel recommends",
        "button": "Put it on record",
        "views": presenters.view_rows(found.item.views.select_related("user")),
        "checklist": held.checklist,
        "missing": held.missing,
        "standing": presenters.recommended(fresh.item, seats),
    }
    return render(request, "panels/test.html", context, status=status)
