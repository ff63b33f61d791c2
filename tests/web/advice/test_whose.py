"""Whose a request for advice is: the person's it was addressed to, or the organisation's they work for."""

from __future__ import annotations

import pytest

from factories import Staff, involve, make_user
from keywork.web.accounts.actors import actor_for, system
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.accounts.policy import NotKnown
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import is_asked, is_theirs, opened
from keywork.web.advice.services import asking
from keywork.web.advice.services.asking import Asked
from keywork.web.people.models import CaseCard
from web.advice.conftest import asked_of

pytestmark = pytest.mark.django_db


def test_a_request_is_whom_it_was_addressed_to_and_nobody_elses(staff: Staff) -> None:
    asked, body = staff.user(Role.THERAPIST), staff.body(Role.THERAPIST)
    colleague = make_user(staff.authority, Role.THERAPIST, organisation=body)
    freelance = make_user(staff.authority, Role.THERAPIST)
    to_person, to_body, to_nobody = (
        AdviceRequest(user=asked), AdviceRequest(organisation=body), AdviceRequest()
    )  # fmt: skip
    theirs = {
        user.pk: [is_theirs(actor, one) for one in (to_person, to_body, to_nobody)]
        for user in (asked, colleague, freelance)
        if (actor := actor_for(user)) is not None
    }
    assert theirs == {
        asked.pk: [True, True, False],
        colleague.pk: [False, True, False],
        freelance.pk: [False, False, False],
    }


def test_a_request_to_nobody_is_not_the_systems(staff: Staff) -> None:
    assert not is_theirs(system("test", staff.authority), AdviceRequest())


def test_a_setting_answers_for_its_own_kind_alone(staff: Staff, card: CaseCard) -> None:
    """The words of a school and of a college are of one class, and neither writes the other's."""
    involve(card.case, staff.user(Role.SENCO), "setting")
    school = staff.body(Role.SENCO)
    asked = {
        body: is_asked(staff.actor(Role.SENCO), AdviceRequest(body=body, organisation=school), card)
        for body in ("school", "post-16", "early-years")
    }
    assert asked == {"school": True, "post-16": False, "early-years": False}


def test_a_setting_still_opens_what_was_asked_of_it_and_taken_back(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.SENCO), "setting")
    involve(card.case, staff.user(Role.COLLEGE), "setting")
    asked = asked_of(staff, card, Asked("school", organisation=staff.body(Role.SENCO)))[0]
    by = staff.actor(Role.KEYWORKER)
    asking.withdraw(actor=by, card=card, request=asked, name="K", code="not-needed", text="", seen=asked.revision)
    found = opened(staff.actor(Role.SENCO), asked.pk, "advice.open")
    assert (found.is_asked, found.may_ask, found.may_read) == (False, False, True)
    with pytest.raises(NotKnown):
        opened(staff.actor(Role.COLLEGE), asked.pk, "advice.open")


def test_of_two_services_of_one_kind_each_answers_its_own_request(
    staff: Staff, card: CaseCard, psychologists: tuple[Organisation, User, User]
) -> None:
    service, one, _ = psychologists
    for user in (one, staff.user(Role.EDUCATIONAL_PSYCHOLOGIST)):
        involve(card.case, user, "request")
    theirs = AdviceRequest(body="ep", organisation=service)
    ours = AdviceRequest(body="ep", user=staff.user(Role.EDUCATIONAL_PSYCHOLOGIST))
    here, there = staff.actor(Role.EDUCATIONAL_PSYCHOLOGIST), actor_for(one)
    assert there is not None
    assert [is_asked(here, request, card) for request in (ours, theirs)] == [True, False]
    assert [is_asked(there, request, card) for request in (ours, theirs)] == [False, True]
