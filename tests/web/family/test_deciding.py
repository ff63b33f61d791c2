"""Who decides: each reader is told plainly, decision by decision, and the young person says who of the family may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope

from factories import Staff, involve, make_case, make_staff
from keywork.core.rights import Decision
from keywork.web.accounts.models import AccessEntry, Role, User
from keywork.web.kernel import clock
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard, FamilyMember, SharingAgreement
from keywork.web.people.rights import record_agreement, record_capacity

pytestmark = pytest.mark.django_db
WHY = "A doctor and a teacher met them twice, with pictures, and wrote down what was said."


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """The case of somebody of 18, in which they and a parent have accounts."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    for role in (Role.PARENT, Role.YOUNG_PERSON):
        involve(case, staff.user(role), "family", days=None)
    case.card.person.born_on = clock.today() - timedelta(days=18 * 366)
    case.card.person.save()
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


@pytest.fixture
def mother(staff: Staff, card: CaseCard) -> FamilyMember:
    return add_member(
        actor=staff.actor(Role.KEYWORKER), card=card, name="Robin Mother", relationship="mother", responsible=True,
        user=staff.user(Role.PARENT),
    )  # fmt: skip


def client(user: User) -> Client:
    made = Client()
    made.force_login(user)
    return made


def where(card: CaseCard) -> str:
    return f"/cases/{card.case_id}/who-decides/"


def cannot(staff: Staff, card: CaseCard, decision: Decision, **more: object) -> None:
    record_capacity(
        actor=staff.actor(Role.KEYWORKER), card=card, decision=decision.value, lacks=True, decided_on=clock.today(),
        decided_by="Dr Sample", reason=WHY, **more,  # type: ignore[arg-type] - a test names what it changes
    )  # fmt: skip


def test_the_young_person_lets_a_parent_see_and_stops_it(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    young, parent = client(staff.user(Role.YOUNG_PERSON)), client(staff.user(Role.PARENT))
    assert parent.get(where(card)).status_code == 404
    assert "May not see it" in young.get(where(card)).content.decode()
    young.post(where(card), {"let": str(mother.pk)})
    text = parent.get(where(card)).content.decode()
    assert "You can read this because" in text
    assert "Let them see it" not in text
    agreement = SharingAgreement.objects.get(person=card.person)
    young.post(where(card), {"stop": str(agreement.pk)})
    assert parent.get(where(card)).status_code == 404
    assert AccessEntry.objects.filter(action="sharing.choose").count() >= 2


def test_a_parent_chooses_for_nobody(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    record_agreement(
        actor=staff.actor(Role.KEYWORKER), card=card, member=mother, given_on=clock.today(), how="In a meeting"
    )
    other = add_member(
        actor=staff.actor(Role.KEYWORKER), card=card, name="Jo Aunt", relationship="aunt", responsible=False
    )
    assert client(staff.user(Role.PARENT)).post(where(card), {"let": str(other.pk)}).status_code in (403, 404)
    assert SharingAgreement.objects.count() == 1


def test_each_is_told_who_decides_one_decision(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    cannot(staff, card, Decision.DRAFT, representative_member=mother)
    cannot(staff, card, Decision.SEE_RECORD, representative_member=mother)
    young = client(staff.user(Role.YOUNG_PERSON)).get(where(card)).content.decode()
    assert "Robin Mother decides this for you." in young
    assert "you cannot decide this one thing, even with help" in young
    assert young.count("You decide.") == len(Decision) - 2
    assert "Let them see it" not in young
    theirs = client(staff.user(Role.PARENT)).get(where(card)).content.decode()
    assert f"You decide this for {card.person.forename}." in theirs
    assert f"{card.person.forename} decides." in theirs


def test_who_cannot_decide_who_sees_is_refused_plainly(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    cannot(staff, card, Decision.SEE_RECORD, representative="Deputy Sample")
    answered = client(staff.user(Role.YOUNG_PERSON)).post(where(card), {"let": str(mother.pk)}, follow=True)
    assert "Somebody else decides who may see the record" in answered.content.decode()
    assert not SharingAgreement.objects.exists()


def test_it_is_said_in_three_ways_and_before_the_day_too(staff: Staff, card: CaseCard) -> None:
    young = client(staff.user(Role.YOUNG_PERSON))
    assert "Say who can see them." in young.get(f"{where(card)}?words=easy").content.decode()
    assert "where you should learn" in young.get(f"{where(card)}?words=simple").content.decode()
    card.person.born_on = clock.today() - timedelta(days=12 * 365)
    card.person.save()
    told = client(staff.user(Role.PARENT)).get(where(card)).content.decode()
    assert f"From then on {card.person.forename} does." in told
