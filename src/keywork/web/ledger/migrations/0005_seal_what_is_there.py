from django.db import migrations, models

from keywork.web.kernel import triggers
from keywork.web.ledger import redactable
from keywork.web.ledger.resealing import seal_everything

UNIQUE = models.UniqueConstraint(fields=["authority", "position"], name="one_event_of_a_position")


def fill(apps, editor):
    seal_everything()
    if editor.connection.vendor == "postgresql":
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def add_unique(apps, editor):
    model = apps.get_model("ledger", "ledgerevent")
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE {redactable.EVENTS} ALTER COLUMN position DROP DEFAULT, ALTER COLUMN seal DROP DEFAULT")
        editor.add_constraint(model, UNIQUE)
        return
    # A constraint would make SQLite's table anew.
    editor.execute(f"CREATE UNIQUE INDEX {UNIQUE.name} ON {redactable.EVENTS} (authority_id, position)")


def guard(apps, editor):
    triggers.guard(editor, redactable.EVENTS)
    redactable.guard(editor)


class Migration(migrations.Migration):
    """Seal what was recorded before there were seals, in the order in which it was; some thousands at a time."""

    dependencies = [("ledger", "0004_sealed")]

    operations = [
        migrations.RunPython(fill),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_unique)],
            state_operations=[migrations.AddConstraint("ledgerevent", UNIQUE)],
        ),
        migrations.RunPython(guard),
    ]
