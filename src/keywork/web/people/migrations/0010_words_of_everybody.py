from itertools import islice
from typing import Any

from django.db import migrations

from keywork.web.people.names import words_kept

AT_ONCE = 5000
NAMES = ("forename", "surname", "upn", "uln")


def write_words(apps: Any, _: object) -> None:
    """Write down by which words everybody known so far is found."""
    word = apps.get_model("people", "NameWord")
    people = apps.get_model("people", "Person").objects.order_by("pk").values_list("pk", "authority_id", *NAMES)
    rows = (
        word(person_id=pk, authority_id=authority, word=one)
        for pk, authority, *names in people.iterator(AT_ONCE)
        for one in words_kept(**dict(zip(NAMES, names, strict=True)))
    )
    while some := list(islice(rows, AT_ONCE)):
        word.objects.bulk_create(some)


class Migration(migrations.Migration):
    dependencies = [("people", "0009_words_of_names")]
    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
