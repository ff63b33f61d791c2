"""What is said to be saved is on the disk: the settings of the database on which that rests."""

from __future__ import annotations

from django.db import connection

SERVER = "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"
FULL, EXTRA = 2, 3


def why_saved_may_be_lost() -> str:
    """Say why the database may lose what it said was saved, should the machine fail; empty where it does not."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(SERVER)
            off = sorted(name for name, setting in cursor.fetchall() if setting == "off")
            wrong = ", ".join(f"{name} = off" for name in off)
        else:
            cursor.execute("PRAGMA synchronous")
            (level,) = cursor.fetchone()
            wrong = f"synchronous = {level}" if level not in {FULL, EXTRA} else ""
    if not wrong:
        return ""
    return f"The database may lose what it says it has saved ({wrong}). Let it wait for the disk (docs/postgresql.md)."
