"""Recording an event and correcting one: the effect on the clocks is shown before anything is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.core.events import CORRECTION_KINDS, Event, NewEvent
from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import can, policy
from keywork.web.advice.services.asking import ends_advice, settle
from keywork.web.casework import presenters
from keywork.web.casework.likely import ALLOCATION_KINDS, OWN_PAGES, likely_next, warnings
from keywork.web.casework.loose_ends import loose_ends
from keywork.web.casework.news import tell_of_entry
from keywork.web.casework.recording_forms import CorrectionForm, EventForm, KindForm
from keywork.web.casework.turns import BY_KIND, GONE, turns_at
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.deadlines.queries import clocks_at
from keywork.web.deadlines.services import Held, hold, preview, record
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import CaseChanged, Refused
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from keywork.web.placements.services import consulting
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import short_day

PLACE = re.compile(r"[0-9]{1,9}")


@reads_in_one_look
@policy("event.record")
@require_safe
def record_kind(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask what happened."""
    found = opened(request, case_id, "event.record")
    day = asked(request)
    likely = likely_next(clocks_at(case_id, found.actor.authority, day.at))
    form = KindForm(request.GET if "go" in request.GET else None, likely=likely)
    if form.is_bound and form.is_valid():
        return redirect("casework:record-event", case_id=case_id, kind=form.chosen())
    summary = getattr(found.card.case, "summary", None)
    context = frame(request, found, day, "") | {
        "form": form,
        "turns": turns_at(summary.stage if summary else ""),
        "may_log": can(found.actor, "request.log"),
    }
    return render(request, "casework/record_kind.html", context)


@reads_in_one_look
@policy("event.record")
@require_http_methods(["GET", "HEAD", "POST"])
def record_event(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Ask when it happened, show what that does to the clocks, and record it once confirmed."""
    if kind in OWN_PAGES:
        return redirect(OWN_PAGES[kind], case_id=case_id)
    case = opened(request, case_id, "event.record", shows=not _is_confirmed(request))
    found = load_register().kinds.get(kind)
    if found is None or kind in CORRECTION_KINDS | ALLOCATION_KINDS:
        raise Http404("There is no such event.")
    events, held = _record_of(request, case)
    form = EventForm(
        request.POST if request.method == "POST" else None,
        kind=found, record=events, thread=request.GET.get("thread", ""),
    )  # fmt: skip
    return _steps(request, case, form, found.meaning.rstrip("."), form.entry, events, held)


@reads_in_one_look
@policy("event.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, case_id: UUID, event_id: UUID) -> HttpResponse:
    """Ask for an entry's true date, or strike it out; show what that does, and record it once confirmed."""
    case = opened(request, case_id, "event.correct", shows=not _is_confirmed(request))
    events, held = _record_of(request, case)
    event = next((e for e in case.parts.shown_record(events) if e.id == str(event_id)), None)
    if event is None or event.kind in CORRECTION_KINDS:
        raise Http404("There is no such entry.")
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    on = f" ({short_day(event.occurred_on)})" if event.occurred_on else ""
    title = f"Correct: {load_register().kinds[event.kind].meaning.rstrip('.')}{on}"
    return _steps(request, case, form, title, lambda: form.entry(event.id, clock.today()), events, held)


def _is_confirmed(request: HttpRequest) -> bool:
    """Say whether something is to be recorded, so that nothing is shown but what went wrong."""
    return request.method == "POST" and request.POST.get("confirmed") == "yes" and "change" not in request.POST


def _record_of(request: HttpRequest, case: Opened) -> tuple[list[Event], Held | None]:
    """Return the record of a case; where it is to be added to, nobody else adds to it meanwhile."""
    if not _is_confirmed(request):
        return stream(case.card.case_id), None
    held = hold(case_id=case.card.case_id, actor=case.actor)
    return held.events, held


def _steps(
    request: HttpRequest,
    case: Opened,
    form: EventForm | CorrectionForm,
    title: str,
    entry: Callable[[], NewEvent],
    events: Sequence[Event],
    held: Held | None,
) -> HttpResponse:
    """Lead through the three steps: fill in, look at the effect, confirm."""
    actor, card = case.actor, case.card
    context: dict[str, Any] = {"form": form, "title": title, "sequence": max((e.sequence for e in events), default=0)}
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        try:
            new = entry()
            if held:
                return _recorded(request, actor, card, new, held)
            seen = preview(case=card.case, entries=[new], actor=actor)
            context["effects"] = presenters.effects(seen.before, seen.after, clock.today())
            context["told"], context["sent"] = form.told(), _sent(request)
            context["warnings"] = warnings(new, events, changes=bool(context["effects"]))
            context["follows"] = BY_KIND[new.kind].follows if new.kind in BY_KIND else ""
            context["loose_ends"] = loose_ends(actor, card) if new.kind in GONE else []
        except CaseChanged as changed:
            form.add_error(None, str(changed))
        except Refused as refused:
            form.add_error(None, str(refused))
    template = "casework/record_check.html" if "effects" in context else "casework/record_event.html"
    return render(request, template, frame(request, case, asked(request), "") | context)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    left_out = {"csrfmiddlewaretoken", "confirmed", "sequence", "change"}
    return [(name, value) for name, value in request.POST.items() if name not in left_out]


def _recorded(request: HttpRequest, actor: Actor, card: CaseCard, new: NewEvent, held: Held) -> HttpResponse:
    expected = request.POST.get("sequence", "")
    known = int(expected) if PLACE.fullmatch(expected) else -1
    record(case=card.case, entries=[new], actor=actor, expected_sequence=known, held=held)
    if ends_advice(new):
        settle(actor=actor, card=card)
    if consulting.ends_consultation(new):
        consulting.settle(actor=actor, card=card)
    tell_of_entry(actor, card, new)
    messages.success(request, "Recorded. The clocks were worked out again.")
    return HttpResponseRedirect(address("casework:case", case_id=card.case_id))
