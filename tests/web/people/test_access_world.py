"""In a small world everybody reaches what was said by hand, by lists and by answers."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Authority
from keywork.web.people.models import Involvement
from torture.access_world import ask, make_access_world

NOW, MOMENT = datetime(2026, 11, 30, 12, tzinfo=UTC), timedelta(microseconds=1)


@pytest.mark.django_db
def test_everybody_reaches_what_was_said_by_hand() -> None:
    """AZ-04: relations, how they join, and what is taken away."""
    assert ask(make_access_world()) > 100


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({"starts_at": NOW}, True),
        ({"starts_at": NOW + MOMENT}, False),
        ({"ends_at": NOW}, False),
        ({"ends_at": NOW + MOMENT}, True),
        ({"closed_at": NOW}, False),
        ({"closed_at": NOW + MOMENT}, True),
    ],
)
def test_an_involvement_is_open_from_its_first_moment_until_just_before_its_last(
    fields: dict[str, datetime], is_open: bool
) -> None:
    assert Involvement(**({"starts_at": NOW - MOMENT} | fields)).is_open(NOW) is is_open


def test_what_was_given_to_a_body_is_not_for_whoever_has_no_identity() -> None:
    nobody = Actor("system:test", Authority())
    assert not Involvement(organisation_id=uuid4()).is_for(nobody)
    assert not Involvement(user_id=uuid4()).is_for(nobody)
