from typing import Any

from django.db import migrations

from keywork.web.kernel.models import BytewiseField


def compare_bytewise(apps: Any, editor: Any) -> None:
    """Let PostgreSQL compare references by the codes of their letters: the table stays, its index is made anew.

    SQLite compares so already, and would make the table anew, without its triggers.
    """
    if editor.connection.vendor == "postgresql":
        editor.execute('ALTER TABLE ledger_case ALTER COLUMN reference TYPE varchar(20) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_seal_what_is_there")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(compare_bytewise, migrations.RunPython.noop)],
            state_operations=[migrations.AlterField("case", "reference", BytewiseField(max_length=20))],
        ),
    ]
