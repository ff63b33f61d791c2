from itertools import islice
from typing import Any

from django.db import migrations

from keywork.web.kernel.rows import insert_rows
from keywork.web.people.names import words_kept

AT_ONCE = 10_000
NAMES = ("forename", "surname", "upn", "uln")
COLUMNS = ("authority_id", "person_id", "word")
ALL_AT_ONCE = """
INSERT INTO people_nameword (authority_id, person_id, word) SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[])
"""


def write_words(apps: Any, editor: Any) -> None:
    """Write down by which words everybody known so far is found."""
    word = apps.get_model("people", "NameWord")
    people = apps.get_model("people", "Person").objects.order_by("pk").values_list("authority_id", "pk", *NAMES)
    rows = (
        (authority, pk, one)
        for authority, pk, *names in people.iterator(AT_ONCE)
        for one in words_kept(**dict(zip(NAMES, names, strict=True)))
    )
    while some := list(islice(rows, AT_ONCE)):
        if editor.connection.vendor == "postgresql":
            with editor.connection.cursor() as cursor:
                cursor.execute(ALL_AT_ONCE, [list(column) for column in zip(*some, strict=True)])
        else:
            insert_rows(word, COLUMNS, some)


class Migration(migrations.Migration):
    dependencies = [("people", "0009_words_of_names")]
    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
