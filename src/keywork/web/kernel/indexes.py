"""Migration steps for indexes that leave a table as it is.

Django alters a column on SQLite by making its table anew, which loses the triggers by which it only grows.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


def without_own_index(app: str, model: str, field: str, now: models.Field[Any, Any]) -> Operation:
    """Make a migration step that drops the index of one column and knows the field without it from then on.

    Args:
        app: the app's label.
        model: the model's name.
        field: of the model.
        now: the field as it is declared now.
    """

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        meta = apps.get_model(app, model)._meta
        column, table = meta.get_field(field).column, meta.db_table
        with editor.connection.cursor() as cursor:
            found = editor.connection.introspection.get_constraints(cursor, table)
        for name, index in found.items():
            alone = index["index"] and index["columns"] == [column]
            if alone and not (index["primary_key"] or index["unique"] or index["foreign_key"]):
                editor.execute(f"DROP INDEX {editor.connection.ops.quote_name(name)}")

    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunPython(forwards, migrations.RunPython.noop)],
        state_operations=[migrations.AlterField(model, field, now)],
    )
