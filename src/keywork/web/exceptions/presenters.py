"""Exceptions as finished words; templates only place them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.core.excusing import Worked
from keywork.core.history import Fact, History
from keywork.core.loading import load_register
from keywork.web.casework import threads
from keywork.web.casework.presenters import clock_title, why_address
from keywork.web.exceptions.limits import Limit, limit_of
from keywork.web.exceptions.models import Reliance, RelianceStep
from keywork.web.kernel.asat import AsAt
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag
from keywork.web.ui.jinja import moment, short_day

COLOURS = {"proposed": "yellow", "agreed": "purple", "declined": "grey", "taken-back": "grey"}
NOTHING_YET = {
    "proposed": "It counts for nothing until a manager other than whoever proposed it agrees.",
    "agreed": "It is relied on. The limit has no new date; what is owed is still owed, as soon as it can be done.",
    "declined": "It was not agreed, so the limit applies.",
    "taken-back": "It was taken back, so the limit applies.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One exception in a list."""

    href: str
    limit: str
    exception: str
    tag: Tag
    by: str
    review: str
    whose: str = ""


def rows(found: Collection[Reliance], *, whose: bool = False) -> list[Row]:
    """Return exceptions as rows; with whose they are, where the list is of many cases."""
    register = load_register()
    return [
        Row(
            href=address("exceptions:reliance", case_id=one.case_id, reliance_id=one.pk),
            limit=register.name_of(one.duty) + (f" – {threads.words(one.thread)}" if one.thread else ""),
            exception=register.exceptions[one.code].title.rstrip("."),
            tag=Tag(one.get_state_display(), COLOURS[one.state]),
            by=f"{one.proposed_by_name}, {short_day(one.proposed_at.date())}",
            review=short_day(one.review_on) if one.review_on else "",
            whose=one.case.card.person.name if whose else "",
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """One exception, whole."""

    row: Row
    state: str
    facts: list[tuple[str, str]]
    happened: str
    why: str
    evidence: str
    document: tuple[UUID, str] | None
    worked: Worked
    steps: list[tuple[str, str]]
    why_date: str


def told(one: Reliance, history: History, readable: Collection[UUID]) -> Told:
    """Return an exception, whole.

    Args:
        one: the exception.
        history: the case now.
        readable: the documents that the reader may open.
    """
    there = limit_of(history, one)
    struck = one.state == Reliance.State.AGREED and not any(
        entry.event.id == str(one.entry_id) for entry in history.entries
    )
    state = (
        "The entry that says so was struck out of the record, so the limit applies."
        if struck
        else NOTHING_YET[one.state]
    )
    document = None
    if one.document is not None:
        seen = one.document_id in readable
        document = (one.document.pk, one.document.title) if seen else (one.document.pk, "")
    due = there.clock.legal_deadline
    return Told(
        row=rows([one])[0],
        state=state,
        facts=[
            ("Last day of the limit", short_day(due) if due else "None"),
            ("Proposed", f"{one.proposed_by_name}, {moment(one.proposed_at)}"),
            ("Look at it again", short_day(one.review_on) if one.review_on else "No day chosen"),
        ],
        happened=one.happened,
        why=one.why,
        evidence=one.evidence,
        document=document,
        worked=there.worked(one.code, str(one.circumstance_id)),
        steps=[(_step(step), step.text) for step in one.steps.all()],
        why_date=why_address(one.case_id, one.duty, one.thread or None, AsAt.now()),
    )


def _step(step: RelianceStep) -> str:
    return f"{step.get_kind_display()} by {step.by_name}, {moment(step.at)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A limit, or an exception of one, to choose."""

    href: str
    title: str
    said: str


def limits(found: Collection[Limit], case_id: UUID) -> list[Choice]:
    """Return the limits for which an exception can be relied on."""
    return [
        Choice(
            choose_address(case_id, one.clock.duty.id, one.clock.thread or ""),
            clock_title(one.clock),
            f"last day {short_day(one.clock.legal_deadline)}",
        )
        for one in found
    ]


def choose_address(case_id: UUID, duty: str, thread: str) -> str:
    """Return where an exception is chosen for a limit; a thread stands there by its token."""
    which = f"?which={threads.token(thread)}" if thread else ""
    return address("exceptions:choose", case_id=case_id, duty_id=duty) + which


def rules(there: Limit, case_id: UUID, thread: str) -> list[Choice]:
    """Return the exceptions that the law gives for a limit."""
    which = f"?which={threads.token(thread)}" if thread else ""
    return [
        Choice(
            address("exceptions:propose", case_id=case_id, duty_id=there.clock.duty.id, rule=rule.code) + which,
            rule.title.rstrip("."),
            rule.words,
        )
        for rule in there.rules
    ]


def circumstance(fact: Fact) -> str:
    """Say a circumstance on record in a line."""
    event = fact.entry.event
    meaning = load_register().kinds[event.kind].meaning.rstrip(".")
    days = [
        value for name in ("from", "to", "closed_from", "reopens") if isinstance(value := event.fields.get(name), date)
    ]
    said = " to ".join(short_day(day) for day in days) if days else short_day(fact.day)
    body = f", {threads.words(event.thread)}" if event.thread else ""
    return f"{meaning} ({said}{body})"
