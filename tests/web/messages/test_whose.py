"""Whose threads somebody reads, and on which side they write."""

from __future__ import annotations

import pytest

from factories import Staff, involve_everybody, make_case
from keywork.web.accounts.models import Role
from keywork.web.messages.models import Thread
from keywork.web.messages.whose import threads_of, writes_own, writes_to_others
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.django_db
COUNCILS = {Role.KEYWORKER, Role.MANAGER}
THEIR_OWN = {
    Role.EDUCATIONAL_PSYCHOLOGIST, Role.SOCIAL_WORKER, Role.DSCO, Role.THERAPIST, Role.DCO, Role.SENCO, Role.COLLEGE,
    Role.EARLY_YEARS, Role.PARENT, Role.YOUNG_PERSON, Role.SENDIASS, Role.MEDIATOR,
}  # fmt: skip


def test_a_case_has_its_own_threads_and_no_other_cases(staff: Staff, card: CaseCard) -> None:
    parent = staff.user(Role.PARENT)
    other = CaseCard.objects.get(pk=make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).pk)
    here, there = (
        Thread.objects.create(authority=staff.authority, case_id=one.case_id, user=parent) for one in (card, other)
    )
    involve_everybody(staff, card.case)
    involve_everybody(staff, other.case)
    for role in (Role.KEYWORKER, Role.MANAGER, Role.PARENT):
        assert list(threads_of(staff.actor(role), card)) == [here], role
        assert list(threads_of(staff.actor(role), other)) == [there], role


def test_each_role_writes_on_one_side(staff: Staff, card: CaseCard) -> None:
    """What business support sends somebody approved first: it answers nobody by itself."""
    involve_everybody(staff, card.case)
    actors = {role: staff.actor(role) for role in staff.people}
    assert {role for role, actor in actors.items() if writes_to_others(actor, card)} == COUNCILS
    assert {role for role, actor in actors.items() if writes_own(actor, card)} == THEIR_OWN
