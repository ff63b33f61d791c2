"""Redaction is the one permitted change: for good, by two people, and without moving a clock."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from typer.testing import CliRunner

from factories import make_user
from keywork.core.events import Event, NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import AccessEntry
from keywork.web.deadlines.queries import clocks_at
from keywork.web.deadlines.redacting import redact
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import Refused
from keywork.web.ledger.findings import Finding
from keywork.web.ledger.models import Case, EventPayload
from keywork.web.ledger.verifying import verify
from keywork.web.project.cli import app

WORDS = "Zyxcanary said this"
DAY = date(2025, 1, 8)


@pytest.fixture
def entries(case: Case, actor: Actor) -> tuple[Event, ...]:
    told = [
        NewEvent("assessment-request-received", DAY),
        NewEvent("decided-to-assess", DAY + timedelta(days=20)),
        NewEvent("placement-recorded", DAY, thread="placement/1", fields={"setting_other": WORDS}),
    ]
    return record(case=case, entries=told, actor=actor).events


def erase(actor: Actor, event: Event, **changes: object) -> None:
    one, two = make_user(actor.authority), make_user(actor.authority)
    given = {"ground": "wrong-child", "reference": "IG-12", "asked_by": one, "agreed_by": two} | changes
    redact(actor=actor, event_id=event.id, **given)  # type: ignore[arg-type]


def faults(actor: Actor) -> list[Finding]:
    found: list[Finding] = []
    verify(actor.authority, found.append)
    return found


def test_what_an_entry_said_goes_and_the_entry_stays(case: Case, actor: Actor, entries: tuple[Event, ...]) -> None:
    before = clocks_at(case.pk, actor.authority, AsAt.now())
    erase(actor, entries[2])
    payload = EventPayload.objects.get(event_id=entries[2].id)
    assert (payload.body, payload.salt) == (None, None)
    told = ledger.stream(case.pk)
    assert [(e.kind, e.occurred_on, dict(e.fields)) for e in told[2:3]] == [("placement-recorded", DAY, {})]
    assert told[-1].kind == "payload-redacted"
    assert told[-1].corrects == entries[2].id
    assert clocks_at(case.pk, actor.authority, AsAt.now()) == before
    assert faults(actor) == []
    past = AsAt(DAY + timedelta(days=30), clock.now())
    assert ledger.as_at(case.pk, as_of=past.as_of, known_at=past.known_at)


def test_who_asked_and_who_agreed_stands_in_the_access_log(actor: Actor, entries: tuple[Event, ...]) -> None:
    erase(actor, entries[2])
    row = AccessEntry.objects.get(action="event.redact")
    assert row.detail["ground"] == "wrong-child"
    assert row.detail["asked_by"] != row.detail["agreed_by"]
    assert WORDS not in str(row.detail)


def test_one_person_alone_redacts_nothing(actor: Actor, entries: tuple[Event, ...]) -> None:
    one = make_user(actor.authority)
    with pytest.raises(Refused, match="not the person who asks"):
        erase(actor, entries[2], asked_by=one, agreed_by=one)
    closed = make_user(actor.authority)
    closed.is_active = False
    with pytest.raises(Refused, match="open account"):
        erase(actor, entries[2], agreed_by=closed)


def test_nothing_is_redacted_twice_or_without_a_ground(actor: Actor, entries: tuple[Event, ...]) -> None:
    with pytest.raises(Refused, match="There is no ground"):
        erase(actor, entries[2], ground="because")
    with pytest.raises(Refused, match="says nothing besides"):
        erase(actor, entries[0])
    erase(actor, entries[2])
    with pytest.raises(Refused, match="redacted already"):
        erase(actor, entries[2])


def test_what_a_clock_rests_on_is_struck_out_first(case: Case, actor: Actor, entries: tuple[Event, ...]) -> None:
    fix = NewEvent("date-corrected", DAY, corrects=entries[0].id, fields={"to": DAY - timedelta(days=2)})
    (fixed,) = record(case=case, entries=[fix], actor=actor).events
    with pytest.raises(Refused, match=r"clocks would stand elsewhere: .*ehc"):
        erase(actor, fixed)
    record(case=case, entries=[NewEvent("entry-struck-out", DAY, corrects=fixed.id)], actor=actor)
    known_then = AsAt(clock.today(), clock.now())
    erase(actor, fixed)
    assert clocks_at(case.pk, actor.authority, known_then)
    assert faults(actor) == []


@pytest.mark.parametrize("change", ["body = NULL, salt = NULL", "body = '{}', salt = NULL", "body = NULL"])
def test_the_database_lets_nothing_go_without_its_redaction(
    actor: Actor, entries: tuple[Event, ...], change: str
) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_eventpayload SET {change}")


@pytest.mark.parametrize("change", ["body = '{}'", "salt = NULL, body = 'null'", "body = NULL, salt = salt"])
def test_beside_a_redaction_the_database_lets_a_payload_become_null_and_nothing_else(
    case: Case, actor: Actor, entries: tuple[Event, ...], change: str
) -> None:
    redaction = NewEvent("payload-redacted", DAY, corrects=entries[2].id, fields={"ground": "wrong-child"})
    record(case=case, entries=[redaction], actor=actor)
    key = entries[2].id if connection.vendor == "postgresql" else entries[2].id.replace("-", "")
    statement = f"UPDATE ledger_eventpayload SET {change} WHERE event_id = %s"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [key])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_eventpayload SET body = NULL, salt = NULL WHERE event_id = %s", [key])


def test_the_command_redacts(actor: Actor, entries: tuple[Event, ...]) -> None:
    one, two = make_user(actor.authority), make_user(actor.authority)
    common = ["ledger", "redact", entries[2].id, "--authority", "999", "--ground", "wrong-child"]
    done = CliRunner().invoke(app, [*common, "--asked-by", one.email, "--agreed-by", two.email])
    assert done.exit_code == 0, done.output
    assert EventPayload.objects.get(event_id=entries[2].id).body is None
    again = CliRunner().invoke(app, [*common, "--asked-by", one.email, "--agreed-by", one.email])
    assert (again.exit_code, "not the person who asks" in again.stderr) == (2, True)
