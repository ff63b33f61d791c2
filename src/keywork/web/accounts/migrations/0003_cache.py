from django.core.management import call_command
from django.db import migrations


def make_cache(apps, editor):
    """The table in which attempts to sign in are counted; every worker sees the same counts."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


def drop_cache(apps, editor):
    editor.execute("DROP TABLE IF EXISTS accounts_cache")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_append_only")]
    operations = [migrations.RunPython(make_cache, drop_cache)]
