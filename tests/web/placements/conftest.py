"""What the tests of consultations share: a case whose draft is written, and settings that are consulted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role, User
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.placements.models import Consultation
from keywork.web.placements.services.consulting import Asked, Shown, consult

AGO = timedelta(days=10)
SHOWN = Shown("consent", "Their mother agreed by telephone.", draft=True)


def told(card: CaseCard, kind: str, on: date) -> None:
    """Let something have happened in a case."""
    record(case=card.case, entries=[NewEvent(kind, on)], actor=system("test", card.authority))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """A case of the keyworker: the plan is drafted."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    told(found, "decided-to-assess", clock.today() - timedelta(days=60))
    told(found, "decided-to-issue-plan", clock.today() - timedelta(days=30))
    return found


def consulted(
    staff: Staff, card: CaseCard, *asked: Asked, ago: timedelta = AGO, shown: Shown = SHOWN
) -> list[Consultation]:
    """Consultations that the keyworker made some days ago."""
    return consult(
        actor=staff.actor(Role.KEYWORKER), card=card, asked=asked, shown=shown, on=clock.today() - ago,
        question="Can you meet these needs?",
    )  # fmt: skip


@pytest.fixture
def school(staff: Staff, card: CaseCard) -> Consultation:
    """The SENCO's school, consulted ten days ago because the family asks for it."""
    return consulted(staff, card, Asked(organisation=staff.body(Role.SENCO), asked_for=True))[0]
