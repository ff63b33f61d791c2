"""The same definitions on Apache Spark: every clock and the paths of cases, row for row as DuckDB gives them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.histories import REGISTER, random_case
from keywork.core.events import Event
from keywork.core.register import SettingRule
from keywork.engine.columns import Copy, open_copy
from keywork.engine.copying import CopyWriter
from keywork.engine.paths import LASTED, SUCCESSION
from keywork.engine.procedure import texts
from keywork.engine.running import Engine, Question
from keywork.engine.spark import SparkRunner
from keywork.web.nonprod.country.making import Country, make
from keywork.web.nonprod.stories import stories

pytestmark = pytest.mark.spark
TODAY = date(2026, 1, 31)
EVENING = datetime.combine(TODAY, time(23), UTC)


def _other(rule: SettingRule) -> str:
    return rule.values[-1]


QUESTIONS = {
    "the law as the register reads it": Question(TODAY, EVENING, {}),
    "another day, less known, every other reading": Question(
        date(2025, 3, 31),
        datetime(2025, 6, 30, tzinfo=UTC),
        {key: _other(rule) for key, rule in REGISTER.settings.items()},
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The life stories of the demonstration and random histories over the whole register, as one authority."""
    folder, random = tmp_path_factory.mktemp("copy"), Random(20)
    with CopyWriter(folder, REGISTER) as writer:
        for story in stories(TODAY):
            writer.add(story.reference, [_recorded(n, entry) for n, entry in enumerate(story.entries, start=1)])
        for number in range(150):
            writer.add(f"random-{number}", random_case(random))
    return open_copy(folder)


def _recorded(place: int, entry: Any) -> Event:
    at = datetime.combine(entry.occurred_on or entry.not_after, time(17), UTC)
    return Event(
        str(place), place, entry.kind, at, entry.occurred_on, entry.not_after, entry.thread, fields=entry.fields
    )


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A small authority of the invented country."""
    folder = tmp_path_factory.mktemp("country") / "small"
    make(Country(events=3000, authorities=1, seed=4), folder)
    return open_copy(folder / "001")


def in_order(table: pa.Table) -> list[tuple[Any, ...]]:
    names = sorted(table.column_names)
    rows = [tuple(row[name] for name in names) for row in table.select(names).to_pylist()]
    return sorted(rows, key=repr)


def by_duckdb(copy: Copy, question: Question) -> pa.Table:
    engine = Engine(REGISTER)
    engine.ask([copy], question)
    found: pa.Table = engine.connection.sql("FROM clocks").to_arrow_table()
    engine.close()
    return found


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_every_clock_is_the_same(session: Any, copy: Copy, question: Question) -> None:
    runner = SparkRunner(session)
    runner.ask(copy, REGISTER, question)
    ours = by_duckdb(copy, question)
    theirs = session.table("clocks").toArrow()
    assert sorted(ours.column_names) == sorted(theirs.column_names)
    assert ours.num_rows > 300
    assert in_order(ours) == in_order(theirs)


def test_the_paths_are_the_same(session: Any, country: Copy) -> None:
    question = QUESTIONS["the law as the register reads it"]
    runner = SparkRunner(session)
    runner.prepare(country, REGISTER, question)
    engine = Engine(REGISTER)
    engine.prepare([country], question)
    for step in (SUCCESSION, LASTED):
        ours = engine.connection.sql(texts("duckdb")[step]).to_arrow_table()
        theirs = session.sql(texts("spark")[step]).toArrow()
        assert ours.num_rows > 100
        assert in_order(ours) == in_order(theirs)
    engine.close()


def test_a_table_may_be_added_to_and_made_anew_from_itself(session: Any) -> None:
    runner = SparkRunner(session)
    runner.create("numbers", "SELECT 1 AS n UNION ALL SELECT 2 AS n")
    runner.insert("numbers", "SELECT n + 2 AS n FROM numbers")
    runner.create("numbers", "SELECT n FROM numbers WHERE n > 1")
    assert runner.count("numbers") == 3
    assert sorted(row["n"] for row in session.table("numbers").collect()) == [2, 3, 4]


def test_the_files_that_both_read_are_the_same(session: Any, country: Copy) -> None:
    for name in ("events", "details"):
        path = str(country.file(name))
        theirs = session.read.parquet(path).toArrow()
        assert in_order(theirs) == in_order(pq.read_table(path)) == in_order(duckdb.read_parquet(path).to_arrow_table())
