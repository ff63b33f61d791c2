"""The database of this run: SQLite inside the home, or whatever address was given."""

from __future__ import annotations

from typing import Any

import dj_database_url

from keywork.web.kernel.settings import Config

MENDED_SQLITE = (3, 51, 3)


def database(config: Config) -> dict[str, Any]:
    """Return Django's settings for the database, with the options our promises rest on."""
    chosen: dict[str, Any] = dict(dj_database_url.parse(config.database_url, conn_max_age=60))
    chosen["ATOMIC_REQUESTS"] = True
    if chosen["ENGINE"].endswith("sqlite3"):
        chosen["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": _sqlite_start(),
        }
    if chosen["ENGINE"].endswith("postgresql"):
        chosen["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 5}
    return chosen


def _sqlite_start() -> str:
    import sqlite3

    version = tuple(int(part) for part in sqlite3.sqlite_version.split("."))
    journal = "WAL" if version >= MENDED_SQLITE else "DELETE"
    synchronous = "FULL" if version >= MENDED_SQLITE else "EXTRA"
    return (
        f"PRAGMA journal_mode={journal}; PRAGMA synchronous={synchronous}; PRAGMA busy_timeout=20000; "
        "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
    )
