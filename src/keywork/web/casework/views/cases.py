"""A case: its clocks, its history, its notes, and why each date is what it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from keywork.core.clocks import OPEN_STATES, Clock, State
from keywork.core.events import known
from keywork.core.loading import load_register
from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import Decision, NotKnown, actor_of, policy
from keywork.web.accounts.queries import names
from keywork.web.advice.queries import asked_threads
from keywork.web.casework import early, presenters, queries, services, threads
from keywork.web.casework.forms import NoteForm
from keywork.web.casework.next_action import Done
from keywork.web.casework.parts import Parts
from keywork.web.casework.record_rows import history_rows, record_labels
from keywork.web.casework.views.asking import Asked, asked
from keywork.web.deadlines.queries import clocks_at, explain_clock
from keywork.web.kernel.ports import asked as asked_of
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.queries import known_until, stream
from keywork.web.panels.standing import untold
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES, standing_of
from keywork.web.representations.readers import own_words
from keywork.web.representations.windows import last_day
from keywork.web.vaults import alerts, glass
from keywork.web.vaults import kept_back as keeping
from keywork.web.vaults.kept_back import kept_back, kinds_no_clock_reads
from keywork.web.vaults.models import Alert

DATED_KINDS = ("limit", "interval", "target", "window", "not-before")
SHOWN_AT_ONCE = 6


@dataclass(frozen=True)
class Opened:
    """Who asks, the case they may open, and which of its parts."""

    actor: Actor
    card: CaseCard

    @cached_property
    def parts(self) -> Parts:
        """What of the case is open to them; what only records shows no part and does not ask."""
        return Parts.of(standing_of(self.actor, self.card))

    @property
    def masked(self) -> bool:
        """Say whether everything that tells who the child is must stay hidden: masked, or not open to them at all."""
        standing = self.parts.standing
        return standing.is_masked() or not standing.may("a2")


def frame(request: HttpRequest, found: Opened, day: Asked, current: str) -> dict[str, Any]:
    """Return what every page of a case shows: who it is about, where one is, and the day asked about."""
    actor, card, parts = found.actor, found.card, found.parts
    pages = [
        ("case", "Overview", True),
        ("clocks", "All duties", parts.clocks),
        ("contacts", "Letters and contacts", True),
        ("history", "History", parts.history),
        ("request", "Request", CASES.can(actor, "request.read", card)),
        ("family", "Family", CASES.can(actor, "family.read", card)),
        ("share", "People", CASES.can(actor, "case.share", card)),
        ("rights", "Rights", CASES.can(actor, "rights.record", card)),
        ("looked", "Who has looked", parts.looked),
        ("flags", "Flags", CASES.can(actor, "flags.read", card)),
    ]
    return {
        "identity": presenters.identity(card, day.at.as_of, masked=found.masked, limits=parts.identity),
        "case_id": card.case_id,
        "asked": day,
        "query": f"?{day.at.query}" if day.at.query else "",
        "current": current if ":" in current or not current else f"casework:{current}",
        "pages": _pages(actor, card, pages),
        "plain": parts.plain,
        "behind_glass": glass.until(actor, card) if card.restricted else None,
        "may_record": day.at.is_now and CASES.can(actor, "event.record", card),
    }


def _pages(actor: Actor, card: CaseCard, own: Iterable[tuple[str, str, bool]]) -> list[tuple[str, str]]:
    """Return the pages of a case that somebody may open, by name: those of other rooms first, as the settings say."""
    offered = [(name, text) for name, text, action in settings.CASE_PAGES if CASES.can(actor, action, card)]
    return offered + [(f"casework:{key}", text) for key, text, is_open in own if is_open]


def opened(request: HttpRequest, case_id: UUID, action: str = "case.open", *, shows: bool = True) -> Opened:
    """Return who asks and the case they may open; the opening stands in the access log before anything is shown.

    Args:
        request: of the page.
        case_id: the case that its address names.
        action: what is done with it.
        shows: whether a page will tell whose case it is: then that is read at once.
    """
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, action, queries.ON_A_CARD if shows else ("case",))
    detail = {"alert": "restricted"} if card.restricted else {}
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)
    return Opened(actor, card)


@reads_in_one_look
@policy("case.open")
@require_safe
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the parts of a case that are open: where it stands, every dated clock on its rail, what was noted."""
    found = opened(request, case_id)
    day, parts = asked(request), found.parts
    clocks = parts.shown_clocks(clocks_at(case_id, found.actor.authority, day.at)) if parts.clocks else []
    context = _standing(found, day, clocks) if parts.clocks else {}
    context |= {
        "shows_clocks": parts.clocks,
        "shows_notes": parts.notes,
        "notes": queries.notes(case_id, day.at, parts.note_author()) if parts.notes else [],
        "own_notes": bool(parts.note_author()),
        "note_form": NoteForm() if day.at.is_now and CASES.can(found.actor, "case.note", found.card) else None,
        "others": [] if found.masked else _others(found.actor, found.card),
        "panels": panels("CASE_PANELS", found, day, clocks),
    }
    return render(request, "casework/case.html", frame(request, found, day, "case") | context)


def _standing(found: Opened, day: Asked, clocks: list[Clock]) -> dict[str, Any]:
    """Return where the case stands by the clocks that are open to whoever asks."""
    case_id, masked, parts = found.card.case_id, found.masked, found.parts
    dated = [
        c for c in clocks if c.duty.kind in DATED_KINDS and c.legal_deadline and c.state is not State.NOT_IN_SOURCE
    ]
    dated.sort(key=lambda c: (c.legal_deadline, c.duty.id))
    shown = presenters.plain_step if parts.plain else presenters.step
    ended = [c for c in dated if c.state not in OPEN_STATES]
    ended.sort(key=lambda c: c.met_on or c.ended_on or c.legal_deadline, reverse=True)

    def steps(chosen: list[Clock]) -> list[presenters.Step]:
        return [shown(clock, case_id, day.at, masked=masked) for clock in chosen]

    authority_id, today = found.actor.authority_id, day.at.as_of
    warned = []
    if _warns(parts, day):
        warned = early.warnings(clocks, case_id, authority_id, day.at, done=_done(found), masked=masked)
    return {
        "warnings": warned,
        "usual": early.usual(clocks, case_id, authority_id, today) if parts.plain and day.at.is_projected else "",
        "next": presenters.next_deadline(clocks, case_id, day.at, masked=masked, plain=parts.plain),
        "running": steps([c for c in dated if c.state in OPEN_STATES]),
        "finished": steps(ended[:SHOWN_AT_ONCE]),
        "finished_before": steps(ended[SHOWN_AT_ONCE:]),
    }


def _done(found: Opened) -> Done:
    """Return how far a case has come; that it was decided, before anybody was told, is the council's own."""
    summary = getattr(found.card.case, "summary", None)
    stage = Stage(summary.stage) if summary and summary.stage else None
    tells = CASES.can(found.actor, "decision.tell", found.card)
    last = last_day(found.card) if stage is Stage.DRAFT_SENT else None
    return Done(stage, untold(found.card) if tells else "", last, asked_threads(found.actor, found.card.case_id))


def _warns(parts: Parts, day: Asked) -> bool:
    """Say whether early warning is shown: of today alone, and not to families, who read it in plain words."""
    return day.at.is_projected and not parts.plain


def panels(setting: str, found: Opened, day: Asked, clocks: list[Clock]) -> list[Panel]:
    """Return what other rooms put on a page of the case, in the order of the setting that names them."""
    page = CasePage(found.actor, found.card, day.at, clocks, found.masked)
    return [panel for part in asked_of(setting) if (panel := part(page)) is not None]


def _others(actor: Actor, card: CaseCard) -> list[dict[str, Any]]:
    cards = queries.other_cases(card)
    openable = queries.openable(actor, cards)
    return [
        {"case_id": c.case_id, "reference": c.case.reference, "stage": presenters.stage_title(c.case.summary.stage)}
        for c in cards
        if c.case_id in openable
    ]


@reads_in_one_look
@policy("case.open")
@require_safe
def contacts(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what was written, sent, said and met about: letters, documents, messages, calls, meetings, consultations."""
    found = opened(request, case_id)
    day, parts = asked(request), found.parts
    clocks = parts.shown_clocks(clocks_at(case_id, found.actor.authority, day.at)) if parts.clocks else []
    context = {"panels": panels("CONTACT_PANELS", found, day, clocks)}
    return render(request, "casework/contacts.html", frame(request, found, day, "contacts") | context)


@reads_in_one_look
@policy("case.clocks")
@require_safe
def clocks(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show every duty that the case has started, dated or not."""
    found = opened(request, case_id, "case.clocks")
    day, parts = asked(request), found.parts
    its = parts.shown_clocks(clocks_at(case_id, found.actor.authority, day.at))
    shown = presenters.plain_step if parts.plain else presenters.step
    steps = [shown(clock, case_id, day.at, masked=found.masked) for clock in its]
    return render(request, "casework/clocks.html", frame(request, found, day, "clocks") | {"steps": steps})


@reads_in_one_look
@policy("case.history")
@require_safe
def history(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the record of a case, newest first, with corrections visible."""
    found = opened(request, case_id, "case.history")
    day, parts = asked(request), found.parts
    record = parts.shown_record(known(stream(case_id), known_until(found.actor.authority_id, day.at)))
    veiled = found.masked or parts.is_told
    labels = {} if parts.is_told else names(found.actor, record_labels(record))
    rows = history_rows(record, labels, masked=veiled, told=parts.is_told)
    may_correct = day.at.is_now and CASES.can(found.actor, "event.correct", found.card)
    keeps = CASES.can(found.actor, "entry.keep-back", found.card) and day.at.is_now
    context = {"rows": rows, "may_correct": may_correct}
    context["may_keep_back"] = {event.id for event in record if keeps and event.kind in kinds_no_clock_reads()}
    context["kept_back"] = kept_back(case_id) if keeps else frozenset()
    return render(request, "casework/history.html", frame(request, found, day, "history") | context)


@reads_in_one_look
@policy("case.clocks")
@require_safe
def why(request: HttpRequest, case_id: UUID, duty_id: str) -> HttpResponse:
    """Explain a date: the duty, its version, what started it, the counting, and the exceptions tried."""
    found = opened(request, case_id, "case.clocks")
    day = asked(request)
    if duty_id not in load_register().duties:
        raise Http404("There is no such duty.")
    thread = threads.of_token(stream(case_id), request.GET.get("which", ""))
    explained = explain_clock(case_id, found.actor.authority, day.at, duty_id, thread)
    shown = found.parts.shown_clocks([explained.clock])
    if not shown:
        raise NotKnown(Decision("case.clocks", (), "This clock is not among those open to them."), case_id)
    explained = own_words(explained, shown[0])
    context = {
        "why": explained,
        "step": presenters.step(explained.clock, case_id, day.at, masked=found.masked),
        "name": load_register().name_of(duty_id),
        "open_exceptions": [t for t in explained.tried if t.standing != "not-available"],
        "panels": _about_clock(found, day, explained.clock),
    }
    return render(request, "casework/why.html", frame(request, found, day, "") | context)


def _about_clock(found: Opened, day: Asked, clock: Clock) -> list[Panel]:
    """Return what rooms above put on the page that explains a clock's date."""
    page = CasePage(found.actor, found.card, day.at, [clock], found.masked)
    shown = (part(page, clock) for part in asked_of("WHY_PANELS"))
    return [panel for panel in shown if panel is not None]


@policy("entry.keep-back")
@require_POST
def keep_back(request: HttpRequest, case_id: UUID, event_id: UUID) -> HttpResponse:
    """Let a young person keep an entry from their parents, or let them read it again."""
    found = opened(request, case_id, "entry.keep-back")
    back = request.POST.get("back") == "yes"
    try:
        keeping.keep_back(actor=found.actor, card=found.card, event_id=event_id, back=back)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Your parents no longer read it." if back else "Your parents can read it again.")
    return redirect("casework:history", case_id=case_id)


@policy("case.note")
@require_POST
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep a note on a case."""
    found = opened(request, case_id, "case.note")
    form = NoteForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        services.write_note(card=found.card, text=text, actor=found.actor, author=str(request.user))
        messages.success(request, "Your note was kept.")
    else:
        messages.error(request, next(iter(form.errors.values()))[0])
    return redirect("casework:case", case_id=case_id)
