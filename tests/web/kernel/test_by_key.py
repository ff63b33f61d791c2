"""One record by its key: the same as Django's own way gives it."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from factories import make_case, make_staff, make_team
from keywork.web.accounts.models import AccessEntry, Role, User
from keywork.web.kernel.by_key import ByKey
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.django_db
CARD = ByKey(CaseCard, ("case__summary", "person", "team", "keyworker", "cover"))


def fields(record) -> dict[str, object]:
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_a_record_and_what_stands_beside_it_are_as_django_reads_them() -> None:
    staff = make_staff()
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    with scope(authority=staff.authority):
        expected = CaseCard.objects.select_related(*CARD.related).get(pk=case.pk)
        with CaptureQueriesContext(connection) as asked:
            found = CARD.get(case.pk)
            assert found is not None
            beside = [found, found.case, found.case.summary, found.person, found.team, found.keyworker]
            assert found.cover is None
        assert len([one for one in asked if one["sql"].startswith("SELECT")]) == 1
        same = [expected, expected.case, expected.case.summary, expected.person, expected.team, expected.keyworker]
        assert [fields(one) for one in beside] == [fields(one) for one in same]


def test_each_call_reads_anew() -> None:
    staff = make_staff()
    case = make_case(staff)
    with scope(authority=staff.authority):
        assert CARD.get(case.pk).team is None
        team = make_team(staff.authority, "West team")
        CaseCard.objects.filter(pk=case.pk).update(team=team)
        assert CARD.get(case.pk).team == team


def test_what_is_not_there_is_none() -> None:
    assert ByKey(User, User.PLACE).get(uuid4()) is None
    assert ByKey(User).get(str(uuid4())) is None
    assert ByKey(AccessEntry).get(4711) is None
