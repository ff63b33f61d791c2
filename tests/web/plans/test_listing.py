"""The plan writer's list: by date, where each plan stands, and what is missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories import Staff, involve, make_case
from keywork.web.accounts.models import Role
from keywork.web.advice.lines import Line
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.plans import listing
from keywork.web.plans.content import PlanLine, Written
from keywork.web.plans.services import checking, writing
from records_made import make_advice_request
from web.plans.conftest import LINE, signed_in, told

pytestmark = pytest.mark.django_db
SAID = Written({}, (PlanLine(Line(**LINE), "F"),))


def test_each_plan_stands_with_its_date_where_it_is_and_what_is_missing(staff: Staff, card: CaseCard) -> None:
    later = make_case(staff, surname="Later").card
    involve(later.case, staff.user(Role.PLAN_WRITER), "own")
    told(later, "decided-to-assess", clock.today() - timedelta(days=2))
    make_advice_request(card.case, "health")
    writer = staff.actor(Role.PLAN_WRITER)
    client = signed_in(staff.user(Role.PLAN_WRITER))
    page = client.get("/plans/").content.decode()
    assert page.index(card.person.name) < page.index(later.person.name)
    assert page.count("Not begun") == 2
    assert "1 piece of advice" in page
    writing.save(actor=writer, card=card, part="education", said=SAID, seen=0, by_name="R")
    assert "the child’s views" in client.get("/plans/").content.decode()
    check = checking.ask(actor=writer, card=card, kind="draft", words="", names_why="", seen=None)
    assert "Waits for a check" in client.get("/plans/").content.decode()
    checking.answer(
        actor=staff.actor(Role.KEYWORKER), card=card, check_id=check.pk, agrees=False, words="More", looked=False
    )
    assert "Came back to change" in client.get("/plans/").content.decode()
    # The keyworker sees those that are decided on or begun, and nobody else any
    assert [one.pk for one in listing.cards(staff.actor(Role.KEYWORKER))] == [card.pk]
    for role in (Role.PARENT, Role.SENCO, Role.THERAPIST, Role.BUSINESS_SUPPORT):
        assert signed_in(staff.user(role)).get("/plans/").status_code == 403


def test_a_list_asks_no_more_for_more_plans(
    staff: Staff, card: CaseCard, django_assert_max_num_queries: object
) -> None:
    for number in range(4):
        other = make_case(staff, keyworker=staff.user(Role.KEYWORKER), surname=f"Other{number}").card
        told(other, "decided-to-assess", clock.today() - timedelta(days=9))
        told(other, "decided-to-issue-plan", clock.today() - timedelta(days=3))
        writing.save(actor=staff.actor(Role.KEYWORKER), card=other, part="education", said=SAID, seen=0, by_name="K")
    found = list(listing.cards(staff.actor(Role.KEYWORKER)))
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert len(listing.rows(found)) == 5
