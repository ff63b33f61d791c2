from django.db import migrations

from keywork.web.kernel.sqlite.base import TABLE


def make(apps, editor):
    """The moment of the last change, which PostgreSQL knows by itself."""
    if editor.connection.vendor == "sqlite":
        editor.execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL)")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_access_subjects")]
    operations = [migrations.RunPython(make)]
