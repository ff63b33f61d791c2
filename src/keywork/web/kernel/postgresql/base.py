"""PostgreSQL as Django drives it, which is told before each statement for which authority it is run.

The database's own policies (``kernel.row_security``) go by what it was told. It is told again only where that changed:
once for most requests.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from keywork.web.kernel.scoping import acts_for

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
        return super().get_new_connection(conn_params)

    def _rollback(self) -> None:
        self.told = None
        super()._rollback()

    def _savepoint_rollback(self, sid: str) -> None:
        self.told = None
        super()._savepoint_rollback(sid)
