"""The first page of a case: what to plan by, in the reader's words, and what was done last before what was done long ago."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.core.loading import load_register
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.deadlines.services import record
from keywork.web.people.models import CaseCard

pytestmark = pytest.mark.django_db

BODIES = ["school", "sight", "hearing", "speech", "movement", "nursing", "college", "club"]
ASKED = date(2026, 9, 28)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    return make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team).card


def page(staff: Staff, role: str, card: CaseCard) -> str:
    client = Client()
    client.force_login(staff.user(role))
    response = client.get(f"/cases/{card.case_id}/")
    assert response.status_code == 200
    return str(response.content.decode())


def done_days(text: str) -> list[date]:
    return [datetime.strptime(day, "%d %b %Y").date() for day in re.findall(r"done (\d+ \w+ \d{4})", text)]


def test_a_family_reads_in_plain_words_what_to_plan_by(staff: Staff, card: CaseCard) -> None:
    involve(card.case, staff.user(Role.PARENT), "family", days=None)
    decision = load_register().duties["ehcna-decision"]
    assert f"<p>{decision.title.rstrip('.')}. Day" in page(staff, Role.PARENT, card)
    assert f"<p>{load_register().name_of(decision.id)}. Day" in page(staff, Role.KEYWORKER, card)


def test_what_was_done_last_stands_first_and_what_was_done_long_ago_is_folded_away(
    staff: Staff, card: CaseCard
) -> None:
    entries = [NewEvent("decided-to-assess", ASKED)]
    for days, body in enumerate(BODIES, start=1):
        asked = {"body": body, "body_kind": "school"}
        entries.append(NewEvent("advice-requested", ASKED, thread=body, fields=asked))
        entries.append(NewEvent("advice-request-received", ASKED, thread=body))
        entries.append(NewEvent("advice-received", ASKED + timedelta(days), thread=body))
    with scope(authority=staff.authority):
        record(case=card.case, entries=entries, actor=system("test", staff.authority))
    done = page(staff, Role.KEYWORKER, card).split("Done and ended</h2>", 1)[1]
    shown, folded = done.split("<details", 1)
    days, before = done_days(shown), done_days(folded)
    assert days == sorted(days, reverse=True)
    assert days[0] == ASKED + timedelta(len(BODIES))
    assert before
    assert min(days) >= max(before)
    assert f"Show the {folded.count('app-clock__step ')} before these" in folded
