"""The diary: a week of one's own cases, with what is arranged, before a panel, due, and whom to remind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.advice.models import AdviceRequest
from keywork.web.casework.diary import monday_of, week
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.meetings.arranging import Plan, arrange
from keywork.web.people.models import CaseCard
from records_made import make_advice_request, make_agenda_item, make_panel

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """A case in assessment since today, held by the keyworker."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team, surname="Aldous")
    entry = NewEvent("decided-to-assess", clock.today())
    record(case=case, entries=[entry], actor=system("test", staff.authority))
    found: CaseCard = CaseCard.objects.select_related("case", "person", "keyworker", "cover").get(pk=case.pk)
    return found


def entries(staff: Staff, day: date) -> list[tuple[str, str, str]]:
    days = week(staff.actor(Role.KEYWORKER), monday_of(day), clock.today())
    return [(one.at, one.what, one.name.partition(",")[0]) for each in days for one in each.entries]


def meeting(staff: Staff, card: CaseCard, on: date, place: str = "Online") -> None:
    plan = Plan("first", on, "14:05", place, "The mother")
    arrange(actor=staff.actor(Role.KEYWORKER), name="Robin", card=card, plan=plan)


def test_a_week_has_what_is_arranged_before_a_panel_and_due(staff: Staff, card: CaseCard) -> None:
    on = clock.today() + timedelta(days=8)
    meeting(staff, card, on)
    make_agenda_item(make_panel(staff).panel, card.case, on=on)
    found = entries(staff, on)
    assert ("14:05", "First Working Together meeting", "Aldous") in found
    assert any(what.startswith("Before ") for _, what, _ in found)
    due = clock.today() + timedelta(days=400)
    assert entries(staff, due) == []
    others = make_case(staff, keyworker=make_user(staff.authority, Role.KEYWORKER), surname="Zeta")
    assert not any(name == "Zeta" for _, _, name in entries(staff, on))
    assert others is not None


def test_a_limit_stands_on_its_last_day(staff: Staff) -> None:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), surname="Brook")
    due = case.summary.next_deadline
    assert ("", "Due: Decide whether to assess (week 6)", "Brook") in entries(staff, due)


def test_a_meeting_that_was_moved_stands_on_its_new_day_alone(staff: Staff, card: CaseCard) -> None:
    first, then = clock.today() + timedelta(days=8), clock.today() + timedelta(days=22)
    meeting(staff, card, first)
    meeting(staff, card, then)
    assert "First Working Together meeting" not in [what for _, what, _ in entries(staff, first)]
    assert "First Working Together meeting" in [what for _, what, _ in entries(staff, then)]


def test_a_reminder_that_was_not_sent_on_its_day_stands_on_today(staff: Staff, card: CaseCard) -> None:
    request = make_advice_request(card.case, "health", organisation=staff.body(Role.THERAPIST))
    AdviceRequest.objects.filter(pk=request.pk).update(asked_at=clock.now() - timedelta(days=6))
    assert ("", "Remind of advice: Health", "Aldous") in entries(staff, clock.today())


def test_the_page_shows_a_week_and_leads_to_the_next_and_a_week_that_cannot_be_read_is_this_one(
    staff: Staff, card: CaseCard
) -> None:
    client = Client()
    client.force_login(staff.user(Role.KEYWORKER))
    meeting(staff, card, clock.today())
    assert "/work/diary/" in client.get("/work/").content.decode()
    for asked in ("", "?week=nonsense", "?week=9999-12-31"):
        page = client.get(f"/work/diary/{asked}").content.decode()
        assert "14:05" in page
        assert "(today)" in page
        assert f"/cases/{card.case_id}/meetings/" in page
    after = monday_of(clock.today()) + timedelta(days=7)
    page = client.get(f"/work/diary/?week={after.isoformat()}").content.decode()
    assert "14:05" not in page
    assert "This week" in page
    family = Client()
    family.force_login(staff.user(Role.PARENT))
    assert family.get("/work/diary/").status_code == 403
