"""A query that is written once gives what Django gives, for whoever asks and whenever."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from factories import Staff, make_case, make_staff
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.kernel.written import Counted, StandInLost, Written
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.django_db
CHANGES = 0


def _held(order: str, *, user: UUID | None, text: str | None = None) -> QuerySet[CaseCard]:
    global CHANGES  # noqa: PLW0603 - counts how often the query is written
    CHANGES += 1
    covers = Q(cover=user, cover_until__gte=clock.today()) if user else Q()
    found = CaseCard.objects.filter(Q(keyworker=user) | covers).select_related("case", "person", "cover")
    return (found if text is None else found.filter(person__surname=text)).order_by(order)


HELD: Written[CaseCard] = Written(_held)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def test_it_gives_the_same_records_as_django_for_each_who_asks(staff: Staff) -> None:
    one, other = staff.user(Role.KEYWORKER), staff.user(Role.MANAGER)
    for user in (one, one, other, None):
        make_case(staff, keyworker=user)
    with scope(authority=staff.authority):
        for user in (one, other):
            expected = list(_held("pk", user=user.pk))
            with CaptureQueriesContext(connection) as asked:
                found = HELD.records("pk", user=user.pk)
                assert [card.person.name for card in found] == [card.person.name for card in expected]
            assert found == expected
            assert len([sql for sql in asked if sql["sql"].startswith("SELECT")]) == 1
        assert len(HELD.records("pk", user=None)) == 1, "what is None shapes the query"
        named = HELD.records("pk", user=one.pk)[0].person.surname
        assert len(HELD.records("pk", user=one.pk, text=named)) == 2
        assert HELD.records("pk", user=one.pk, text="Nobody's") == []


def test_it_is_written_once_for_a_shape(staff: Staff) -> None:
    with scope(authority=staff.authority):
        HELD.records("-pk", user=staff.user(Role.KEYWORKER).pk)
        before = CHANGES
        HELD.records("-pk", user=staff.user(Role.MANAGER).pk)
        assert before == CHANGES
        HELD.records("case__reference", user=staff.user(Role.MANAGER).pk)
        assert before + 1 == CHANGES


def test_today_is_the_day_on_which_it_is_asked(staff: Staff) -> None:
    covering = staff.user(Role.KEYWORKER)
    case = make_case(staff)
    with scope(authority=staff.authority):
        CaseCard.objects.filter(pk=case.pk).update(cover=covering, cover_until=clock.today())
        assert len(HELD.records("pk", user=covering.pk)) == 1
        with time_machine.travel(clock.now() + timedelta(days=1)):
            assert HELD.records("pk", user=covering.pk) == []


def test_it_stays_within_the_authority_that_is_acted_for() -> None:
    one, other = make_staff("901", "Council 901"), make_staff("902", "Council 902")
    for staff in (one, other):
        make_case(staff)
    with scope(authority=one.authority):
        (mine,) = HELD.records("pk", user=None)
    with scope(authority=other.authority):
        (theirs,) = HELD.records("pk", user=None)
    assert (mine.authority_id, theirs.authority_id) == (one.authority.pk, other.authority.pk)
    with scope(authority=[one.authority, other.authority]):
        assert len(HELD.records("pk", user=None)) == 2
    with for_all_authorities():
        assert len(HELD.records("pk", user=None)) == 2
    with pytest.raises(ScopeError):
        HELD.records("pk", user=None)


def _soon(*, day: date) -> QuerySet[CaseCard, Any]:
    return CaseCard.objects.filter(cover_until__lt=day + timedelta(days=7)).values_list("pk")


def _named(*, words: str) -> QuerySet[CaseCard, Any]:
    return CaseCard.objects.filter(person__surname__contains=words).values_list("pk")


def test_a_value_that_is_not_only_compared_is_refused(staff: Staff) -> None:
    """Its changed stand-in would stand in the statement for ever."""
    with scope(authority=staff.authority):
        with pytest.raises(StandInLost):
            Written(_soon).rows(day=clock.today())
        with pytest.raises(StandInLost):
            Written(_named).rows(words="a")


def test_counted_it_is_as_many_as_django_counts(staff: Staff) -> None:
    one, other = staff.user(Role.KEYWORKER), staff.user(Role.MANAGER)
    for user in (one, one, other):
        make_case(staff, keyworker=user)
    held = Counted(_held)
    with scope(authority=staff.authority):
        found = [held("pk", user=user) for user in (one.pk, other.pk, None)]
        assert found == [_held("pk", user=user).count() for user in (one.pk, other.pk, None)] == [2, 1, 0]


def _among(*, cases: list[UUID], after: str | None = None) -> QuerySet[CaseCard]:
    global CHANGES  # noqa: PLW0603 - counts how often the query is written
    CHANGES += 1
    found = CaseCard.objects.filter(pk__in=cases).annotate(holder=F("keyworker__display_name"))
    return found.order_by("case__reference") if after is None else found.filter(case__reference__gt=after)


AMONG: Written[CaseCard] = Written(_among)


def test_asked_for_some_of_many_it_gives_those_and_is_written_for_a_few_lengths_alone(staff: Staff) -> None:
    made = [make_case(staff, keyworker=staff.user(Role.KEYWORKER)).pk for _ in range(6)]
    with scope(authority=staff.authority):
        before = CHANGES
        for count in range(len(made) + 1):
            assert {card.pk for card in AMONG.records(cases=made[:count])} == set(made[:count])
        assert before + 5 == CHANGES, "of none, one, two, four and eight"
        last = CaseCard.objects.order_by("case__reference")[4]
        assert len(AMONG.records(cases=made, after=last.case.reference)) == 1


def test_what_is_noted_beside_a_record_comes_with_it(staff: Staff) -> None:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER))
    with scope(authority=staff.authority):
        [found] = AMONG.records(cases=[case.pk])
    assert found.holder == staff.user(Role.KEYWORKER).display_name


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps statements by itself")
def test_postgresql_plans_hundreds_of_different_questions_once(staff: Staff) -> None:
    with connection.cursor() as cursor:
        for _ in range(3):
            for number in range(300):
                cursor.execute(f"SELECT {number} WHERE 1 = %s", [1])
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT %% WHERE 1 = %%'")
        [kept] = cursor.fetchone()
    assert kept == 300


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps statements by itself")
def test_what_is_planned_outlives_a_page_that_is_not_found() -> None:
    of_its_own = connection.copy()
    try:
        with suppress(Http404), of_its_own.reading(), of_its_own.cursor() as cursor:
            for _ in range(3):
                cursor.execute("SELECT 1 WHERE 1 = %s", [1])
            raise Http404
        with of_its_own.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT 1 WHERE 1 = $1'")
            assert cursor.fetchone() == (1,)
    finally:
        of_its_own.close()
