"""Tables that only grow: triggers by which the database itself refuses to change or delete a row."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
"""
POSTGRES = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
"""


def append_only(table: str) -> migrations.RunPython:
    """Make a migration step that lets a table grow and nothing else.

    Args:
        table: the table's name in the database.
    """

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        guard(editor, table)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        release(editor, table)

    return migrations.RunPython(forwards, backwards)


def guard(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Let a table grow and nothing else, from now on."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES.format(table=table))
        return
    for verb in ("update", "delete"):
        editor.execute(SQLITE.format(table=table, verb=verb, VERB=verb.upper()))


def release(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the triggers of :func:`guard` away, for a migration that sets them again."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {table}_no_change ON {table}")
        editor.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER {table}_no_{verb}")
