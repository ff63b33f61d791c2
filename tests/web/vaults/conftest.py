"""A staffed authority in scope, with a case."""

from collections.abc import Iterator

import pytest
from django_scopes import scope

from factories import Staff, make_case, make_staff
from keywork.web.people.models import CaseCard


@pytest.fixture
def staff(db: None) -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    return make_case(staff, keyworker=staff.user("keyworker"), team=staff.team).card
