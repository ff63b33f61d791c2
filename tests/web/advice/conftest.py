"""What the tests of advice share: a case in assessment, and whoever is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, make_case, make_staff, make_user
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.services.asking import Asked, ask
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard

AGO = timedelta(days=10)


def decided() -> date:
    return clock.today() - timedelta(days=60)


def told(card: CaseCard, *kinds: str, on: date | None = None) -> None:
    """Let something have happened in a case."""
    entries = [NewEvent(kind, on or clock.today()) for kind in kinds]
    record(case=card.case, entries=entries, actor=system("test", card.authority))


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
    """A case of the keyworker, in assessment for sixty days."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    told(found, "decided-to-assess", on=decided())
    return found


@pytest.fixture
def psychologists(staff: Staff) -> tuple[Organisation, User, User]:
    """A service of educational psychology with two people."""
    service = Organisation.objects.create(authority=staff.authority, name="Psychology service", kind="partner")
    people = [
        make_user(staff.authority, Role.EDUCATIONAL_PSYCHOLOGIST, organisation=service, name=f"Psychologist {letter}")
        for letter in "AB"
    ]
    return service, people[0], people[1]


def asked_of(
    staff: Staff, card: CaseCard, *whom: Asked, ago: timedelta = AGO, received: bool = True
) -> list[AdviceRequest]:
    """Requests that the keyworker made some days ago."""
    return ask(
        actor=staff.actor(Role.KEYWORKER), card=card, asked=whom, on=clock.today() - ago, received=received,
        question="What helps with reading?",
    )  # fmt: skip


@pytest.fixture
def health(staff: Staff, card: CaseCard) -> AdviceRequest:
    """A request that the health provider received ten days ago."""
    return asked_of(staff, card, Asked("health", organisation=staff.body(Role.THERAPIST)))[0]
