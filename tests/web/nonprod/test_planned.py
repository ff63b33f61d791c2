"""The demo's plans are of children: letters about them go to a parent, who is found for the case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django_scopes import scope

from factories import make_case, make_staff
from keywork.core.events import NewEvent
from keywork.core.stages import Stage
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.nonprod.planning import _cases
from keywork.web.people.models import CaseCard, Person

pytestmark = pytest.mark.django_db


def test_no_plan_is_chosen_whose_rights_are_a_young_persons() -> None:
    staff = make_staff()
    with scope(authority=staff.authority):
        child, young = (make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team) for _ in range(2))
        Person.objects.filter(pk=CaseCard.objects.get(pk=young.pk).person_id).update(
            born_on=date(2008, 3, 4), rights_pass_on=date(2024, 6, 28)
        )
        assert _cases((Stage.DECIDING,), 5) == [child.pk]


def test_no_draft_is_chosen_that_went_today_and_has_not_arrived() -> None:
    staff = make_staff()
    today = clock.today()
    with scope(authority=staff.authority):
        for on in (today, today - timedelta(days=9)):
            case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
            posted = NewEvent("draft-plan-served", on, fields={"by": "first-class-post"})
            told = [NewEvent("decided-to-assess", today - timedelta(days=60)), posted]
            record(case=case, entries=told, actor=system("test", staff.authority))
        assert _cases((Stage.DRAFT_SENT,), 5) == [case.pk]
