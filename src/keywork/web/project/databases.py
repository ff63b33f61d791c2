"""The database of this run: SQLite inside the home, or whatever address was given."""

from __future__ import annotations

from typing import Any

import dj_database_url

from keywork.web.kernel.settings import Config

# SQLite's write-ahead log could lose commits or spoil the file from 3.7.0 on, wherever two connections are open:
# https://sqlite.org/wal.html#walresetbug. Mended in 3.51.3, and in the later releases of two older lines.
MENDED_IN = (3, 51, 3)
MENDED_LINES = {(3, 50): 7, (3, 44): 6}
# Seconds. PostgreSQL keeps its plans with the connection; after it, some hundreds of questions are planned anew.
KEPT_OPEN = 3600


def database(config: Config) -> dict[str, Any]:
    """Return Django's settings for the database, with the options our promises rest on."""
    chosen: dict[str, Any] = dict(
        dj_database_url.parse(config.database_url, conn_max_age=3600, conn_health_checks=True)
    )
    chosen["ATOMIC_REQUESTS"] = True
    if chosen["ENGINE"].endswith("sqlite3"):
        chosen["ENGINE"] = "keywork.web.kernel.sqlite"  # it writes into each change when it was committed
        chosen["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": _sqlite_start(),
        }
    if chosen["ENGINE"].endswith("postgresql"):
        chosen["ENGINE"] = "keywork.web.kernel.postgresql"  # it tells the database for whom it acts
        chosen["OPTIONS"] = chosen.get("OPTIONS", {}) | {"server_side_binding": True, "prepare_threshold": 1}
        # Our questions are many and short: compiling one takes longer than answering it, and is done each time anew.
        chosen["OPTIONS"]["options"] = f"{chosen['OPTIONS'].get('options', '')} -c jit=off".strip()
    return chosen


def may_write_ahead(version: str) -> bool:
    """Say whether a release of SQLite keeps its write-ahead log without losing anything.

    Args:
        version: for example ``3.51.3``.
    """
    parts = tuple(int(part) for part in version.split("."))
    patch = parts[2] if len(parts) > 2 else 0
    least = MENDED_LINES.get(parts[:2])
    return parts >= MENDED_IN or (least is not None and patch >= least)


def _sqlite_start() -> str:
    import sqlite3

    journal, synchronous = ("WAL", "FULL") if may_write_ahead(sqlite3.sqlite_version) else ("DELETE", "EXTRA")
    return (
        f"PRAGMA journal_mode={journal}; PRAGMA synchronous={synchronous}; PRAGMA busy_timeout=20000; "
        "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
    )
