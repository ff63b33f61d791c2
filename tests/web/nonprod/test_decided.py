"""The demo shows exceptions, decisions about capacity and settings that are no more to those whom they concern."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django_scopes import scope

from keywork.core.rights import Decision
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.deadlines.models import ClockRow
from keywork.web.exceptions.models import Reliance
from keywork.web.exceptions.queries import to_look_at, waiting
from keywork.web.ledger import queries as ledger
from keywork.web.nonprod.area import Area
from keywork.web.nonprod.merging import CLOSED, MERGED
from keywork.web.nonprod.services import Created, create
from keywork.web.people.models import CapacityDecision, CaseCard
from keywork.web.people.policy import cards_for

AREA = Area(plans_in_force=60, requests=120, ended=3, left=1, arrived=1)


@pytest.fixture
def made(db: None) -> Created:
    return create(code="999", name="Wexcombe Council", seed=1, area=AREA)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_whom_they_concern_find_them(made: Created) -> None:
    people = {user.membership.role: user for user in made.staff.people}
    with scope(authority=made.authority):
        _exceptions(people[Role.MANAGER])
        _capacity(people)
        _settings(people[Role.SENCO])
        for stream, events in ledger.streams():
            told = [(e.occurred_on, e.kind) for e in events if e.kind not in ("case-allocated", "date-corrected")]
            assert not [(stream, a, b) for a, b in pairwise(told) if a[0] and b[0] and a[0] > b[0]]


def _exceptions(manager: User) -> None:
    actor = actor_for(manager)
    assert actor is not None
    states = sorted(Reliance.objects.values_list("state", flat=True))
    assert states == ["agreed", "agreed", "declined", "proposed", "proposed"]
    assert len(waiting(actor)) == len(to_look_at(actor)) == 2
    for one in Reliance.objects.filter(state="agreed"):
        assert ClockRow.objects.get(case=one.case_id, duty=one.duty, thread=one.thread).disapplied
    page = signed_in(manager).get("/exceptions/")
    assert page.status_code == 200


def _capacity(people: dict[str, User]) -> None:
    decided = CapacityDecision.objects.all()
    assert {one.decision for one in decided} >= {Decision.DRAFT.value, Decision.BUDGET.value, Decision.REQUEST.value}
    assert decided.exclude(representative="").filter(representative_member=None).exists()
    parent = actor_for(people[Role.PARENT])
    assert parent is not None
    theirs = decided.get(representative_member__isnull=False, decision=Decision.DRAFT.value)
    card = CaseCard.objects.get(case__involvements__user=people[Role.PARENT], person=theirs.person)
    assert card in cards_for(parent, "representation.make")
    assert card not in cards_for(parent, "case.open")
    client = signed_in(people[Role.PARENT])
    own, is_served = f"/cases/{card.case_id}/draft-answer/", card.case.summary.stage == "draft-sent"
    assert client.get(own).status_code == 200
    assert (own in client.get("/cases/").content.decode()) is is_served
    young = CaseCard.objects.filter(case__involvements__user=people[Role.YOUNG_PERSON]).first()
    assert young is not None
    told = signed_in(people[Role.YOUNG_PERSON]).get(f"/cases/{young.case_id}/who-decides/").content.decode()
    assert "Your parent decides this for you." in told


def _settings(senco: User) -> None:
    merged, closed = (Organisation.objects.select_related("successor").get(name=name) for name in (MERGED, CLOSED))
    assert merged.successor == senco.membership.organisation
    assert closed.closed_on is not None
    assert closed.successor is None
    assert closed.closed_on < merged.closed_on + timedelta(days=1)
    actor = actor_for(senco)
    assert actor is not None
    taken = cards_for(actor, "case.list").filter(case__summary__setting=merged.urn)
    assert taken.exists()
