"""Today's work of business support: counts of their own team's work, and the letters that did not arrive."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.messages.models import Message
from letters_made import make_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def client(staff: Staff) -> Client:
    made = Client()
    made.force_login(staff.user(Role.BUSINESS_SUPPORT))
    return made


def test_the_day_begins_with_what_waits(staff: Staff) -> None:
    make_letter(staff, make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team))
    make_letter(staff, make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.other_team))
    page = client(staff).get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/today/"
    text = page.content.decode()
    assert "1 letter to print" in text
    assert "0 letters to post" in text


def test_only_letters_that_did_not_arrive_are_theirs_to_see_to(staff: Staff) -> None:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    with scope(authority=staff.authority):
        for kind in ("letter", "message"):
            Message.objects.create(
                authority=staff.authority, case=case, user=staff.user(Role.SENCO), kind=kind, state="parked",
                reason="refused", link="/", attempts=1,
            )  # fmt: skip
        both = {one.kind: one.pk for one in Message.objects.all()}
    theirs = client(staff)
    assert "1 e-mail with a letter that did not arrive" in theirs.get("/today/").content.decode()
    assert str(both["message"]) not in theirs.get("/news/not-arrived/").content.decode()
    theirs.post(f"/news/not-arrived/{both['message']}/", {})
    theirs.post(f"/news/not-arrived/{both['letter']}/", {})
    with scope(authority=staff.authority):
        assert {one.kind for one in Message.objects.exclude(seen_at=None)} == {"letter"}


def test_a_request_leads_to_its_papers_and_is_counted_until_it_was_looked_through(staff: Staff) -> None:
    theirs = client(staff)
    sent = {
        "source": "parent", "who": "Not said", "forename": "Thruper", "surname": "Wexinfield", "way": "hand",
        "on-day": "21", "on-month": "9", "on-year": "2026", "words": "Asks for an assessment.", "confirmed": "yes",
    }  # fmt: skip
    written = theirs.post("/triage/paper/", sent, follow=True).content.decode()
    assert "Add a paper that came with it" in written
    assert "1 request to look at that came" in theirs.get("/today/").content.decode()
    with scope(authority=staff.authority):
        AssessmentRequest.objects.update(state=AssessmentRequest.State.COMPLETE)
    assert "0 requests to look at that came" in theirs.get("/today/").content.decode()
    assert "Nothing waits to be looked at" in theirs.get("/triage/").content.decode()


def reviewed(staff: Staff, case: Case, days_ago: int) -> None:
    """Let a review have been completed so many days before today."""
    on = clock.today() - timedelta(days=days_ago)
    record(
        case=case,
        entries=[NewEvent("transfer-in-recorded", on), NewEvent("plan-reviewed", on)],
        actor=system("test", staff.authority),
    )


def test_the_review_meetings_that_are_due_lead_to_exactly_their_cases(staff: Staff) -> None:
    """Meetings are due 12 months after the last review, less the time that the decision takes."""
    cases = [make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team) for _ in range(6)]
    for case, days in zip(cases, (330, 325, 360, 320, 200, 10), strict=True):
        with scope(authority=staff.authority):
            reviewed(staff, case, days)
    with scope(authority=staff.authority):
        ahead = clock.today() + timedelta(days=21)
        rows = ClockRow.objects.filter(duty="review-meeting-latest", case__in=cases).order_by("case__reference")
        due = {row.case.reference for row in rows if clock.today() <= row.legal_deadline <= ahead}
    assert 0 < len(due) < len(cases)
    theirs = client(staff)
    page = theirs.get("/today/").content.decode()
    found = re.search(r'href="([^"]+)">(\d+) review meetings? due in the next three weeks', page)
    assert found
    listed = theirs.get(found[1]).content.decode()
    shown = {case.reference for case in cases if case.reference in listed}
    assert shown == due
    assert int(found[2]) == len(due) == listed.count('data-label="Reference"')
    assert "Review meetings due in the next three weeks" in listed
    assert len({case.reference for case in cases if case.reference in theirs.get("/cases/").content.decode()}) == 6
