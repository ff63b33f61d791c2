"""The record of a case: dated entries, and what of them was known and in force at a moment.

An entry is never changed. A correction is a later entry that names the one it corrects, and is
itself undone only by another correction. Two times are kept apart throughout: when a thing
happened (``occurred_on``) and when it was recorded (``recorded_at``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

DATE_CORRECTED = "date-corrected"
ENTRY_STRUCK_OUT = "entry-struck-out"
PAYLOAD_REDACTED = "payload-redacted"
NO_FIELDS: Mapping[str, Any] = MappingProxyType({})
# They name another entry of the case, and do nothing of their own to a clock.
CORRECTION_KINDS = frozenset({DATE_CORRECTED, ENTRY_STRUCK_OUT, PAYLOAD_REDACTED})


class Event(NamedTuple):
    """One entry of a case's record, as the ledger holds it.

    Args:
        id: the entry's fixed identity.
        sequence: its place in the case's record, from 1 upwards.
        kind: the code of its event kind, for example ``decided-to-assess``.
        recorded_at: the moment it was recorded (timezone-aware).
        occurred_on: the day it happened; None where the source knows that but not when.
        not_after: for an undated entry, the last day on which it can have happened.
        thread: the key on which its kind repeats within the case, for example ``advice/ep``.
        corrects: for a correction, the id of the entry it corrects.
        fields: the payload, by field name; dates are ``date`` values.
        recorded_by: who recorded it, as a stable label without a person's name.
        source: where it came from (``keywork`` for people working here, ``sen2`` for a return).
        source_at: the source's own time, when it has one.
    """

    id: str
    sequence: int
    kind: str
    recorded_at: datetime
    occurred_on: date | None = None
    not_after: date | None = None
    thread: str | None = None
    corrects: str | None = None
    fields: Mapping[str, Any] = NO_FIELDS
    recorded_by: str = ""
    source: str = "keywork"
    source_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An entry that somebody means to record; the ledger adds identity, sequence and time.

    Args: as for :class:`Event`. ``corrects`` names an entry of the same case.
    """

    kind: str
    occurred_on: date | None = None
    not_after: date | None = None
    thread: str | None = None
    corrects: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    source: str = "keywork"
    source_at: datetime | None = None


class Entry(NamedTuple):
    """An entry in force at a moment, with its date as corrected by then.

    Args:
        event: the entry as it was recorded.
        on: the day it counts from, corrections applied; None where it is undated.
        order: sort key (day, sequence), undated entries standing at ``not_after``.
    """

    event: Event
    on: date | None
    order: tuple[date, int]

    @property
    def dated(self) -> bool:
        """Say whether the day is known."""
        return self.on is not None


def known(events: Iterable[Event], known_at: datetime) -> list[Event]:
    """Return the entries that had been recorded by a moment, in the order of the record.

    Args:
        events: a case's entries.
        known_at: the moment (timezone-aware), itself included.
    """
    return sorted((e for e in events if e.recorded_at <= known_at), key=lambda e: e.sequence)


def in_force(events: Iterable[Event], *, as_of: date, known_at: datetime) -> list[Entry]:
    """Return the entries that count on a day, as they were known at a moment, in date order.

    Corrections count as soon as they are recorded, whatever day is asked about; struck-out
    entries and the corrections themselves are left out. An undated entry counts from its
    ``not_after``, the first day on which it must have happened.

    Args:
        events: a case's entries, in any order.
        as_of: the last day of the world that is looked at, included.
        known_at: the moment up to which the record is read.
    """
    record = known(events, known_at)
    struck, redated = corrections(record)
    entries: list[Entry] = []
    for event in record:
        if event.kind in CORRECTION_KINDS or event.id in struck:
            continue
        on = redated.get(event.id, event.occurred_on)
        day = on or event.not_after
        if day is not None and day <= as_of:
            entries.append(Entry(event, on, (day, event.sequence)))
    entries.sort(key=lambda entry: entry.order)
    return entries


def corrections(record: Sequence[Event]) -> tuple[set[str], dict[str, date]]:
    """Work out which entries are struck out and which have another date, latest correction first.

    A correction struck out by a later one has no effect; of several dates the last recorded wins.

    Args:
        record: what was known of a case at a moment, as :func:`known` gives it.
    """
    struck: set[str] = set()
    redated: dict[str, date] = {}
    correcting = [event for event in record if event.corrects is not None]
    for event in sorted(correcting, key=lambda event: (event.recorded_at, event.sequence), reverse=True):
        if event.corrects is None or event.id in struck:
            continue
        if event.kind == ENTRY_STRUCK_OUT:
            struck.add(event.corrects)
        elif event.kind == DATE_CORRECTED and "to" in event.fields:  # its fields may have been redacted
            redated.setdefault(event.corrects, event.fields["to"])
    return struck, redated
