"""Whose requests somebody reads: a list shows what a single one would, for lists and for one request alike."""

from __future__ import annotations

import pytest
from django_scopes import scope

from factories import Staff, make_authority, make_case, make_user
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.models import Role
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.policy import Nobodys, Written
from keywork.web.assessments.queries import queue
from keywork.web.people.models import CaseCard

from .conftest import Asking


def listed(staff: Staff, role: str, name: str = "") -> set[object]:
    """Return what a list shows somebody, which is what asking one by one does."""
    actor = staff.actor(name or role)
    shown = set(AssessmentRequest.objects.filter(Written().q(actor)))
    assert shown == {one for one in AssessmentRequest.objects.all() if Written().holds(actor, one)}
    return {one.pk for one in shown}


def test_a_setting_reads_what_its_people_wrote_and_nobody_else_does(staff: Staff, asking: Asking) -> None:
    of_school, of_parent, of_doctor = asking(Role.SENCO), asking(Role.PARENT), asking(Role.DCO)
    school = staff.body(Role.SENCO)
    staff.people["colleague"] = make_user(staff.authority, Role.SENCO, organisation=school)
    staff.people["another school"] = make_user(staff.authority, Role.SENCO, organisation=staff.body(Role.COLLEGE))
    staff.people["another parent"] = make_user(staff.authority, Role.PARENT)
    assert listed(staff, Role.SENCO) == listed(staff, "colleague") == {of_school.pk}
    assert listed(staff, "another school") == set()
    assert listed(staff, Role.PARENT) == {of_parent.pk}
    assert listed(staff, "another parent") == set()
    assert listed(staff, Role.DCO) == {of_doctor.pk}


def test_whoever_works_for_no_setting_shares_nothing_with_their_organisation(staff: Staff, asking: Asking) -> None:
    asking(Role.DCO)
    body = staff.people[Role.DCO].membership.organisation
    staff.people["of the same body"] = make_user(staff.authority, Role.DCO, organisation=body)
    assert listed(staff, "of the same body") == set()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.KEYWORKER, Role.BUSINESS_SUPPORT])
def test_what_nobody_works_on_is_everybodys_who_answers_for_a_team(staff: Staff, role: str) -> None:
    keyworker = staff.user(Role.KEYWORKER)
    free = make_case(staff)
    for held in ({"keyworker": keyworker}, {"team": staff.team}, {"keyworker": keyworker, "team": staff.team}):
        make_case(staff, **held)
    actor, cards = staff.actor(role), list(CaseCard.objects.all())
    shown = set(CaseCard.objects.filter(Nobodys().q(actor)))
    assert shown == {card for card in cards if Nobodys().holds(actor, card)}
    assert {card.case_id for card in shown} == ({free.pk} if role == Role.MANAGER else set())


def test_a_manager_elsewhere_holds_no_case_of_nobodys(staff: Staff) -> None:
    card = make_case(staff).card
    other = make_authority("996", "Nearby Council")
    with scope(authority=other):
        actor = actor_for(make_user(other, Role.MANAGER))
    assert actor is not None
    assert not Nobodys().holds(actor, card)


def test_one_request_is_nobodys_by_what_is_missing_on_both_sides(staff: Staff) -> None:
    """A request without a writer, a setting or the same authority is not shared for want of them."""
    parent, school = staff.user(Role.PARENT), staff.body(Role.SENCO)
    on_paper = AssessmentRequest(authority=staff.authority)
    assert not Written().holds(system("test", staff.authority), on_paper)
    elsewhere = AssessmentRequest(authority=make_authority("995", "Third Council"), user=parent)
    assert not Written().holds(staff.actor(Role.PARENT), elsewhere)
    of_the_school = AssessmentRequest(authority=staff.authority, user=parent, organisation=school)
    doctor, homeless = (
        actor_for(make_user(staff.authority, Role.DCO, organisation=school)),
        actor_for(make_user(staff.authority, Role.SENCO)),
    )
    assert doctor is not None
    assert homeless is not None
    assert not Written().holds(doctor, of_the_school)
    assert not Written().holds(homeless, AssessmentRequest(authority=staff.authority, user=parent))
    assert not AssessmentRequest.objects.filter(Written().q(system("test", staff.authority))).exists()


def test_whoever_moved_to_another_setting_keeps_what_they_wrote(staff: Staff) -> None:
    senco = staff.user(Role.SENCO)
    AssessmentRequest.objects.create(
        authority=staff.authority, source="school", user=senco, organisation=staff.body(Role.COLLEGE)
    )
    assert len(listed(staff, Role.SENCO)) == 1


def test_what_nobody_works_on_stands_in_the_queue_of_each_team_and_of_no_keyworker(
    staff: Staff, asking: Asking
) -> None:
    sent = asking(Role.PARENT)
    assert sent.case is not None
    lead = make_user(staff.authority, Role.MANAGER, team=staff.other_team)
    actor = actor_for(lead)
    assert actor is not None
    assert list(queue(actor)) == [sent]
    assert not queue(staff.actor(Role.KEYWORKER)).exists()
    CaseCard.objects.filter(case=sent.case).update(keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    assert not queue(actor).exists()
    assert list(queue(staff.actor(Role.KEYWORKER))) == [sent]
