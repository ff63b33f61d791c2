"""One contract for every ledger: in memory and in the database (SQLite or PostgreSQL, as the run chooses)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

import pytest
import time_machine
from django.db import transaction

from keywork.core.events import Event, NewEvent, in_force
from keywork.web.accounts.actors import Actor
from keywork.web.ledger import queries
from keywork.web.ledger.errors import CaseChanged, Refused
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import Stamp, append, prepare

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REQUEST = NewEvent(
    "assessment-request-received", date(2026, 1, 8), fields={"by": "e-mail", "posted_on": date(2026, 1, 7)}
)


class Ledger(Protocol):
    def add(self, entries: Sequence[NewEvent], at: datetime = NOW) -> list[Event]: ...
    def add_prepared(self, events: Sequence[Event]) -> None: ...
    def stream(self) -> list[Event]: ...


class InMemory:
    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(self, entries: Sequence[NewEvent], at: datetime = NOW) -> list[Event]:
        new = prepare(entries, self.events, Stamp(at, "system:test", at.date()))
        self.add_prepared(new)
        return new

    def add_prepared(self, events: Sequence[Event]) -> None:
        if {e.sequence for e in events} & {e.sequence for e in self.events}:
            raise CaseChanged
        self.events.extend(events)

    def stream(self) -> list[Event]:
        return sorted(self.events, key=lambda event: event.sequence)


class InDatabase:
    def __init__(self, case: Case) -> None:
        self.case = case

    def add(self, entries: Sequence[NewEvent], at: datetime = NOW) -> list[Event]:
        new = prepare(entries, self.stream(), Stamp(at, "system:test", at.date()))
        self.add_prepared(new)
        return new

    def add_prepared(self, events: Sequence[Event]) -> None:
        with transaction.atomic():
            append(case=self.case, events=events)

    def stream(self) -> list[Event]:
        return queries.stream(self.case.pk)


@pytest.fixture(params=["memory", pytest.param("database", marks=pytest.mark.django_db)])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    if request.param == "memory":
        return InMemory()
    return InDatabase(request.getfixturevalue("case"))


def test_what_was_recorded_is_read_back_whole(ledger: Ledger) -> None:
    new = ledger.add([REQUEST, NewEvent("decided-to-assess", not_after=date(2026, 2, 1), thread="a")])
    assert ledger.stream() == new
    assert [event.sequence for event in ledger.stream()] == [1, 2]


def test_two_people_at_once_do_not_overwrite_each_other(ledger: Ledger) -> None:
    first = prepare([REQUEST], ledger.stream(), Stamp(NOW, "user:a", NOW.date()))
    second = prepare([REQUEST], ledger.stream(), Stamp(NOW, "user:b", NOW.date()))
    ledger.add_prepared(first)
    with pytest.raises(CaseChanged, match="Somebody changed this case"):
        ledger.add_prepared(second)
    assert ledger.stream() == first


def test_a_corrected_date_counts_from_when_it_was_recorded(ledger: Ledger) -> None:
    request = ledger.add([REQUEST])[0]
    later = NOW + timedelta(days=3)
    ledger.add([NewEvent("date-corrected", later.date(), corrects=request.id, fields={"to": date(2026, 1, 6)})], later)
    day = date(2026, 3, 1)
    assert in_force(ledger.stream(), as_of=day, known_at=NOW)[0].on == date(2026, 1, 8)
    assert in_force(ledger.stream(), as_of=day, known_at=later)[0].on == date(2026, 1, 6)


def test_a_correction_is_undone_by_another(ledger: Ledger) -> None:
    request = ledger.add([REQUEST])[0]
    struck = ledger.add([NewEvent("entry-struck-out", NOW.date(), corrects=request.id)])[0]
    assert in_force(ledger.stream(), as_of=NOW.date(), known_at=NOW) == []
    ledger.add([NewEvent("entry-struck-out", NOW.date(), corrects=struck.id)])
    assert [entry.event for entry in in_force(ledger.stream(), as_of=NOW.date(), known_at=NOW)] == [request]


def test_an_undated_event_counts_from_its_last_possible_day(ledger: Ledger) -> None:
    ledger.add([NewEvent("decided-to-assess", not_after=date(2026, 2, 1))])
    before = in_force(ledger.stream(), as_of=date(2026, 1, 31), known_at=NOW)
    after = in_force(ledger.stream(), as_of=date(2026, 2, 1), known_at=NOW)
    assert (before, [entry.on for entry in after]) == ([], [None])


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (NewEvent("request-came", date(2026, 1, 8)), "no kind of event"),
        (NewEvent("assessment-request-received"), "needs the day"),
        (NewEvent("assessment-request-received", date(2026, 3, 3)), "still to come"),
        (NewEvent("assessment-request-received", date(2026, 1, 8), fields={"colour": "red"}), "no field 'colour'"),
        (
            NewEvent("assessment-request-received", date(2026, 1, 8), fields={"posted_on": "7 January"}),
            "must be a date",
        ),
        (NewEvent("assessment-request-received", date(2026, 1, 8), fields={"by": "x\x00"}), "not text"),
        (
            NewEvent("date-corrected", date(2026, 3, 2), corrects="elsewhere", fields={"to": date(2026, 1, 1)}),
            "not in this case",
        ),
        (NewEvent("entry-struck-out", date(2026, 3, 2)), "names the entry"),
        (NewEvent("decided-to-assess", date(2026, 3, 1), corrects="elsewhere"), "only a correction"),
    ],
)
def test_what_cannot_be_true_is_refused_and_leaves_nothing(ledger: Ledger, entry: NewEvent, complaint: str) -> None:
    with pytest.raises(Refused, match=complaint):
        ledger.add([REQUEST, entry])
    assert ledger.stream() == []


def test_as_at_reads_the_record_of_a_case(case: Case, actor: Actor) -> None:
    with time_machine.travel(NOW, tick=False):
        InDatabase(case).add([REQUEST])
    assert [e.on for e in queries.as_at(case.pk, as_of=date(2026, 1, 8), known_at=NOW)] == [date(2026, 1, 8)]
    assert queries.as_at(case.pk, as_of=date(2026, 1, 7), known_at=NOW) == []
