"""PostgreSQL as Django drives it, which is told before each statement for which authority it is run.

The database's own policies (``kernel.row_security``) go by what it was told. It is told again only where that changed:
once for most requests.
"""

from __future__ import annotations

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base

from keywork.web.kernel.scoping import acts_for

BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# Pages ask some hundreds of different questions. Kept are psycopg's hundred unless it is told otherwise: on a busy day
# each question would push another one out, and be planned anew nearly every time.
STATEMENTS_KEPT = 1000
# They touch no row, and some of them may not have anything before them.
NEEDS_NO_TELLING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET TRANSACTION")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows for whom it was last told to act; None where a rollback may have undone that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: str | None = None
        self.execute_wrappers.append(self._telling)

    def _telling(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        wanted = acts_for()
        if self.told != wanted and not str(sql).startswith(NEEDS_NO_TELLING):
            with self.wrap_database_errors:
                self.connection.execute(f"SET keywork.acts_for = '{wanted}'")
            self.told = wanted
        return execute(sql, params, many, context)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, which has been told nothing yet."""
        self.told = None
        connection = super().get_new_connection(conn_params)
        connection.prepared_max = STATEMENTS_KEPT
        return connection

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read within one state of the record. That it begins, and for whom, the database is told at once."""
        self.ensure_connection()
        wanted = acts_for()
        with self.wrap_database_errors:
            self.connection.execute(f"{BEGIN_READING}; SET keywork.acts_for = '{wanted}'", prepare=False)
        self.told = wanted
        try:
            yield
        finally:
            self._end_reading()

    def _end_reading(self) -> None:
        """End what only read. Nothing is to be undone, and after a rollback psycopg would forget what it prepared."""
        with self.wrap_database_errors:
            if self.connection.execute("COMMIT").statusmessage != "COMMIT":  # as where a query failed
                self.told = None

    def is_usable(self) -> bool:
        """Say whether the connection still stands. While nothing was asked the server says nothing, unless it ended."""
        if self.connection is None or self.connection.closed:
            return False
        asked = select.poll()
        asked.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not asked.poll(0)

    def _rollback(self) -> None:
        self.told = None
        super()._rollback()

    def _savepoint_rollback(self, sid: str) -> None:
        self.told = None
        super()._savepoint_rollback(sid)
