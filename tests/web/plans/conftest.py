"""What the tests of plans share: a case in assessment with advice that was given, and who writes its plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role, User
from keywork.web.advice.models import AdviceRequest, AdviceVersion
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from records_made import make_advice_request

LINE = {"need": "Cannot follow lessons.", "outcome": "Follows two steps.", "by_when": "By Year 6",
        "provision": "Language work, one to one", "amount": "45 minutes", "frequency": "each week",
        "by_whom": "A therapist"}  # fmt: skip


def told(card: CaseCard, kind: str, on: date) -> None:
    """Let something have happened in a case."""
    record(case=card.case, entries=[NewEvent(kind, on)], actor=system("test", card.authority))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def gave(card: CaseCard, body: str, content: dict[str, object], *, number: int = 1) -> AdviceRequest:
    """Advice of a body, as it was given."""
    asked = AdviceRequest.objects.filter(case=card.case, body=body).first() or make_advice_request(card.case, body)
    AdviceVersion.objects.create(
        authority=card.authority, request=asked, number=number, content=content, given_by="system:test",
        given_by_name="Dr Robin Giver",
    )  # fmt: skip
    return asked


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """A case of the keyworker, whose plan the plan writer writes: the plan is being drafted."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    involve(case, staff.user(Role.PLAN_WRITER), "own")
    found: CaseCard = CaseCard.objects.select_related("case", "person", "authority").get(pk=case.pk)
    told(found, "decided-to-assess", clock.today() - timedelta(days=60))
    told(found, "decided-to-issue-plan", clock.today() - timedelta(days=30))
    return found
