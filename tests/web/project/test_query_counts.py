"""How often a page asks the database: seldom, and as seldom where there is a lot to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from factories import Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.deadlines.outlooks import tendencies
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case

pytestmark = pytest.mark.django_db

MOST_OF_A_CASE = 15
NOT_A_QUERY = ("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET TRANSACTION")
ADVISERS = ("ep", "health", "social-care", "school")


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def client(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff.user("keyworker"))
    client.get("/find/")  # what only the first page of a session asks for is not counted, nor what that of a day does
    with scope(authority=staff.authority):
        tendencies(staff.authority.pk, clock.today())
    return client


def mine(staff: Staff, count: int) -> list[Case]:
    return [make_case(staff, keyworker=staff.user("keyworker"), team=staff.team) for _ in range(count)]


def queries_of(ask: Callable[[], object]) -> list[str]:
    with scopes_disabled(), CaptureQueriesContext(connection) as caught:
        ask()
    return [query["sql"] for query in caught if not query["sql"].startswith(NOT_A_QUERY)]


def lengthened(staff: Staff, case: Case) -> None:
    """Let a good deal happen in a case."""
    actor = system("test", staff.authority)
    on = date(2026, 9, 2)
    entries = [
        NewEvent(kind, on + timedelta(days=n), thread=f"advice/{body}", fields={"body": body})
        for n, body in enumerate(ADVISERS)
        for kind in ("advice-requested", "advice-received")
    ]
    entries += [NewEvent("disagreement-raised", on + timedelta(days=n)) for n in range(20)]
    with scope(authority=staff.authority):
        record(case=case, entries=entries, actor=actor)


def test_my_work_asks_as_often_for_many_clocks_as_for_one(staff: Staff, client: Client) -> None:
    mine(staff, 1)
    few = queries_of(lambda: client.get("/work/"))
    mine(staff, 60)
    many = queries_of(lambda: client.get("/work/"))
    assert len(many) == len(few), "\n".join(many)


def test_the_page_of_a_case_asks_at_most_fifteen_times_however_much_happened(staff: Staff, client: Client) -> None:
    case = mine(staff, 1)[0]
    with scope(authority=staff.authority):  # before the decision there are other parts on the page than after it
        record(
            case=case, entries=[NewEvent("decided-to-assess", date(2026, 9, 2))], actor=system("test", staff.authority)
        )
    short = queries_of(lambda: client.get(f"/cases/{case.pk}/"))
    lengthened(staff, case)
    long = queries_of(lambda: client.get(f"/cases/{case.pk}/"))
    assert len(long) == len(short), "\n".join(long)
    assert len(long) <= MOST_OF_A_CASE, "\n".join(long)


def test_finding_cases_asks_as_often_for_many_as_for_one(staff: Staff, client: Client) -> None:
    mine(staff, 1)

    def find() -> None:
        answer = client.post("/find/", {"asked": "1", "text": "Zyxcanary"}, follow=True)
        assert "found" in answer.content.decode()

    find()
    few = queries_of(find)
    mine(staff, 20)
    many = queries_of(find)
    assert len(many) == len(few), "\n".join(many)


def test_saving_asks_as_often_in_a_long_case_as_in_a_short_one(staff: Staff, client: Client) -> None:
    short, long = mine(staff, 2)
    lengthened(staff, long)

    def save(case: Case, after: int) -> list[str]:
        day = {"on-day": "1", "on-month": "10", "on-year": "2026"}
        sent = {**day, "confirmed": "yes", "sequence": str(after)}

        def send() -> None:
            answer = client.post(f"/cases/{case.pk}/record/disagreement-raised/", sent)
            assert answer.status_code == 302, answer.content.decode()

        return queries_of(send)

    with scopes_disabled():
        places = [case.events.count() for case in (short, long)]
    save(short, places[0])  # the first of its kind starts a clock, which is a row more
    first, second = save(short, places[0] + 1), save(long, places[1])
    assert len(second) == len(first), "\n".join(second)
