"""What a backup is made from: a database of one kind or the other, and what both are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection

from keywork.web.backup.keys import BackupFault
from keywork.web.backup.logs import Heads, Puts
from keywork.web.backup.sealed import SealedWriter
from keywork.web.kernel.scoping import for_all_authorities

HEADS = (
    "SELECT a.code, h.position, h.seal FROM ledger_chainhead h JOIN accounts_authority a ON a.id = h.authority_id"
    " ORDER BY a.code"
)
LAST_ENTRY = "SELECT max(recorded_at) FROM ledger_ledgerevent"


class Unreachable(BackupFault):
    """The database does not answer just now."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the database came to.

    Args:
        news: whether anything was put into the log.
        complete_to: everything committed by then is in it; None where that cannot be said yet.
        heads: the end of each authority's chain, as known by then.
    """

    news: bool
    complete_to: datetime | None
    heads: Heads


class Source(Protocol):
    """A database that is copied, and whose changes are followed."""

    kind: str

    def begin(self, log: Puts, before: Puts | None) -> Round:
        """Hold what is there, so that nothing after the copy is missed; what is new by then goes to both."""

    def go_on(self, log: Puts, position: dict[str, Any]) -> None:
        """Hold what is there and go on from a mark; raises ``Lost`` where something may have been missed."""

    def facts(self) -> dict[str, Any]:
        """Return rows by table, heads and versions, as they are copied."""

    def copy(self, into: SealedWriter, tick: Callable[[], object]) -> None:
        """Write the full copy, and call ``tick`` now and then."""

    def copied(self, log: Puts) -> Round:
        """Put into the log what the copy needs to be whole."""

    def round(self, log: Puts) -> Round:
        """Put into the log what was committed since."""

    def position(self) -> dict[str, Any]:
        """Return where to go on from."""

    def shipped(self) -> None:
        """Learn that everything in the log is on the disk."""

    def close(self) -> None:
        """Let go."""


def heads() -> Heads:
    """Return the end of each authority's chain as the database keeps it."""
    with for_all_authorities(), connection.cursor() as cursor:
        cursor.execute(HEADS)
        return {code: [position, bytes(seal).hex()] for code, position, seal in cursor.fetchall()}


def migrations() -> list[str]:
    """Return the migrations that were applied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def rows_by_table() -> dict[str, int]:
    """Return how many rows each table has."""
    with for_all_authorities(), connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        told = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a table's name
            told[name] = cursor.fetchone()[0]
    return told
