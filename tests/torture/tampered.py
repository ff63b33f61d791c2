"""A ledger to tamper with, as somebody would who can write to the database: triggers dropped, rules of the tables too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django_scopes import scope

from factories import make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Authority
from keywork.web.deadlines.redacting import redact
from keywork.web.deadlines.services import record
from keywork.web.ledger import chain, sealing
from keywork.web.ledger.findings import Fault
from keywork.web.ledger.heads import Known
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case

EVENTS, PAYLOADS, CASES, HEADS = "ledger_ledgerevent", "ledger_eventpayload", "ledger_case", "ledger_chainhead"
ROW = (*sealing.SEALED, "seal")


@dataclass
class World:
    """An authority whose ledger is tampered with, one beside it, and the heads that were written outside."""

    authority: Authority
    other: Authority
    outside: dict[int, Known]


@dataclass
class Touched:
    """What a tampering touched: entries by their id, places of the chain, or the whole."""

    ids: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    faults: set[Fault] = field(default_factory=set)
    case: str = ""


def sql(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


def make_world(cases: int = 9) -> World:
    """Record some cases with everything an entry can have, and write heads outside now and then."""
    authority = Authority.objects.create(code="899", name="Tampered Council")
    other = Authority.objects.create(code="898", name="Council Beside")
    outside: dict[int, Known] = {}
    for owner in (other, authority):
        with scope(authority=owner):
            actor = system("test", owner)
            for number in range(cases):
                case = open_case(actor=actor, reference=f"EHC-2025-{number + 1:05}")
                _tell(case, actor, number)
                head = chain.read(owner.pk)
                if owner is authority and head is not None:
                    outside[head.position] = Known(head.seal, "then")
    return World(authority, other, outside)


def _tell(case: Case, actor: Any, number: int) -> None:
    start = date(2025, 3, 3) + timedelta(days=number)
    request = NewEvent("assessment-request-received", start, fields={"by": "e-mail"})
    entries = [
        request,
        NewEvent("decided-to-assess", start + timedelta(days=20)),
        NewEvent("advice-received", start + timedelta(days=40), thread="advice/ep", fields={"body": "ep"}),
        NewEvent(
            "need-recorded", not_after=start + timedelta(days=50), fields={"need": "ASD", "rank": "1"}, source="sen2"
        ),
    ]
    recorded = record(case=case, entries=entries, actor=actor).events
    fix = NewEvent("date-corrected", start, corrects=recorded[1].id, fields={"to": start + timedelta(days=19)})
    record(case=case, entries=[fix], actor=actor)
    if number % 3 == 0:
        one, two = (make_user(actor.authority) for _ in range(2))
        redact(
            actor=actor, event_id=recorded[3].id, ground="wrong-child", reference="7", asked_by=one, agreed_by=two
        )  # fmt: skip


@contextmanager
def defenceless() -> Iterator[None]:
    """Take the triggers and the rules of the tables away, as a tamperer would; the caller's rollback brings them back."""
    with transaction.atomic():
        if connection.vendor == "sqlite":
            for (name,) in sql("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                sql(f"DROP TRIGGER {name}")
            sql("DROP INDEX one_event_of_a_position")
            sql("PRAGMA defer_foreign_keys = ON")
            sql("PRAGMA ignore_check_constraints = ON")
        else:
            sql("SET CONSTRAINTS ALL IMMEDIATE")
            for table in (EVENTS, PAYLOADS):
                sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for name in ("one_event_of_a_position", "one_event_of_a_sequence", "undated_event_has_not_after"):
                sql(f"ALTER TABLE {EVENTS} DROP CONSTRAINT {name}")
            sql("SET CONSTRAINTS ALL DEFERRED")
        yield
        transaction.set_rollback(True)
    if connection.vendor == "sqlite":
        sql("PRAGMA ignore_check_constraints = OFF")
