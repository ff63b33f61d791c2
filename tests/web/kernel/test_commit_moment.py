"""SQLite's changes carry the moment at which they were committed, each of them and last of all."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from keywork.web.kernel import clock
from keywork.web.kernel.sqlite.base import LAST, TABLE, DatabaseWrapper, as_moment, as_number

START = clock.now()


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """A database of its own beside that of the tests, whose clock goes on by a second each time it is read."""
    settings = {**connections.settings["default"], "ENGINE": "keywork.web.kernel.sqlite", "NAME": tmp_path / "one"}
    made = DatabaseWrapper({**settings, "OPTIONS": {"transaction_mode": "IMMEDIATE"}}, "beside")
    monkeypatch.setitem(connections.settings, "beside", settings)
    connections["beside"] = made
    made.inc_thread_sharing()
    ticks = iter(range(10_000))
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(seconds=next(ticks)))
    with django_db_blocker.unblock():
        yield made
    made.close()
    del connections["beside"]


def last(database: DatabaseWrapper) -> int:
    with database.cursor() as cursor:
        cursor.execute(LAST)
        (found,) = cursor.fetchone()
    return round((as_moment(found) - START).total_seconds())


def run(database: DatabaseWrapper, sql: str) -> list[object]:
    with database.cursor() as cursor:
        return cursor.execute(sql).fetchall()


@pytest.fixture
def with_tables(database: DatabaseWrapper) -> DatabaseWrapper:
    run(database, "CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT UNIQUE)")
    run(database, f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL)")
    run(database, "INSERT INTO t (word) VALUES ('zero')")
    return database


def test_a_transaction_bears_one_moment_which_is_that_of_its_end(with_tables: DatabaseWrapper) -> None:
    before = last(with_tables)
    with transaction.atomic(using="beside"):
        run(with_tables, "INSERT INTO t (word) VALUES ('one')")
        clock.now()
        with transaction.atomic(using="beside"):
            run(with_tables, "INSERT INTO t (word) VALUES ('two')")
        assert last(with_tables) == before
        clock.now()
    assert last(with_tables) == before + 3


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO t (word) VALUES ('one')", "UPDATE t SET word = 'other'", "DELETE FROM t", "CREATE INDEX i ON t (word)",
        "REPLACE INTO t (id, word) VALUES (1, 'one')", "  with x as (select 7 as y) insert into t (word) select y from x",
        "ALTER TABLE t ADD COLUMN other TEXT", "DROP TABLE t",
    ],
)  # fmt: skip
def test_so_does_a_statement_by_itself(with_tables: DatabaseWrapper, statement: str) -> None:
    before = last(with_tables)
    run(with_tables, statement)
    assert last(with_tables) == before + 1
    assert not with_tables.connection.in_transaction


def test_what_a_statement_returns_is_there_after_it(with_tables: DatabaseWrapper) -> None:
    with with_tables.cursor() as cursor:
        cursor.execute("INSERT INTO t (word) VALUES ('a'), ('b'), ('c'), ('d') RETURNING word")
        assert (cursor.fetchone(), cursor.fetchmany(2), list(cursor), cursor.fetchone()) == (
            ("a",), [("b",), ("c",)], [("d",)], None,
        )  # fmt: skip
        cursor.execute("SELECT count(*) FROM t")
        assert cursor.fetchall() == [(5,)]
        cursor.executemany("INSERT INTO t (word) VALUES (%s)", [("e",), ("f",)])
        cursor.execute("SELECT word FROM t WHERE word BETWEEN 'e' AND 'f' ORDER BY word")
        assert list(cursor) == [("e",), ("f",)]


def test_nothing_is_written_where_nothing_changed(with_tables: DatabaseWrapper) -> None:
    before = last(with_tables)
    with transaction.atomic(using="beside"):
        run(with_tables, "SELECT * FROM t")
    run(with_tables, "WITH x AS (SELECT 1) SELECT * FROM x")
    with pytest.raises(DatabaseError):
        run(with_tables, "INSERT INTO t (word) VALUES ('a'), ('a')")
    assert last(with_tables) == before
    assert run(with_tables, "SELECT word FROM t") == [("zero",)]


def test_a_clock_that_is_set_back_puts_no_change_before_another(
    with_tables: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(with_tables, "INSERT INTO t (word) VALUES ('one')")
    before = last(with_tables)
    monkeypatch.setattr(clock, "now", lambda: START - timedelta(hours=1))
    run(with_tables, "INSERT INTO t (word) VALUES ('two')")
    assert last(with_tables) == before


def test_a_database_of_before_there_were_moments_is_written_as_before(database: DatabaseWrapper) -> None:
    run(database, "CREATE TABLE t (id INTEGER PRIMARY KEY)")
    run(database, "INSERT INTO t VALUES (1)")
    assert run(database, "SELECT * FROM t") == [(1,)]


def test_a_moment_is_kept_to_the_microsecond() -> None:
    assert as_moment(as_number(START)) == START


@pytest.mark.django_db
def test_the_table_is_there_where_it_is_needed() -> None:
    assert (TABLE in connection.introspection.table_names()) == (connection.vendor == "sqlite")
