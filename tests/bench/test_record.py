"""Recording an event through the one door, beside the least that a durable record can cost.

The bare append is the ledger's own: it puts one prepared event, envelope and payload, into a transaction of its own.
Recording reads the case, checks the entry, works every clock of the case out again, brings its projection up to date
and writes the access log, in one transaction. For scale, one plain INSERT of an envelope is timed beside them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.db import connection, transaction

from bench.measuring import Timings, fact, interleaved, verdict
from factories import Staff
from keywork.core.events import Event, NewEvent
from keywork.web.accounts.actors import Actor, system
from keywork.web.deadlines.services import CaseBatch, record, record_batch
from keywork.web.kernel import clock
from keywork.web.kernel.ids import new_id
from keywork.web.kernel.row_security import policies
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import EVENT_COLUMNS, Stamp, append, open_case, prepare
from keywork.web.nonprod.telling import Telling
from keywork.web.project.tables import OF_LIBRARIES
from shared import ROOT

pytestmark = pytest.mark.bench

AUTHORITY = ("997", "Recording Council")
CASES = 30
NEED = NewEvent("advice-received", date(2025, 6, 2), thread="advice/ep", fields={"body": "ep"})


def entries() -> list[NewEvent]:
    """A case on its way: twelve entries, up to the advice that is asked for."""
    told = Telling(date(2025, 3, 3), date(2025, 6, 30))
    told.at(0).received().at(4).family_consulted().partners_told()
    told.at(35).decided_to_assess().asked_for_advice(("ep", "health", "school")).advice_came("school")
    return told.entries()


def cases_made(actor: Actor) -> list[Case]:
    made = [open_case(actor=actor, reference=f"EHC-2025-{n:05}") for n in range(CASES)]
    record_batch(actor=actor, batches=[CaseBatch(case.pk, entries()) for case in made], action="demo.create")
    return made


def bare_append(case: Case, actor: Actor) -> Callable[[], None]:
    """Append prepared events to the ledger, each in a transaction of its own, and do nothing else."""
    record: list[Event] = []

    def append_some() -> None:
        for _ in range(CASES):
            new = prepare([NEED], record[-1:], Stamp.now(actor))
            with transaction.atomic():
                append(case=case, events=new)
            record.extend(new)

    return append_some


def plain_insert(case: Case) -> Callable[[], None]:
    """Insert envelopes by one statement, each in a transaction of its own."""
    sequence = count(1)
    names = ", ".join(connection.ops.quote_name(name) for name in EVENT_COLUMNS)
    marks = ", ".join(["%s"] * len(EVENT_COLUMNS))
    statement = f"INSERT INTO ledger_ledgerevent ({names}) VALUES ({marks})"
    as_id: Callable[[object], object] = str if connection.vendor == "postgresql" else lambda pk: getattr(pk, "hex", "")

    def insert_some() -> None:
        for _ in range(CASES):
            row = (
                as_id(case.authority_id), 10**9 + (number := next(sequence)), as_id(new_id()), as_id(case.pk), number,
                NEED.kind, NEED.thread, str(NEED.occurred_on), None, str(clock.now()), "system:bench", "keywork", None,
                None, None, b"",
            )  # fmt: skip
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, row)

    return insert_some


def test_recording(staff: Staff) -> None:
    actor = system("bench", staff.authority)
    cases, days = cases_made(actor), count()

    def recorded() -> None:
        day = NEED.occurred_on + timedelta(days=next(days))
        for case in cases:
            record(case=case, entries=[NewEvent(NEED.kind, day, thread=NEED.thread, fields=NEED.fields)], actor=actor)

    appending = bare_append(open_case(actor=actor, reference="BARE"), actor)
    inserting = plain_insert(open_case(actor=actor, reference="PLAIN"))
    bare, plain, ours = interleaved(appending, inserting, recorded, rounds=7)
    fact(f"Recording on {connection.vendor} ({journal()}): {ours.middle / CASES * 1000:.2f} ms an event")
    verdict("deadlines.record, beside a bare durable append", bare, ours, at_least=0.25)
    verdict("deadlines.record, beside one plain INSERT of the envelope", plain, ours)


def test_recording_under_row_policies(staff: Staff) -> None:
    """The same recording with the policies of PostgreSQL in force and put aside, in turn."""
    if connection.vendor != "postgresql":
        pytest.skip("it is measured in the run on PostgreSQL")
    actor, days, tables = system("bench", staff.authority), count(), [one.table for one in policies(OF_LIBRARIES)]
    cases = [open_case(actor=actor, reference=f"EHC-2024-{n:05}") for n in range(CASES)]
    record_batch(actor=actor, batches=[CaseBatch(case.pk, entries()) for case in cases], action="demo.create")

    def recorded() -> None:
        day = NEED.occurred_on + timedelta(days=next(days))
        for case in cases:
            record(case=case, entries=[NewEvent(NEED.kind, day, thread=NEED.thread, fields=NEED.fields)], actor=actor)

    taken: dict[str, list[float]] = {"DISABLE": [], "ENABLE": []}
    for number in range(10):
        for verb, seconds in taken.items():
            with connection.cursor() as cursor:
                for table in tables:
                    cursor.execute(f"ALTER TABLE {table} {verb} ROW LEVEL SECURITY")
            (spent,) = interleaved(recorded, rounds=1, warm_up=1)
            if number:
                seconds.append(spent.middle)
    without, under = Timings(tuple(taken["DISABLE"])), Timings(tuple(taken["ENABLE"]))
    verdict("deadlines.record under row policies, beside without", without, under, at_least=0.8)


def journal() -> str:
    asked = ("journal_mode", "synchronous") if connection.vendor == "sqlite" else ("synchronous_commit", "fsync")
    with connection.cursor() as cursor:
        found = []
        for name in asked:
            cursor.execute(f"PRAGMA {name}" if connection.vendor == "sqlite" else f"SHOW {name}")
            found.append(f"{name} {cursor.fetchone()[0]}")
    return ", ".join(found)


def test_recording_on_postgresql(staff: Staff) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("this run is on PostgreSQL already")
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip("PostgreSQL is not installed")
    again = [sys.executable, "-m", "pytest", "-q", "-s", "-m", "bench", "-k", "test_recording", __file__]
    subprocess.run([str(ROOT / "scripts" / "with-postgres"), *again], cwd=ROOT, check=True)
