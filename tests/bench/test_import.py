"""A whole return imported: reading, matching and writing apart, and the writing beside the database alone.

The raw rival puts the very rows that the import wrote into the same tables of the same database, with one
``executemany`` for each table in one transaction, the values ready as the database takes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

import pytest
from django.db import connection, models, transaction

from bench.measuring import Timings, fact, heading, verdict
from emptying import triggers_put_aside
from factories import Staff
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import AccessEntry
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.deadlines.services import PreparedBatch, prepare_batch
from keywork.web.ledger.models import Case, EventPayload, LedgerEvent
from keywork.web.people.models import CaseCard, Person
from keywork.web.returns import services
from keywork.web.returns.models import FindingRow, QuarantinedRow, ReturnImport, ReviewItem
from keywork.web.returns.planning import Plan, Planner
from keywork.web.returns.reading.whole import read_return
from shared import SHARED

pytestmark = pytest.mark.bench

AUTHORITY = ("895", "Importing Council")
CLEAN = SHARED / "data" / "sen2" / "cheshire-east-2024"
ROUNDS = 5
# In the order in which one can refer to the one before.
WRITTEN = (
    Person, Case, CaseCard, LedgerEvent, EventPayload, ClockRow, CaseSummary, AccessEntry, ReturnImport, ReviewItem,
    FindingRow, QuarantinedRow,
)  # fmt: skip

Rows = list[tuple[type[models.Model], str, list[tuple[object, ...]]]]


def timed(step: Callable[[], object]) -> tuple[float, object]:
    begun = perf_counter()
    result = step()
    return perf_counter() - begun, result


@contextmanager
def emptied() -> Iterator[None]:
    """Empty the tables that an import writes, before it and after it."""
    yield
    with triggers_put_aside(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in reversed(WRITTEN):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def rows_written() -> Rows:
    """Every row of the tables, as the database gives it back and takes it again."""
    found: Rows = []
    with connection.cursor() as cursor:
        for model in WRITTEN:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            marks = ", ".join(["%s"] * len(cursor.description))
            found.append((model, f"INSERT INTO {model._meta.db_table} VALUES ({marks})", cursor.fetchall()))
    return found


def write_raw(rows: Rows) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for _, statement, values in rows:
            if values:
                cursor.executemany(statement, values)


def test_a_whole_return(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    if not CLEAN.exists():
        pytest.skip("the published return is not here")
    actor = system("bench", staff.authority)
    steps: dict[str, list[float]] = {name: [] for name in ("reading", "matching", "clocks", "writing", "raw")}
    rows: Rows = []

    def once() -> None:
        nonlocal rows
        spent, staged = timed(lambda: read_return(CLEAN))
        steps["reading"].append(spent)
        spent, plan = timed(lambda: Planner(staged, actor).work_out())
        steps["matching"].append(spent)
        spent, prepared = timed(lambda: prepare_batch(actor=actor, batches=plan.batches))
        steps["clocks"].append(spent)
        with emptied():
            spent, _ = timed(lambda: written(plan, prepared))
            steps["writing"].append(spent)
            rows = rows_written()
        with emptied():
            spent, _ = timed(lambda: write_raw(rows))
            steps["raw"].append(spent)

    def written(plan: Plan, prepared: PreparedBatch) -> None:
        monkeypatch.setattr(services, "prepare_batch", lambda **_: prepared)
        services.import_return(plan=plan, actor=actor)

    for _ in range(ROUNDS):
        once()
    heading()
    count = {model.__name__: len(values) for model, _, values in rows}
    assert count["LedgerEvent"] > 1000
    fact(
        f"A return of {count['Person']} people on {connection.vendor}: {count['LedgerEvent']} events, "
        f"{count['ClockRow']} clocks, {sum(count.values())} rows in all"
    )
    for name, words in (
        ("reading", "read, parsed and checked"),
        ("matching", "matched and mapped"),
        ("clocks", "clocks worked out"),
        ("writing", "written"),
        ("raw", "the same rows by raw executemany"),
    ):
        fact(f"    {words}: {median(steps[name]):.2f} s")
    verdict(
        "Writing, beside raw executemany", Timings(tuple(steps["raw"])), Timings(tuple(steps["writing"])), at_least=0.3
    )
