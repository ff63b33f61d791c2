"""A case's record as people read it, corrections visible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from keywork.core.events import CORRECTION_KINDS, DATE_CORRECTED, Event
from keywork.core.loading import load_register
from keywork.web.ui.jinja import moment, short_day

# The details of an allocation that are identities of people and teams.
PEOPLE = ("team", "keyworker", "cover")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One entry of a case's record, with what became of it."""

    id: str
    title: str
    what: str
    on: str
    recorded: str
    by: str
    source: str
    details: tuple[str, ...]
    struck: bool
    corrected: str
    can_correct: bool


def history_rows(
    events: Sequence[Event], names: Mapping[str, str], *, masked: bool, told: bool = False
) -> list[HistoryRow]:
    """Return a case's record, the latest day first, corrections visible.

    Args:
        events: the record.
        names: of people and teams, by the labels and identities that stand in records.
        masked: leave out whatever somebody typed, as it could name the child.
        told: leave out who recorded an entry, for those who are told of decisions.
    """
    register = load_register()
    by_id = {event.id: event for event in events}
    later = {event.corrects: event for event in events if event.corrects}
    struck = {event.corrects for event in events if event.kind == "entry-struck-out"}
    rows = []
    for event in sorted(events, key=_by_day, reverse=True):
        kind = register.kinds[event.kind]
        correction = later.get(event.id)
        new_day = correction.fields.get("to") if correction and correction.kind == DATE_CORRECTED else None
        happened = (
            short_day(event.occurred_on)
            if event.occurred_on
            else f"on or before {short_day(event.not_after)}, day not known"
        )
        rows.append(
            HistoryRow(
                id=event.id,
                title=_title(event),
                what=kind.meaning,
                on=happened,
                recorded=moment(event.recorded_at),
                by="The council" if told else names.get(event.recorded_by, "The system"),
                source=register.sources[event.source].name if event.source in register.sources else event.source,
                details=(*_corrected_entry(event, by_id), *_details(event, names, masked=masked)),
                struck=event.id in struck,
                corrected=f"Corrected to {short_day(new_day)}" if isinstance(new_day, date) else "",
                can_correct=event.kind not in CORRECTION_KINDS and event.id not in struck,
            )
        )
    return rows


def _by_day(event: Event) -> tuple[date, int]:
    return (event.occurred_on or event.not_after or date.min, event.sequence)


def _title(event: Event) -> str:
    return event.kind.replace("-", " ").capitalize()


def _corrected_entry(event: Event, by_id: Mapping[str, Event]) -> list[str]:
    """Say which entry a correction is of."""
    entry = by_id.get(event.corrects or "")
    if entry is None:
        return []
    return [f"the entry: {_title(entry)}" + (f", {short_day(entry.occurred_on)}" if entry.occurred_on else "")]


def _details(event: Event, names: Mapping[str, str], *, masked: bool) -> list[str]:
    shown = {name: value for name, value in event.fields.items() if not masked or _is_safe(value)}
    return [f"{name.replace('_', ' ')}: {_value(value, names)}" for name, value in shown.items()]


def _is_safe(value: object) -> bool:
    return isinstance(value, bool | date)


def _value(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return names.get(str(value), str(value))


def record_labels(events: Sequence[Event]) -> set[str]:
    """Return the labels and identities of people and teams that stand in a record."""
    given = {str(event.fields[name]) for event in events for name in PEOPLE if name in event.fields}
    return {event.recorded_by for event in events} | given
