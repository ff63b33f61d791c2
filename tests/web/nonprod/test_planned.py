"""The demo's plans are of children: letters about them go to a parent, who is found for the case."""

from __future__ import annotations

from datetime import date

import pytest
from django_scopes import scope

from factories import make_case, make_staff
from keywork.core.stages import Stage
from keywork.web.accounts.models import Role
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
