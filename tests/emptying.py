"""Tests that run against a live server end by emptying the database, which append-only tables refuse.

For that moment, and in tests alone, their triggers are put aside.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

STATEMENTS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def triggers_put_aside() -> Iterator[None]:
    """Let every table be emptied; afterwards the triggers stand as before."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute(STATEMENTS)
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in triggers:
            cursor.execute(statement)
