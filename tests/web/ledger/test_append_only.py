"""The database itself refuses to change what was recorded."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.deadlines.services import record
from keywork.web.ledger.models import Case

TABLES = ["ledger_ledgerevent", "ledger_eventpayload", "accounts_accessentry"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}"])
def test_nothing_recorded_can_be_changed_or_deleted(case: Case, actor: Actor, table: str, statement: str) -> None:
    request = NewEvent("assessment-request-received", date(2025, 1, 8), fields={"by": "e-mail"})
    record(case=case, entries=[request], actor=actor)
    column = "event_id" if table.endswith("payload") else "id"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(t=table, c=column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0
