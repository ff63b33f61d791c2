"""Where is it? What a family reads: where the case is, who has it, what is late and why, and what they can do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, involve_everybody, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role, User
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """A case of the keyworker, of which the parent and the young person are."""
    with time_machine.travel(datetime(2026, 9, 2, 9, tzinfo=UTC)):
        case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
        for role in (Role.PARENT, Role.YOUNG_PERSON):
            involve(case, staff.user(role), "family", days=None)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


def happened(card: CaseCard, kind: str, days: int, **fields: object) -> None:
    on = clock.today() - timedelta(days=days)
    record(case=card.case, entries=[NewEvent(kind, on, fields=fields)], actor=system("test", card.authority))


def page(user: User, card: CaseCard, query: str = "") -> str:
    client = Client()
    client.force_login(user)
    answered = client.get(f"/cases/{card.case_id}/where/{query}")
    assert answered.status_code == 200
    return answered.content.decode()


def test_a_parent_reads_where_it_is_who_has_it_and_by_when(staff: Staff, card: CaseCard) -> None:
    with time_machine.travel(datetime(2026, 9, 11, 9, tzinfo=UTC)):
        told = page(staff.user(Role.PARENT), card)
    assert "are deciding whether to make one" in told
    assert "Tuesday 13 October 2026" in told
    assert "it must be finished by <strong>Tuesday 19 January 2027</strong>" in told
    assert "Robin Keyworker" in told
    assert "What is late" not in told
    assert "SEND Regulations 2014, reg 5(1)" in told


def test_while_advice_is_to_come_its_advisers_have_it_each_with_the_day_it_is_due(staff: Staff, card: CaseCard) -> None:
    happened(card, "decided-to-assess", 30)
    entry = NewEvent(
        "advice-request-received", clock.today() - timedelta(days=20), thread="advice/ep", fields={"body": "ep"}
    )
    record(case=card.case, entries=[entry], actor=system("test", card.authority))
    shown = page(staff.user(Role.PARENT), card)
    assert re.search(r'Who has it now</h2><p class="govuk-body">Educational psychology \(due \d', shown)


def test_what_is_late_is_said_with_since_when_and_whether_a_reason_is_on_record(staff: Staff, card: CaseCard) -> None:
    with time_machine.travel(datetime(2026, 10, 21, 9, tzinfo=UTC)):
        told = page(staff.user(Role.PARENT), card)
    assert "What is late, and why" in told
    assert "8 days ago" in told
    assert "No reason that the law accepts is on record." in told


def test_the_three_ways_of_saying_it_and_the_last_one_is_kept(staff: Staff, card: CaseCard) -> None:
    client = Client()
    client.force_login(staff.user(Role.PARENT))
    where = f"/cases/{card.case_id}/where/"
    assert "We are thinking about your request." in client.get(f"{where}?words=easy").content.decode()
    kept = client.get(where).content.decode()
    assert "We are thinking about your request." in kept
    assert 'class="app-picture"' in kept
    assert "reg 5(1)" not in kept
    assert "We must tell you within 6 weeks." in client.get(f"{where}?words=simple").content.decode()
    assert "reg 5(1)" in client.get(f"{where}?words=standard").content.decode()
    assert client.get(f"{where}?words=<script>").status_code == 200


def test_a_young_person_is_spoken_to(staff: Staff, card: CaseCard) -> None:
    happened(card, "decided-to-assess", 3)
    card.person.born_on = clock.today() - timedelta(days=365 * 17 + 30)
    card.person.save(update_fields=["born_on"])
    told = page(staff.user(Role.YOUNG_PERSON), card)
    assert "We are assessing what you need" in told
    assert "your child" not in told


def test_who_covers_is_named_while_they_do(staff: Staff, card: CaseCard) -> None:
    covers = make_user(staff.authority, Role.KEYWORKER, name="Casey Covers")
    until = clock.today() + timedelta(days=4)
    CaseCard.objects.filter(pk=card.pk).update(cover=covers, cover_until=until)
    assert "Casey Covers until" in page(staff.user(Role.PARENT), card)
    CaseCard.objects.filter(pk=card.pk).update(cover_until=clock.today() - timedelta(days=1))
    assert "Casey Covers" not in page(staff.user(Role.PARENT), card)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PARENT, Role.YOUNG_PERSON)])
def test_it_is_the_familys_own_page(staff: Staff, card: CaseCard, role: Role) -> None:
    client = Client()
    client.force_login(staff.user(role))
    assert client.get(f"/cases/{card.case_id}/where/").status_code in (403, 404)


def test_another_parent_finds_nothing_there(staff: Staff, card: CaseCard) -> None:
    client = Client()
    client.force_login(make_user(staff.authority, Role.PARENT))
    assert client.get(f"/cases/{card.case_id}/where/").status_code == 404


def test_a_familys_list_of_cases_leads_there(staff: Staff, card: CaseCard) -> None:
    client = Client()
    client.force_login(staff.user(Role.PARENT))
    assert f"/cases/{card.case_id}/where/" in client.get("/cases/").content.decode()


@pytest.mark.parametrize("role", [Role.PLAN_WRITER, Role.SENCO, Role.THERAPIST])
def test_whoever_works_with_a_case_is_led_to_the_case_itself(staff: Staff, card: CaseCard, role: str) -> None:
    involve_everybody(staff, card.case)
    client = Client()
    client.force_login(staff.user(role))
    assert f'href="/cases/{card.case_id}/"' in client.get("/cases/").content.decode()
