"""Whose a request for advice is: the person's it was addressed to, or the organisation's they work for."""

from __future__ import annotations

import pytest

from factories import Staff, make_user
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import Role
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import is_theirs

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
