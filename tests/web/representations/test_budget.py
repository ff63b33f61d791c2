"""A personal budget that was asked for in an answer to the draft waits until it is prepared."""

from __future__ import annotations

import pytest

from factories import Staff, involve
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.models import CaseCard
from web.representations.conftest import ago, answered, day, signed_in

pytestmark = pytest.mark.django_db
BUDGET = {"asks": "yes", "what": "Speech therapy at home."}


def where(card: CaseCard) -> str:
    return f"/cases/{card.case_id}/draft-answers/budget/"


@pytest.mark.parametrize("role", [Role.KEYWORKER, Role.MANAGER, Role.PLAN_WRITER])
def test_whoever_replies_records_that_it_is_prepared_and_the_clock_stops(
    staff: Staff, card: CaseCard, role: Role
) -> None:
    answered(signed_in(staff.user("mother")), card, budget=BUDGET)
    if role == Role.PLAN_WRITER:
        involve(card.case, staff.user(role), "own")
    client, page = signed_in(staff.user(role)), f"/cases/{card.case_id}/draft-answers/"
    assert f'href="{where(card)}"' in client.get(page).content.decode()
    assert client.post(where(card), day("on", clock.today())).status_code == 302
    assert ClockRow.objects.get(case=card.case_id, duty="pb-prepare").met_on == clock.today()
    entry = next(one for one in stream(card.case_id) if one.kind == "personal-budget-prepared")
    assert str(staff.user(role).pk) in entry.recorded_by
    assert f'href="{where(card)}"' not in client.get(page).content.decode()


def test_it_cannot_be_prepared_before_it_was_asked_for_nor_without(staff: Staff, card: CaseCard) -> None:
    client = signed_in(staff.user(Role.KEYWORKER))
    assert "No personal budget waits" in client.post(where(card), day("on", clock.today())).content.decode()
    answered(signed_in(staff.user("mother")), card, budget=BUDGET)
    assert "when it was asked for" in client.post(where(card), day("on", ago(1))).content.decode()
    assert not [one for one in stream(card.case_id) if one.kind == "personal-budget-prepared"]


@pytest.mark.parametrize("who", ["mother", Role.SENCO, Role.THERAPIST])
def test_nobody_else_may(staff: Staff, card: CaseCard, who: str) -> None:
    answered(signed_in(staff.user("mother")), card, budget=BUDGET)
    assert signed_in(staff.user(who)).post(where(card), day("on", clock.today())).status_code in (403, 404)
