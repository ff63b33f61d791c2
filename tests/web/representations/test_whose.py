"""Whose an answer to a draft is, where the same mother has two children, and each of two cases has answers."""

from __future__ import annotations

from datetime import date

import pytest

from factories import Staff
from keywork.core.rights import Decision, Party
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.kernel.ids import new_id
from keywork.web.people.models import CaseCard, FamilyMember, Involvement, Person
from keywork.web.people.rights import record_capacity
from keywork.web.representations import queries
from keywork.web.representations.models import Representation
from web.representations.conftest import WORDS, ago, answered, begun, served, signed_in

pytestmark = pytest.mark.django_db
ASKS = {"section_F": {"words": WORDS}}


@pytest.fixture
def other(staff: Staff) -> CaseCard:
    """The case of another child of the same two parents."""
    return served(staff, 3)


def test_as_whom_somebody_speaks_goes_by_the_child(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    mother = staff.actor("mother")
    for one in (card, other):
        speaker = queries.speaker_of(mother, one)
        assert speaker.member is not None
        assert (speaker.member.person_id, speaker.member.user_id) == (one.person_id, mother.user_id)
        assert not speaker.is_young
    FamilyMember.objects.filter(person=card.person_id, user=mother.user_id).update(ended=True)
    assert queries.speaker_of(mother, card).member is None
    assert queries.speaker_of(staff.actor(Role.YOUNG_PERSON), card).is_young


def test_whose_words_can_be_written_down_are_of_this_family_and_still_of_it(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    FamilyMember.objects.filter(person=card.person_id, user=staff.actor("father").user_id).update(ended=True)
    of_members = [one.member for one in queries.speakers(card).values() if one.member is not None]
    assert [(one.person_id, one.user_id) for one in of_members] == [(card.person_id, staff.actor("mother").user_id)]
    assert queries.YOUNG in queries.speakers(card)
    assert queries.REPRESENTS not in queries.speakers(card)


@pytest.mark.parametrize(
    ("told", "speaks"),
    [
        ({"representative": "Sam Deputy"}, True),
        ({"representative": "Sam Deputy", "lacks": False}, False),
        ({"representative_member": "mother"}, False),
    ],
)
def test_whoever_else_represents_a_young_person_speaks_while_they_do(
    staff: Staff, card: CaseCard, told: dict[str, object], speaks: bool
) -> None:
    Person.objects.filter(pk=card.person_id).update(born_on=date(2009, 3, 4), rights_pass_on=date(2025, 6, 27))
    card.person.refresh_from_db()
    if "representative_member" in told:
        told = told | {"representative_member": FamilyMember.objects.get(user=staff.actor("mother").user_id)}
    record_capacity(
        actor=staff.actor(Role.KEYWORKER), card=card, decision=Decision.DRAFT.value, decided_on=ago(2),
        decided_by="Dr Sample", reason="They could not weigh up what a plan says, with time.", **{"lacks": True} | told,
    )  # fmt: skip
    assert (queries.REPRESENTS in queries.speakers(card)) is speaks
    if speaks:
        assert queries.speakers(card)[queries.REPRESENTS].represents == "Sam Deputy"


def test_a_draft_of_an_answer_is_its_writers_and_of_its_case(staff: Staff, card: CaseCard, other: CaseCard) -> None:
    mother = staff.actor("mother")
    one = begun(signed_in(staff.user("mother")), card)
    assert queries.own_draft(mother, card) == one
    assert queries.own_draft(mother, other) is None
    assert queries.own_draft(staff.actor("father"), card) is None
    Representation.objects.filter(pk=one.pk).update(state="sent", said_on=ago(1))
    assert queries.own_draft(mother, card) is None


def test_what_was_sent_is_read_by_whose_it_is_and_by_who_works_on_that_case(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    mothers, fathers = (answered(signed_in(staff.user(name)), card) for name in ("mother", "father"))
    elsewhere = answered(signed_in(staff.user("mother")), other)
    assert queries.own_sent(staff.actor("mother"), card) == [mothers]
    assert queries.own_sent(staff.actor("father"), card) == [fathers]
    assert queries.own_sent(staff.actor("mother"), other) == [elsewhere]
    assert set(queries.of_case(card)) == {mothers, fathers}
    begun(signed_in(staff.user("father")), other)
    assert queries.of_case(other) == [elsewhere]


def test_what_was_written_down_for_a_parent_is_theirs_as_what_they_wrote_themselves_is(
    staff: Staff, card: CaseCard
) -> None:
    members = {name: FamilyMember.objects.get(user=staff.actor(name).user_id) for name in ("mother", "father")}
    wrote, told = (
        Representation.objects.create(
            authority=staff.authority, case_id=card.case_id, party=Party.PARENT.value, way=way, state="sent",
            said_on=ago(1), **whose,
        )
        for way, whose in (("here", {"user": staff.user("mother")}), ("phone", {"member": members["mother"]}))
    )  # fmt: skip
    assert set(queries.own_sent(staff.actor("mother"), card)) == {wrote, told}
    assert queries.own_sent(staff.actor("father"), card) == []
    assert queries.own_sent(staff.actor(Role.YOUNG_PERSON), card) == []


def test_where_the_case_is_not_theirs_any_more_the_refusal_names_no_case(staff: Staff, card: CaseCard) -> None:
    """What they ask for answers as what does not exist, and the log keeps what they asked for."""
    one = answered(signed_in(staff.user("mother")), card, **ASKS)
    asked = one.points.get()
    Involvement.objects.filter(case=card.case_id, user=staff.user("mother")).delete()
    with pytest.raises(NotKnown) as refused:
        queries.opened(staff.actor("mother"), one.pk)
    assert refused.value.subject == one.pk
    with pytest.raises(NotKnown) as refused:
        queries.point(staff.actor("mother"), asked.pk)
    assert refused.value.subject == asked.pk


def test_what_was_written_down_for_the_young_person_is_theirs_and_not_what_was_for_whoever_represents_them(
    staff: Staff, card: CaseCard
) -> None:
    made = {
        party: Representation.objects.create(
            authority=staff.authority, case_id=card.case_id, user=None, member=None, party=party, way="phone",
            state="sent", said_on=ago(1),
        )
        for party in (Party.YOUNG_PERSON.value, Party.REPRESENTATIVE.value)
    }  # fmt: skip
    assert queries.own_sent(staff.actor(Role.YOUNG_PERSON), card) == [made[Party.YOUNG_PERSON.value]]
    assert queries.own_sent(staff.actor("mother"), card) == []


def test_an_answer_is_opened_by_its_writer_alone_and_only_where_it_is_written_here(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    mother, father = staff.actor("mother"), staff.actor("father")
    one, fathers = (begun(signed_in(staff.user("mother")), card), begun_by_father(staff, card))
    assert queries.opened(mother, one.pk).one == one
    assert queries.opened(father, fathers.pk).one == fathers
    for actor, answer in ((mother, fathers.pk), (father, one.pk), (mother, new_id())):
        with pytest.raises(NotKnown):
            queries.opened(actor, answer)
    Representation.objects.filter(pk=one.pk).update(way="phone")
    with pytest.raises(NotKnown):
        queries.opened(mother, one.pk)


def begun_by_father(staff: Staff, card: CaseCard) -> Representation:
    assert signed_in(staff.user("father")).post(f"/cases/{card.case_id}/draft-answer/begin/").status_code == 302
    found: Representation = Representation.objects.get(case=card.case_id, user=staff.user("father"))
    return found


def test_a_point_is_found_by_who_replies_in_its_case_and_by_nobody_else(
    staff: Staff, card: CaseCard, other: CaseCard
) -> None:
    first, second = (answered(signed_in(staff.user("mother")), one, **ASKS).points.get() for one in (card, other))
    keyworker = staff.actor(Role.KEYWORKER)
    for point, one in ((first, card), (second, other)):
        found, of = queries.point(keyworker, point.pk)
        assert (found, of.case_id) == (point, one.case_id)
    with pytest.raises(NotKnown):
        queries.point(keyworker, new_id())
    with pytest.raises(NotKnown):
        queries.point(staff.actor("mother"), first.pk)
