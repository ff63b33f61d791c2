"""A case: its clocks, its history, its notes, and why each date is what it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from keywork.core.clocks import OPEN_STATES, State
from keywork.core.events import known
from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, decide, policy
from keywork.web.accounts.queries import names
from keywork.web.casework import presenters, queries, services, threads
from keywork.web.casework.forms import NoteForm
from keywork.web.casework.record_rows import history_rows, record_labels
from keywork.web.casework.views.asking import Asked, asked
from keywork.web.deadlines.queries import clocks_at, explain_clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard

DATED_KINDS = ("limit", "interval", "target", "window", "not-before")


def frame(request: HttpRequest, actor: Actor, card: CaseCard, day: Asked, current: str) -> dict[str, Any]:
    """Return what every page of a case shows: who it is about, where one is, and the day asked about."""
    masked = decide(actor, "case.open").masked
    return {
        "identity": presenters.identity(card, day.at.as_of, masked=masked),
        "case_id": card.case_id,
        "asked": day,
        "query": f"?{day.at.query}" if day.at.query else "",
        "current": current,
        "masked": masked,
        "may_record": can(actor, "event.record") and day.at.is_now and not masked,
    }


def opened(request: HttpRequest, case_id: UUID, action: str = "case.open") -> tuple[Actor, CaseCard]:
    """Return who asks and the case they may open; the opening stands in the access log before anything is shown."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, action)
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id])
    return actor, card


@reads_in_one_look
@policy("case.open")
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show where a case stands: the next deadline in words, then every dated clock on its rail."""
    actor, card = opened(request, case_id)
    day, masked = asked(request), decide(actor, "case.open").masked
    found = clocks_at(case_id, actor.authority, day.at)
    dated = [c for c in found if c.duty.kind in DATED_KINDS and c.legal_deadline and c.state is not State.NOT_IN_SOURCE]
    dated.sort(key=lambda c: (c.legal_deadline, c.duty.id))
    steps = [(c.state in OPEN_STATES, presenters.step(c, case_id, day.at, masked=masked)) for c in dated]
    context = {
        "next": presenters.next_deadline(found, case_id, day.at, masked=masked),
        "running": [step for is_open, step in steps if is_open],
        "finished": [step for is_open, step in steps if not is_open],
        "notes": list(queries.notes(case_id, day.at)) if not masked else [],
        "note_form": NoteForm() if can(actor, "case.note") and day.at.is_now else None,
        "others": [] if masked else _others(actor, card),
    }
    return render(request, "casework/case.html", frame(request, actor, card, day, "case") | context)


def _others(actor: Actor, card: CaseCard) -> list[dict[str, Any]]:
    cards = list(queries.other_cases(card))
    openable = queries.openable(actor, cards)
    return [
        {"case_id": c.case_id, "reference": c.case.reference, "stage": presenters.stage_title(c.case.summary.stage)}
        for c in cards
        if c.case_id in openable
    ]


@reads_in_one_look
@policy("case.open")
@require_safe
def clocks(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show every duty that the case has started, dated or not."""
    actor, card = opened(request, case_id)
    day = asked(request)
    masked = decide(actor, "case.open").masked
    found = clocks_at(case_id, actor.authority, day.at)
    steps = [presenters.step(clock, case_id, day.at, masked=masked) for clock in found]
    return render(request, "casework/clocks.html", frame(request, actor, card, day, "clocks") | {"steps": steps})


@reads_in_one_look
@policy("case.open")
@require_safe
def history(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the record of a case, newest first, with corrections visible."""
    actor, card = opened(request, case_id)
    day = asked(request)
    record = known(stream(case_id), day.at.known_at)
    masked = decide(actor, "case.open").masked
    rows = history_rows(record, names(actor, record_labels(record)), masked=masked)
    context = {"rows": rows, "may_correct": can(actor, "event.correct") and day.at.is_now}
    return render(request, "casework/history.html", frame(request, actor, card, day, "history") | context)


@reads_in_one_look
@policy("case.open")
@require_safe
def why(request: HttpRequest, case_id: UUID, duty_id: str) -> HttpResponse:
    """Explain a date: the duty, its version, what started it, the counting, and the exceptions tried."""
    actor, card = opened(request, case_id)
    day = asked(request)
    if duty_id not in load_register().duties:
        raise Http404("There is no such duty.")
    masked = decide(actor, "case.open").masked
    thread = threads.of_token(stream(case_id), request.GET.get("which", ""))
    found = explain_clock(case_id, actor.authority, day.at, duty_id, thread)
    step = presenters.step(found.clock, case_id, day.at, masked=masked)
    context = {
        "why": found,
        "step": step,
        "name": load_register().name_of(duty_id),
        "open_exceptions": [t for t in found.tried if t.standing != "not-available"],
    }
    return render(request, "casework/why.html", frame(request, actor, card, day, "") | context)


@policy("case.note")
@require_POST
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep a note on a case."""
    actor, card = opened(request, case_id, "case.note")
    form = NoteForm(request.POST)
    if form.is_valid():
        services.write_note(card=card, text=form.cleaned_data["text"], actor=actor, author=str(request.user))
        messages.success(request, "Your note was kept.")
    else:
        messages.error(request, next(iter(form.errors.values()))[0])
    return redirect("casework:case", case_id=case_id)
