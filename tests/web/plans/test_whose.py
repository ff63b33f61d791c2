"""Whose a plan is to read: the family's own once it went, a consulted setting's, the named setting's, nobody else's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories import Staff, involve, make_case, make_user
from keywork.core.rights import Decision
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Membership, Role
from keywork.web.documents.models import Dispatch
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.people.rights import record_capacity
from keywork.web.placements.models import Consultation, ConsultationReply
from keywork.web.placements.services import consulting, naming
from keywork.web.placements.services.consulting import Asked, Shown
from keywork.web.placements.services.replying import READS_ON
from keywork.web.plans.reading import is_consulted, open_sections, readings
from web.plans.test_checking import agreed, heard, mother, ready, sent, wrote

pytestmark = pytest.mark.django_db
__all__ = ["mother"]


def fresh(card: CaseCard) -> CaseCard:
    return CaseCard.objects.select_related("case", "person").get(pk=card.pk)


def consulted(staff: Staff, card: CaseCard, asked: Asked, *, draft: bool = True) -> Consultation:
    (one,) = consulting.consult(
        actor=staff.actor(Role.KEYWORKER), card=card, asked=[asked], on=clock.today(),
        shown=Shown("consent", "The mother agreed.", draft=draft),
    )  # fmt: skip
    return one


def loose(staff: Staff, card: CaseCard) -> Actor:
    """Somebody who stands to the case as a setting does and works for none that is on record."""
    user = make_user(staff.authority, Role.SENCO)
    Membership.objects.filter(user=user).update(organisation=None)
    user.refresh_from_db()
    involve(card.case, user, "setting")
    actor = actor_for(user)
    assert actor is not None
    return actor


def went(staff: Staff, card: CaseCard) -> None:
    """The draft was agreed, and went to the mother."""
    wrote(staff, card)
    sent(staff, card, ready(staff, card, "draft-plan"), agreed(staff, card))


def test_a_setting_is_consulted_in_this_case_with_the_draft_and_until_a_while_after_its_reply(
    staff: Staff, card: CaseCard
) -> None:
    senco = staff.actor(Role.SENCO)
    another = CaseCard.objects.select_related("case").get(pk=make_case(staff, team=staff.team).pk)
    assert not is_consulted(senco, card)
    one = consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)))
    assert is_consulted(senco, card)
    assert not is_consulted(senco, another)
    assert not is_consulted(staff.actor(Role.COLLEGE), card)
    reply = ConsultationReply.objects.create(
        authority=staff.authority, consultation=one, answer="yes", by="user:x", by_name="S", at=clock.now()
    )
    assert is_consulted(senco, card)
    ConsultationReply.objects.filter(pk=reply.pk).update(at=clock.now() - timedelta(days=READS_ON, seconds=1))
    assert not is_consulted(senco, card)


@pytest.mark.parametrize("how", [{"ended": "taken-back"}, {"draft_shared": False}])
def test_who_was_shown_no_draft_or_is_asked_no_more_is_not_consulted(
    staff: Staff, card: CaseCard, how: dict[str, object]
) -> None:
    one = consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)))
    Consultation.objects.filter(pk=one.pk).update(**how)
    assert not is_consulted(staff.actor(Role.SENCO), card)


def test_who_works_for_no_setting_is_not_the_one_without_an_account(staff: Staff, card: CaseCard) -> None:
    consulted(staff, card, Asked(name="Hollow Lane Academy"))
    assert not is_consulted(loose(staff, card), card)


def test_a_draft_is_read_by_a_setting_while_it_is_consulted_and_no_longer_once_the_plan_is_issued(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    went(staff, card)
    senco = staff.actor(Role.SENCO)
    involve(card.case, staff.user(Role.SENCO), "setting")
    assert readings(senco, fresh(card)) == []
    consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)))
    assert [one.check.kind for one in readings(senco, fresh(card))] == ["draft"]


@pytest.mark.parametrize("change", [{"sent_on": None}, {"state": Dispatch.State.RECALLED}])
def test_who_advises_the_family_reads_what_went_to_it(
    staff: Staff, card: CaseCard, mother: FamilyMember, change: dict[str, object]
) -> None:
    sendiass = staff.actor(Role.SENDIASS)
    involve(card.case, staff.user(Role.SENDIASS), "grant")
    went(staff, card)
    (draft,) = readings(sendiass, fresh(card))
    assert (draft.check.kind, draft.sent_on) == ("draft", clock.today())
    Dispatch.objects.update(**change)
    assert readings(sendiass, fresh(card)) == []


def test_what_went_to_an_account_at_work_did_not_go_to_the_family(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    involve(card.case, staff.user(Role.SENDIASS), "grant")
    went(staff, card)
    Dispatch.objects.update(member=None, point=None, organisation=None, user=staff.user(Role.THERAPIST))
    assert readings(staff.actor(Role.SENDIASS), fresh(card)) == []


def test_a_parent_who_represents_a_young_person_about_the_draft_alone_reads_what_went_to_them(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    went(staff, card)
    Person.objects.filter(pk=card.person_id).update(born_on=date(2009, 3, 4), rights_pass_on=date(2025, 6, 27))
    assert readings(staff.actor(Role.PARENT), fresh(card)) == []
    record_capacity(
        actor=staff.actor(Role.KEYWORKER), card=fresh(card), decision=Decision.DRAFT.value, lacks=True,
        decided_on=clock.today(), decided_by="Dr Sample", reason="They could not weigh up what a plan says, with time.",
        representative_member=mother,
    )  # fmt: skip
    assert [one.check.kind for one in readings(staff.actor(Role.PARENT), fresh(card))] == ["draft"]


def issued(staff: Staff, card: CaseCard, one: Consultation | None, type_name: str = "") -> None:
    naming.name(
        actor=staff.actor(Role.KEYWORKER), card=card, consultation=one, type_name=type_name, family_asked="Near home",
        reason="It can.", by_name="K", seen=None,
    )  # fmt: skip
    letter = ready(staff, card, "final-plan", setting=one.organisation if one else None)
    sent(staff, card, letter, agreed(staff, card, "final"))


def test_the_issued_plan_is_read_by_the_setting_it_names_and_by_no_other(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    went(staff, card)
    heard(staff, card)
    one = consulted(staff, card, Asked(organisation=staff.body(Role.SENCO)))
    for role in (Role.SENCO, Role.COLLEGE):
        involve(card.case, staff.user(role), "setting")
    issued(staff, card, one)
    assert [it.check.kind for it in readings(staff.actor(Role.SENCO), fresh(card))] == ["final"]
    assert readings(staff.actor(Role.COLLEGE), fresh(card)) == []


def test_where_a_plan_names_a_setting_without_an_account_who_works_for_none_reads_nothing(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    went(staff, card)
    heard(staff, card)
    issued(staff, card, consulted(staff, card, Asked(name="Hollow Lane Academy")))
    assert readings(loose(staff, card), fresh(card)) == []


def test_where_a_plan_names_a_type_of_setting_no_setting_reads_it(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    went(staff, card)
    heard(staff, card)
    involve(card.case, staff.user(Role.SENCO), "setting")
    issued(staff, card, None, "A mainstream secondary school")
    assert readings(staff.actor(Role.SENCO), fresh(card)) == []


def test_conditions_on_sections_open_these_and_any_other_opens_all() -> None:
    assert open_sections(frozenset()) is None
    assert open_sections(frozenset({"when sent"})) is None
    assert open_sections(frozenset({"sections D H"})) == {"D", "H1", "H2"}
