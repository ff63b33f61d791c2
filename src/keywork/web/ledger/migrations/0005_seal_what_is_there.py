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
    # The index is made while people read, which a constraint's own would not let them; and on SQLite a constraint
    # would make the table anew.
    editor.execute(f"CREATE UNIQUE INDEX {UNIQUE.name} ON {redactable.EVENTS} (authority_id, position)")


def use_unique(apps, editor):
    """Make it the constraint, in a moment, at the very end: nobody can read from here to there."""
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"ALTER TABLE {redactable.EVENTS} ALTER COLUMN position DROP DEFAULT, ALTER COLUMN seal DROP DEFAULT,"
            f" ADD CONSTRAINT {UNIQUE.name} UNIQUE USING INDEX {UNIQUE.name}"
        )


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
        migrations.RunPython(use_unique),
    ]
