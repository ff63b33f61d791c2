"""What a return changes in a case: new events, and corrections of what an earlier return told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from keywork.core.events import CORRECTION_KINDS, DATE_CORRECTED, ENTRY_STRUCK_OUT, Event, NewEvent
from keywork.core.loading import load_register
from keywork.web.returns.mapping import SOURCE, key_of, told_thread


@dataclass(slots=True)
class Told:
    """What returns have told of a case so far: the event in force for each fact, with its day as corrected.

    ``years`` holds the collection year of the return that told each fact last, or put its day right.
    """

    events: dict[str, Event] = field(default_factory=dict)
    days: dict[str, date | None] = field(default_factory=dict)
    years: dict[str, int | None] = field(default_factory=dict)

    @property
    def received_on(self) -> date | None:
        """The day the request was received."""
        return self.days.get("assessment-request-received|")


def told_by_returns(record: Sequence[Event], years: Mapping[datetime, int]) -> Told:
    """Return what earlier returns told of a case, corrections applied.

    Args:
        record: the case's whole record.
        years: the collection year of each import, by the moment at which it was recorded.
    """
    struck: set[str] = set()
    redated: dict[str, Event] = {}
    for event in sorted(record, key=lambda e: e.sequence, reverse=True):
        if event.corrects is None or event.id in struck:
            continue
        if event.kind == ENTRY_STRUCK_OUT:
            struck.add(event.corrects)
        elif event.kind == DATE_CORRECTED and "to" in event.fields:  # its fields may have been redacted
            redated.setdefault(event.corrects, event)
    told = Told()
    for event in record:
        if event.source == SOURCE and event.kind not in CORRECTION_KINDS and event.id not in struck:
            key = key_of(event)
            told.events[key] = event
            fix = redated.get(event.id)
            told.days[key] = fix.fields["to"] if fix else event.occurred_on
            told.years[key] = years.get(fix.recorded_at if fix else event.recorded_at)
    return told


def changes(told: Told, now: Mapping[str, NewEvent], *, year: int, today: date) -> list[NewEvent]:
    """Return the entries that bring a case in line with a return.

    A return never takes back what a return of another year told and it only no longer tells: history stays.
    What came with a return of its own year it corrects, by striking the entry out. What a return of a later year
    told it leaves alone: the later one knows better.

    Args:
        told: what earlier returns told.
        now: what this return tells, by fact.
        year: the collection year of this return.
        today: the day the corrections are made.
    """
    entries: list[NewEvent] = []
    for key, event in now.items():
        before = told.events.get(key)
        if before is None:
            entries.append(event)
        elif (told.years[key] or 0) <= year:
            entries += _changed(before, told.days[key], event, told.years[key] == year, today)
    gone = (event for key, event in told.events.items() if key not in now and told.years[key] == year)
    return [*entries, *(_strike(event, today) for event in gone)]


def _changed(before: Event, day: date | None, now: NewEvent, same_collection: bool, today: date) -> list[NewEvent]:
    if before.kind == now.kind and dict(before.fields) == dict(now.fields) and told_thread(before) == now.thread:
        if now.occurred_on == day or (now.occurred_on is None and not same_collection):
            return []
        if now.occurred_on is not None and day is not None:
            return [_redate(before, now.occurred_on, today)]
        return [_strike(before, today), now]
    if same_collection:
        return [_strike(before, today), now]
    if load_register().kinds[now.kind].record_keeping:
        return [now]
    # A later year tells less of an old decision: without a date it corrects nothing.
    return [] if now.occurred_on is None else [_strike(before, today), now]


def _strike(event: Event, today: date) -> NewEvent:
    return NewEvent(ENTRY_STRUCK_OUT, today, corrects=event.id, source=SOURCE)


def _redate(event: Event, to: date, today: date) -> NewEvent:
    return NewEvent(DATE_CORRECTED, today, corrects=event.id, fields={"to": to}, source=SOURCE)
