"""Words and dates for families' own pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.core.clocks import Clock
from keywork.core.exceptions import RELIED_ON
from keywork.core.guidance import Line, Words, guidance_at
from keywork.core.loading import load_register
from keywork.web.advice.bodies import PREFIX
from keywork.web.casework import early, threads
from keywork.web.casework.presenters import NextDeadline, clock_title, next_deadline, why_address
from keywork.web.deadlines.outlooks import DECISION, FINAL
from keywork.web.exceptions.queries import told_why
from keywork.web.kernel.asat import AsAt
from keywork.web.people.models import CaseCard
from keywork.web.ui.jinja import day as long_day
from keywork.web.ui.jinja import plural

WAYS = ((Words.STANDARD, "Standard words"), (Words.SIMPLE, "Simple words"), (Words.EASY, "Easy read"))
# Whose clock tells who has a case: the plan's as long as it runs, before it the decision's.
LEADING = (FINAL, DECISION)


@dataclass(frozen=True, slots=True)
class Late:
    """Something that has passed its day: what, who does it, since when, and why."""

    title: str
    who: str
    due: str
    by: str
    why: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """Where a case is, for its family.

    Args:
        holder: who has it now; empty where nothing runs.
        usual: how long this step usually takes here; empty where that is not known.
        next: what comes next, and by when; None where nothing runs.
        plan_by: by when there must be a plan, if there is to be one; empty where that clock does not run.
        late: what is late.
    """

    holder: str
    usual: str
    next: NextDeadline | None
    plan_by: str
    late: list[Late]


def told(clocks: Sequence[Clock], card: CaseCard, at: AsAt) -> Told:
    """Return where a case is.

    Args:
        clocks: of the case, those that are open to the family.
        card: of the case.
        at: the day asked about.
    """
    case_id = card.case_id
    running = [clock for clock in clocks if clock.is_open and clock.legal_deadline]
    late = [clock for clock in running if clock.days_past > 0 and _binds(clock)]
    reasons = told_why(case_id) if any(clock.disapplied for clock in late) else {}
    final = next((clock for clock in running if clock.duty.id == FINAL), None)
    return Told(
        holder=_holder(clocks, running, card, at),
        usual=early.usual(clocks, case_id, card.authority_id, at.as_of) if at.is_projected else "",
        next=next_deadline(clocks, case_id, at, plain=True),
        plan_by=long_day(final.legal_deadline) if final else "",
        late=[_late(clock, case_id, at, reasons) for clock in late],
    )


def _binds(clock: Clock) -> bool:
    return clock.duty.kind in ("limit", "interval") and clock.duty.force != "local"


def _holder(clocks: Sequence[Clock], running: Sequence[Clock], card: CaseCard, at: AsAt) -> str:
    """Return whose tray it is in, told from the clock that leads."""
    led = sorted(
        (clock for clock in running if clock.duty.id in LEADING), key=lambda clock: LEADING.index(clock.duty.id)
    )
    if led and at.is_projected:
        warned = early.warnings(clocks, card.case_id, card.authority_id, at)
        titles = {warning.title: warning.tray for warning in warned}
        found = next((titles[title] for clock in led if (title := clock_title(clock)) in titles), "")
        if found:
            return found
    bound = sorted((clock for clock in running if _binds(clock)), key=lambda clock: clock.legal_deadline or date.max)
    return _who(bound[0]) if bound else ""


def _who(clock: Clock) -> str:
    """Return who does something: the adviser who was asked, or the body that the law names."""
    asked = clock.thread is not None and clock.thread.startswith(PREFIX)
    who = threads.words(clock.thread or "") if asked else load_register().owner_of(clock.duty)
    return f"{who[:1].upper()}{who[1:]}"


def _late(clock: Clock, case_id: UUID, at: AsAt, reasons: Mapping[tuple[str, str], str]) -> Late:
    return Late(
        title=clock.duty.title.rstrip("."),
        who=_who(clock),
        due=long_day(clock.legal_deadline),
        by=plural(clock.days_past, "day"),
        why=why_address(case_id, clock.duty.id, clock.thread, at),
        reason=_reason(clock, reasons.get((clock.duty.id, clock.thread or ""), "")),
    )


def _reason(clock: Clock, why: str) -> str:
    if not clock.disapplied:
        return "No reason that the law accepts is on record."
    rules = load_register().exceptions
    titles = [rules[code].title for code, standing in clock.exceptions.items() if standing == RELIED_ON]
    said = [f"A reason that the law accepts is on record: {titles[0][:1].lower()}{titles[0][1:]}", why]
    return " ".join([*filter(None, said), "There is no new date for it; it has to be done as soon as it can."])


@dataclass(frozen=True, slots=True)
class Guided:
    """What is said of a step, and what can be done there."""

    now: str
    lines: tuple[Line, ...]


def guidance(stage: str, words: Words, *, to_young_person: bool) -> Guided:
    """Return what is said of a step."""
    return Guided(*guidance_at(stage, words, to_young_person=to_young_person))


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a family asks: the keyworker, and who covers for them until when."""

    name: str
    cover: str


def contact(card: CaseCard, today: date) -> Contact:
    """Return whom a family asks."""
    name = card.keyworker.display_name if card.keyworker else ""
    covers = card.cover is not None and card.cover_until is not None and card.cover_until >= today
    return Contact(name, f"{card.cover.display_name} until {long_day(card.cover_until)}" if covers else "")
