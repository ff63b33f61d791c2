"""SQLite as Django drives it, where each change carries the moment at which it was committed, as PostgreSQL's does.

The moment is written into a table of one row by the change itself, last of all and while it holds the only write lock.
So moments stand in the order of the changes, and a backup that ends between two of them ends at a known moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.backends.sqlite3 import base

from keywork.web.kernel import clock

TABLE = "commit_moment"
MADE_BY = "accounts.0010_commit_moment"
IS_THERE = f"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{TABLE}'"  # noqa: S608 - a constant
LAST = f"SELECT at FROM {TABLE}"  # noqa: S608 - a constant
# A clock that is set back must not put a change before the one it follows.
STAMP = f"INSERT INTO {TABLE} VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = max(at, excluded.at)"  # noqa: S608 - a constant
CHANGES_TABLES = re.compile(r"\s*(CREATE|ALTER|DROP)\b", re.IGNORECASE)
WRITES = re.compile(r"\s*((WITH\b.*\b)?(INSERT|UPDATE|DELETE|REPLACE)|CREATE|ALTER|DROP)\b", re.IGNORECASE | re.DOTALL)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def as_number(moment: datetime) -> int:
    """Return a moment as it is kept: microseconds since 1970."""
    return (moment - EPOCH) // MICROSECOND


def as_moment(number: int) -> datetime:
    """Return a moment that was kept."""
    return EPOCH + number * MICROSECOND


@lru_cache(maxsize=1000)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that may keep the rows of a statement, which SQLite wants fetched before it commits."""

    kept: Iterator[Any] | None = None

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return a statement with its places marked as SQLite marks them; most were asked before."""
        return _converted(query) if param_names is None else super().convert_query(query, param_names=param_names)

    def execute(self, query: Any, params: Any = None) -> Any:
        self.kept = None
        return super().execute(query, params)

    def executemany(self, query: Any, param_list: Any) -> Any:
        self.kept = None
        return super().executemany(query, param_list)

    def keep(self) -> None:
        """Fetch what is left of the rows, to hand them out later."""
        self.kept = iter(super().fetchall())

    def fetchone(self) -> Any:
        return super().fetchone() if self.kept is None else next(self.kept, None)

    def fetchmany(self, size: int | None = None) -> Any:
        many = self.arraysize if size is None else size
        return super().fetchmany(many) if self.kept is None else list(islice(self.kept, many))

    def fetchall(self) -> Any:
        return super().fetchall() if self.kept is None else list(self.kept)

    def __next__(self) -> Any:
        return super().__next__() if self.kept is None else next(self.kept)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that writes the moment of each change into it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows_before, self.tables_change, self.can_stamp = 0, False, False
        self.execute_wrappers.append(self._stamping)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, to a database that may be of before there were moments."""
        self.can_stamp = False
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: Any = None) -> Any:
        """Return a cursor that can keep rows."""
        return self.connection.cursor(factory=Cursor)

    def _stamping(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if self.in_atomic_block or self.connection.in_transaction or not WRITES.match(str(sql)):
            self.tables_change = self.tables_change or CHANGES_TABLES.match(str(sql)) is not None
            return execute(sql, params, many, context)
        # A statement by itself is a change by itself.
        with transaction.atomic(using=self.alias):
            self.tables_change = CHANGES_TABLES.match(str(sql)) is not None
            done = execute(sql, params, many, context)
            context["cursor"].cursor.keep()
        return done

    def _start_transaction_under_autocommit(self) -> None:
        super()._start_transaction_under_autocommit()
        self.rows_before, self.tables_change = self.connection.total_changes, False

    def _commit(self) -> None:
        if self.connection is not None and self.connection.in_transaction and self._has_changed():
            with self.wrap_database_errors:
                self.can_stamp = self.can_stamp or self.connection.execute(IS_THERE).fetchone() is not None
                if self.can_stamp:
                    self.connection.execute(STAMP, [as_number(clock.now())])
        super()._commit()

    def _has_changed(self) -> bool:
        return self.tables_change or self.connection.total_changes != self.rows_before
