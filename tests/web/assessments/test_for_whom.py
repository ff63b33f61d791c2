"""For a young person who cannot decide to ask, whoever represents them in that asks; nobody else does in their name."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from factories import Staff, involve, make_case, make_user
from keywork.core.rights import Decision
from keywork.web.accounts.models import Role, User
from keywork.web.assessments import presenters, services
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.queries import children
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.people.rights import record_agreement, record_capacity
from web.assessments.conftest import born, filled

BY_RIGHT, BROUGHT = "assessment-request-received", "responsibility-began"
WHY = "They could not weigh up what it means to ask, with pictures and time."


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """The card of somebody of 17 who is known here, with two parents who have accounts."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    Person.objects.filter(pk=case.card.person_id).update(born_on=date(2009, 3, 4), rights_pass_on=date(2025, 6, 27))
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


def relative(staff: Staff, card: CaseCard, name: str) -> FamilyMember:
    user = make_user(staff.authority, Role.PARENT, name=f"Robin {name.title()}")
    staff.people[name] = user
    involve(card.case, user, "family", days=None)
    return add_member(
        actor=staff.actor(Role.KEYWORKER), card=card, name=user.display_name, relationship=name, responsible=True,
        user=user,
    )  # fmt: skip


def cannot(staff: Staff, card: CaseCard, decision: Decision = Decision.REQUEST, **more: object) -> None:
    record_capacity(
        actor=staff.actor(Role.KEYWORKER), card=card, decision=decision.value, lacks=True, decided_on=clock.today(),
        decided_by="Dr Sample", reason=WHY, **more,
    )  # fmt: skip


def draft(staff: Staff, name: str, card: CaseCard | None) -> AssessmentRequest:
    """A request that somebody filled in for somebody who is known here, or for themselves."""
    actor = staff.actor(name)
    made = services.begin(actor=actor)
    chosen = {"child__child": str(card.person_id)} if card else {}
    services.keep(request=made, typed=filled(actor, made, **chosen))
    return made


def asked(staff: Staff, name: str, card: CaseCard | None) -> AssessmentRequest:
    return services.send(actor=staff.actor(name), request=draft(staff, name, card))


def kind(request: AssessmentRequest) -> str:
    assert request.case_id
    return stream(request.case_id)[0].kind


def page(user: User, request: AssessmentRequest) -> str:
    client = Client()
    client.force_login(user)
    found: str = client.get(f"/requests/{request.pk}/check/").content.decode()
    return found


def test_the_representative_in_the_request_asks_for_the_young_person_by_right(staff: Staff, card: CaseCard) -> None:
    mother = relative(staff, card, "mother")
    assert children(staff.actor("mother")) == []
    cannot(staff, card, representative_member=mother)
    assert [one for one, _ in children(staff.actor("mother"))] == [str(card.person_id)]
    made = draft(staff, "mother", card)
    assert f"You ask on behalf of {card.person.forename}" in page(staff.user("mother"), made)
    request = services.send(actor=staff.actor("mother"), request=made)
    assert kind(request) == BY_RIGHT
    assert request.case.card.person_id == card.person_id
    assert presenters.warnings(request, setting_is_known=True) == []


def test_a_parent_who_does_not_represent_them_does_not_ask_in_their_name(staff: Staff, card: CaseCard) -> None:
    father = relative(staff, card, "father")
    mother = relative(staff, card, "mother")
    cannot(staff, card, representative_member=mother)
    assert children(staff.actor("father")) == []
    record_agreement(
        actor=staff.actor(Role.KEYWORKER), card=card, member=father, given_on=clock.today(), how="In a meeting"
    )
    made = draft(staff, "father", card)
    assert "that is somebody else’s to decide" in page(staff.user("father"), made)
    request = services.send(actor=staff.actor("father"), request=made)
    assert kind(request) == BROUGHT
    assert "who acts for them" in presenters.warnings(request, setting_is_known=True)[0]


def test_representing_them_in_something_else_gives_no_right_to_ask(staff: Staff, card: CaseCard) -> None:
    cannot(staff, card, Decision.DRAFT, representative_member=relative(staff, card, "mother"))
    assert children(staff.actor("mother")) == []


def test_a_young_person_for_whom_somebody_decides_it_brings_themselves_to_attention(
    staff: Staff, card: CaseCard
) -> None:
    involve(card.case, staff.user(Role.YOUNG_PERSON), "family", days=None)
    cannot(staff, card, representative="Deputy Sample")
    request = asked(staff, Role.YOUNG_PERSON, None)
    assert kind(request) == BROUGHT
    assert "Somebody else decides whether to ask." in presenters.warnings(request, setting_is_known=True)[0]


def test_a_parent_decides_it_where_nobody_represents_them(staff: Staff, card: CaseCard) -> None:
    relative(staff, card, "mother")
    cannot(staff, card)
    assert kind(asked(staff, "mother", card)) == BY_RIGHT


def test_a_parent_is_told_that_somebody_of_17_asks_themselves(staff: Staff, card: CaseCard) -> None:
    actor = staff.actor(Role.PARENT)
    made = services.begin(actor=actor)
    services.keep(request=made, typed=filled(actor, made) | born(date(2009, 3, 4)))
    assert "you do not ask in their name" in page(staff.user(Role.PARENT), made)
