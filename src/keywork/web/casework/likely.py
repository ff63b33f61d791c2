"""What is likely to have happened in a case: whatever would answer one of its running clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import itemgetter
from textwrap import shorten

from keywork.core.clocks import Clock
from keywork.core.events import CORRECTION_KINDS, DATE_CORRECTED, Event, NewEvent
from keywork.core.loading import load_register
from keywork.core.register import EXCEPTION_RECORDED
from keywork.web.casework import threads
from keywork.web.ui.jinja import short_day

ALLOCATION_KINDS = frozenset({"case-allocated"})
# What is recorded on a page of its own, by the name of the page; it takes the identity of the case.
OWN_PAGES = {EXCEPTION_RECORDED: "exceptions:of-case"}
# Of the whole area, never of one child; and what the pages of documents record themselves.
NOT_OF_A_CASE = frozenset({"area", "document", "inspection", "improvement-action", "term", "school"})
MOST, LONGEST = 9, 130
RECEIPTS = frozenset({"assessment-request-received", "responsibility-began"})
ANSWERS = frozenset({"decided-to-assess", "decided-not-to-assess"})


@dataclass(frozen=True, slots=True)
class Likely:
    """A kind of event, in words, with the clock it would answer."""

    kind: str
    what: str
    hint: str


def likely_next(clocks: Iterable[Clock]) -> list[Likely]:
    """Return what would answer the running clocks of a case, the soonest deadline first."""
    register = load_register()
    running = sorted((c for c in clocks if c.is_open and c.duty.met_by), key=_by_deadline)
    found: dict[str, Likely] = {}
    for clock in running:
        for kind in clock.duty.met_by:
            known = register.kinds[kind]
            if kind not in found and _is_of_a_case(kind):
                found[kind] = Likely(kind, known.meaning.rstrip("."), _hint(clock))
    return list(found.values())[:MOST]


def _by_deadline(clock: Clock) -> tuple[bool, date, str]:
    return (clock.duty.force == "local", clock.legal_deadline or date.max, clock.duty.id)


def _hint(clock: Clock) -> str:
    name = load_register().name_of(clock.duty.id)
    which = f" – {threads.words(clock.thread)}" if clock.thread else ""
    due = f", due {short_day(clock.legal_deadline)}" if clock.legal_deadline else ""
    return f"Answers: {name}{which}{due}"


def _is_of_a_case(kind: str) -> bool:
    known = load_register().kinds[kind]
    return known.thread not in NOT_OF_A_CASE and kind not in CORRECTION_KINDS | ALLOCATION_KINDS


def warnings(new: NewEvent, record: Sequence[Event], *, changes: bool) -> list[str]:
    """Return what is worth a second look before an entry is saved.

    Args:
        new: the entry.
        record: the case's.
        changes: True where a clock would change.
    """
    said = []
    days = [event.occurred_on for event in record if event.occurred_on and event.kind not in CORRECTION_KINDS]
    if new.corrects is None and new.occurred_on and days and new.occurred_on < min(days):
        said.append(
            f"This is before anything else in this case, which begins on {short_day(min(days))}. Check the year."
        )
    if not changes and any(new.kind in duty.met_by for duty in load_register().duties.values()):
        said.append("An entry like this usually answers a clock, and none changes. Check the day, and which one it is.")
    if new.kind == DATE_CORRECTED and _answered_before(new, record):
        said.append(
            "This is after the decision that answers it. Check the year; if the decision is wrong, correct that first."
        )
    if any(_same(event, new) for event in record):
        said.append("The same is on record for that day already.")
    return said


def _answered_before(new: NewEvent, record: Sequence[Event]) -> bool:
    """Say whether a request would be recorded as received after it was decided about."""
    kind = next((event.kind for event in record if event.id == new.corrects), "")
    days = [event.occurred_on for event in record if event.kind in ANSWERS and event.occurred_on]
    to = new.fields.get("to")
    return kind in RECEIPTS and isinstance(to, date) and bool(days) and to > min(days)


def _same(event: Event, new: NewEvent) -> bool:
    return (event.kind, event.occurred_on, event.thread or None) == (new.kind, new.occurred_on, new.thread or None)


@cache
def other_kinds() -> Sequence[tuple[str, str]]:
    """Return every kind of event that a case can have, by part of the work."""
    kinds = [kind for kind in load_register().kinds.values() if _is_of_a_case(kind.name)]
    named = [
        (kind.name, shorten(f"{kind.section}: {kind.meaning.rstrip('.')}", LONGEST, placeholder=" …")) for kind in kinds
    ]
    return sorted(named, key=itemgetter(1))
