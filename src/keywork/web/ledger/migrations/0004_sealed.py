import django.db.models.deletion
from django.db import migrations, models

from keywork.web.kernel import triggers
from keywork.web.ledger.redactable import EVENTS, PAYLOADS

# Django adds a column on SQLite by making the table anew; this leaves it where it is.
COLUMNS = {
    "sqlite": (
        "position bigint unsigned NOT NULL DEFAULT 0 CHECK (position >= 0)",
        "digest BLOB NULL",
        "seal BLOB NOT NULL DEFAULT x''",
    ),
    "postgresql": (
        "position bigint NOT NULL DEFAULT 0 CHECK (position >= 0)",
        "digest bytea NULL",
        "seal bytea NOT NULL DEFAULT ''",
    ),
}


def release(apps, editor):
    for table in (EVENTS, PAYLOADS):
        triggers.release(editor, table)


def guard(apps, editor):
    for table in (EVENTS, PAYLOADS):
        triggers.guard(editor, table)


def add_columns(apps, editor):
    for column in COLUMNS[editor.connection.vendor]:
        editor.execute(f"ALTER TABLE {EVENTS} ADD COLUMN {column}")


def drop_columns(apps, editor):
    for column in ("position", "digest", "seal"):
        editor.execute(f"ALTER TABLE {EVENTS} DROP COLUMN {column}")


class Migration(migrations.Migration):
    """Make room for the seals. The triggers come back with the migration after this one."""

    dependencies = [("accounts", "0001_initial"), ("ledger", "0003_fewer_indexes")]

    operations = [
        migrations.RunPython(release, guard),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_columns, drop_columns)],
            state_operations=[
                migrations.AddField("ledgerevent", "position", models.PositiveBigIntegerField()),
                migrations.AddField("ledgerevent", "digest", models.BinaryField(max_length=32, null=True)),
                migrations.AddField("ledgerevent", "seal", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.AlterField("eventpayload", "body", models.JSONField(null=True)),
        migrations.AddField("eventpayload", "salt", models.BinaryField(max_length=16, null=True)),
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                (
                    "authority",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.authority",
                    ),
                ),
                ("position", models.PositiveBigIntegerField()),
                ("seal", models.BinaryField(max_length=32)),
            ],
        ),
    ]
