"""In a small world everybody reaches what was said by hand, by lists and by answers."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.models import Q
from django_scopes import scope

from factories import make_case, make_staff
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Authority
from keywork.web.accounts.policy import NONE, joined
from keywork.web.people.models import CaseCard, Involvement, Person
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


@pytest.mark.django_db
def test_filters_that_list_records_are_joined_to_one_list_and_all_others_stay_as_they_are() -> None:
    staff = make_staff()
    one, two, three, four = (make_case(staff, keyworker=staff.user("keyworker")).card for _ in range(4))
    with scope(authority=staff.authority):

        def listing(*cards: CaseCard) -> Q:
            return Q(pk__in=CaseCard.objects.filter(pk__in=[card.pk for card in cards]).values("pk"))

        def found(*filters: Q) -> tuple[set[CaseCard], int]:
            asked = CaseCard.objects.filter(joined(filters))
            return set(asked), str(asked.query).count("UNION")

        people = Q(person__in=Person.objects.filter(pk=three.person_id).values("pk"))
        assert found(listing(one)) == ({one}, 0)
        assert found(listing(one), listing(two)) == ({one, two}, 1)
        assert found(listing(one), Q(pk=three.pk), listing(two)) == ({one, two, three}, 1)
        assert found(listing(one), Q(pk__in=[two.pk])) == ({one, two}, 0)
        assert found(listing(one), people) == ({one, three}, 0)
        assert found(listing(one), ~listing(one, two, three)) == ({one, four}, 0)
        assert found(listing(one), listing(two) & Q(restricted=True)) == ({one}, 0)
        assert found(listing(one), Q(Q(pk=two.pk))) == ({one, two}, 0)
        assert found(listing(one), Q()) == ({one, two, three, four}, 0)
    assert joined(()) == NONE
