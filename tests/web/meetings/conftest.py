"""What the tests of meetings share: a case in assessment, and whoever is signed in."""

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
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(card: CaseCard, kind: str, on: date) -> None:
    record(case=card.case, entries=[NewEvent(kind, on)], actor=system("test", card.authority))


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """A case in assessment for ten days, with a parent who reads it."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person", "keyworker", "cover").get(pk=case.pk)
    told(found, "decided-to-assess", clock.today() - timedelta(days=10))
    involve(case, staff.user(Role.PARENT), "family", days=None)
    return found
