"""What SQLite is let know of its tables: how its indexes are filled, and no samples, for which it would plan anew."""

from __future__ import annotations

import pytest
from django.db import connection

from factories import make_case, make_staff
from keywork.web.kernel.planner import learn_sizes

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL learns by itself"),
]


def kept(table: str) -> set[str]:
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute(f"SELECT tbl FROM {table}")
        return {name for (name,) in cursor.fetchall()}


def test_the_sizes_are_learnt_and_no_samples_are_kept() -> None:
    staff = make_staff()
    for _ in range(3):
        make_case(staff)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as it was once learnt, samples and all, where SQLite takes them
    learn_sizes()
    assert {"people_casecard", "ledger_ledgerevent"} <= kept("sqlite_stat1")
    assert kept("sqlite_stat4") == set()
