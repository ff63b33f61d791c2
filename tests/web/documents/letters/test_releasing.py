"""PR-04, PR-05, PR-09, PR-10: a letter goes to confirmed people of the case, and by two people where a flag is on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from factories import CANARY, Staff, make_user
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Dispatch, Letter, Release
from keywork.web.documents.services import posting, releasing
from keywork.web.kernel import clock
from keywork.web.ledger.queries import stream
from keywork.web.people.family import change_member, restrict_contact
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.health import write_paragraph
from keywork.web.vaults.identity import Former, keep_identity
from keywork.web.vaults.models import CHILD, ContactPoint
from records_made import make_document
from web.documents.letters.conftest import (
    EMAIL,
    HOME,
    OWN,
    again,
    agree,
    approved,
    copies,
    finished,
    fresh,
    keys_of,
    make_parent,
    make_point,
    pdf_of,
    posted,
    printed,
    release,
    sent,
    work,
)
from web.documents.letters.reading import words_of

pytestmark = pytest.mark.django_db
State, Way = Dispatch.State, Dispatch.Way


def kinds_of(card: CaseCard) -> list[str]:
    return [event.kind for event in stream(card.case_id)]


def test_a_letter_goes_by_post_to_the_address_on_record(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    [copy] = copies(letter)
    assert (copy.way, copy.state, again(letter).state) == (Way.POST, State.QUEUED, Letter.State.SENDING)
    assert "decided-to-assess" not in kinds_of(card)  # it has not been sent
    text = words_of(pdf_of(copy))
    assert f"Robin {CANARY} Mother\n4 {CANARY} Lane\nWexcombe\nWX1 1AA" in text
    printed(staff, card, copy)
    posted(staff, card, copy)
    assert (copies(letter)[0].state, again(letter).state) == (State.SENT, Letter.State.SENT)
    assert kinds_of(card).count("decided-to-assess") == 1


def test_a_link_goes_by_email_and_says_nothing_of_the_child(staff: Staff, card: CaseCard, inbox: ContactPoint) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    work()
    [(to, text)] = sent()
    assert to == OWN
    for secret in (CANARY, card.case.reference, "assess", "Wexcombe"):
        assert secret not in text
    assert copies(letter)[0].state == State.SENT
    assert kinds_of(card).count("decided-to-assess") == 1


def test_what_the_record_has_already_is_not_recorded_again(staff: Staff, card: CaseCard, inbox: ContactPoint) -> None:
    from web.documents.letters.conftest import happened

    happened(card, "decided-to-assess")
    release(staff, card, approved(staff, card))
    work()
    assert kinds_of(card).count("decided-to-assess") == 1


def test_nobody_types_an_address(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """PR-04: what a form sends is the version of an address that the case has, and nothing else is taken."""
    letter = approved(staff, card)
    [key] = keys_of(card, letter)
    elsewhere = make_point(staff, other_card(staff), None, value="9 Other Road")
    for wrong in (
        "mother@families.example",
        f"point-{uuid4()}-{CHILD}",
        f"point-{elsewhere.pk}-{CHILD}",
        "",
        key + "x",
    ):
        with pytest.raises(NotDone):
            release(staff, card, letter, {wrong: "Mother"})
    with pytest.raises(NotDone, match="at least one"):
        release(staff, card, letter, {})
    assert not Release.objects.exists()


def other_card(staff: Staff) -> CaseCard:
    from web.documents.letters.conftest import make_card

    return make_card(staff)


@pytest.mark.parametrize("typed", ["", "Father", "mothe", CANARY, "Mother\x00"])
def test_whoever_sends_types_the_relation(staff: Staff, card: CaseCard, home: ContactPoint, typed: str) -> None:
    """PR-04."""
    letter = approved(staff, card)
    with pytest.raises(NotDone, match="not how"):
        release(staff, card, letter, dict.fromkeys(keys_of(card, letter), typed))
    release(staff, card, letter, dict.fromkeys(keys_of(card, letter), " mother "))


def test_a_letter_that_was_not_approved_goes_nowhere(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    letter = finished(staff, card, "decided-to-assess")
    with pytest.raises(NotDone, match="has not been approved"):
        release(staff, card, letter)


def test_it_goes_once_to_each(staff: Staff, card: CaseCard, home: ContactPoint, inbox: ContactPoint) -> None:
    """CO-02: by post and by e-mail are two copies; the same one twice is refused."""
    letter = approved(staff, card)
    both = keys_of(card, letter)
    first = dict(list(both.items())[:1])
    release(staff, card, letter, first)
    with pytest.raises(NotDone):
        release(staff, card, letter, first)
    assert len(copies(letter)) == 1


Flag = Callable[[Staff, CaseCard, FamilyMember], object]
FLAGS: dict[str, Flag] = {
    "hidden": lambda staff, card, mother: make_point(staff, card, mother, value="7 Secret Street", hidden=True),
    "restricted": lambda staff, card, mother: CaseCard.objects.filter(pk=card.pk).update(restricted=True),
    "identity": lambda staff, card, mother: keep_identity(
        actor=staff.actor(Role.DSCO), card=card, former=Former(surname="Before")
    ),
    "health": lambda staff, card, mother: write_paragraph(
        actor=staff.actor(Role.THERAPIST), card=card, about="father", text="A diagnosis"
    ),
    "contact": lambda staff, card, mother: restrict_contact(
        actor=staff.actor(Role.MANAGER),
        card=card,
        member=make_parent(staff, card, relationship="father"),
        document="Order of 3 May",
        reason="The court said so in its order.",
        until=clock.today(),
    ),
    "several": lambda staff, card, mother: make_point(
        staff, card, make_parent(staff, card, relationship="father"), value="1 Father Road"
    ),
}


@pytest.mark.parametrize("flag", FLAGS)
def test_where_a_flag_is_on_nobody_sends_alone(
    staff: Staff, card: CaseCard, mother: FamilyMember, home: ContactPoint, flag: str
) -> None:
    """PR-09: each flag, and more than one recipient."""
    letter = approved(staff, card)
    FLAGS[flag](staff, card, mother)
    if flag == "restricted":
        let_in_for_restricted(staff, card)
    card = fresh(card.pk)
    chosen = keys_of(card, letter)
    if flag != "several":
        chosen = {key: words for key, words in chosen.items() if str(home.pk) in key}
    made = release(staff, card, letter, chosen)
    assert flag in made.reasons
    assert again(letter).state == Letter.State.CHECKING
    assert {one.state for one in copies(letter)} == {State.CHECKING}
    with pytest.raises(NotKnown):
        releasing.answer(
            actor=staff.actor(Role.KEYWORKER), card=card, letter=letter, release_id=made.pk, agrees=True
        )  # fmt: skip
    assert agree(staff, card, letter, made) == ""
    assert {one.state for one in copies(letter)} == {State.QUEUED}


def let_in_for_restricted(staff: Staff, card: CaseCard) -> None:
    from factories import involve

    for role in (Role.KEYWORKER, Role.MANAGER):
        involve(card.case, staff.user(role), "grant", classes=",c1,")


def test_a_plan_is_never_issued_alone(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    made = release(staff, card, approved(staff, card, "final-plan"))
    assert made.reasons == ["plan"]


def test_without_a_flag_one_person_sends(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    made = release(staff, card, approved(staff, card))
    assert (made.reasons, copies(made.letter)[0].state) == ([], State.QUEUED)


def test_whoever_asked_never_agrees(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """PR-09, AZ-13: with a role that may agree, still not to one's own."""
    letter = approved(staff, card, "final-plan")
    made = release(staff, card, letter)
    Release.objects.filter(pk=made.pk).update(asked_by=staff.user(Role.MANAGER))
    with pytest.raises(NotDone, match="Somebody else must agree"):
        agree(staff, card, letter, made)


def test_whoever_does_not_agree_gives_it_back(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    letter = approved(staff, card, "final-plan")
    assert agree(staff, card, letter, release(staff, card, letter), agrees=False) == "not-agreed"
    assert (again(letter).state, again(letter).why) == (Letter.State.RETURNED, "not-agreed")
    assert not kinds_of(card).count("final-plan-sent")
    made = release(staff, card, again(letter))  # it can go again as it was approved
    assert made.reasons == ["plan"]


def test_a_hidden_address_goes_by_token_into_the_print_queue(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    """PR-04: nobody who prints reads it, and nothing goes by e-mail."""
    secret = "7 Qwvcanary Street, Hidden Town"
    make_point(staff, card, mother, value=secret, hidden=True)
    card = fresh(card.pk)
    letter = approved(staff, card)
    offered = offer(card, letter.about, None).recipients
    assert [(one.way, one.address) for one in offered] == [(Way.BLIND, "Protected")]
    assert agree(staff, card, letter, release(staff, card, letter)) == ""
    [copy] = copies(letter)
    text = words_of(pdf_of(copy))
    assert "Qwvcanary" not in text
    assert f"Token {copy.token}" in text
    assert not sent()


def test_a_hidden_email_address_is_sent_nothing(staff: Staff, card: CaseCard, mother: FamilyMember) -> None:
    point = make_point(staff, card, mother, EMAIL, OWN, hidden=True)
    card = fresh(card.pk)
    offered = offer(card, approved(staff, card).about, None)
    assert str(point.pk) not in str([one.key for one in offered.recipients])


def test_each_copy_bears_its_own_address_alone(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """PR-05, AZ-15: two parents who live apart."""
    father = make_parent(staff, card, relationship="father")
    make_point(staff, card, father, value="1 Father Road, Elsewhere")
    letter = approved(staff, card)
    agree(staff, card, letter, release(staff, card, letter))
    texts = {one.relation: words_of(pdf_of(one)) for one in copies(letter)}
    assert "Father" not in texts["Mother"].replace("Robin Zyxcanary Mother", "")
    assert "Lane" not in texts["Father"]
    assert "Mother" not in texts["Father"]


def test_nobody_with_a_contact_restriction_is_offered(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    father = make_parent(staff, card, relationship="father")
    make_point(staff, card, father, value="1 Father Road")
    restrict_contact(
        actor=staff.actor(Role.MANAGER), card=card, member=father, document="Order", reason="The court said so in words.",
        until=clock.today(),
    )  # fmt: skip
    offered = offer(fresh(card.pk), approved(staff, card).about, None)
    assert [one.relation for one in offered.recipients] == ["Mother"]
    assert (father.name, "A contact restriction stands against them.") in offered.others


def test_an_address_that_they_share_with_somebody_restricted_is_not_offered(
    staff: Staff, card: CaseCard, mother: FamilyMember
) -> None:
    """PR-05: where he reads, nothing lands."""
    father = make_parent(staff, card, relationship="father")
    make_point(staff, card, mother, reached=[str(mother.pk), str(father.pk)])
    restrict_contact(
        actor=staff.actor(Role.MANAGER), card=card, member=father, document="Order", reason="The court said so in words.",
        until=clock.today(),
    )  # fmt: skip
    assert offer(fresh(card.pk), approved(staff, card).about, None).recipients == []


def test_when_rights_have_passed_parents_are_offered_by_agreement_alone(
    staff: Staff, card: CaseCard, mother: FamilyMember, home: ContactPoint
) -> None:
    card.person.born_on = clock.today() - timedelta(days=18 * 366)
    card.person.save()
    own = make_point(staff, card, None, EMAIL, "young@families.example")
    card = fresh(card.pk)
    offered = offer(card, approved(staff, card).about, None)
    assert [(one.relation, one.point) for one in offered.recipients] == [
        ("Young person", home),
        ("Young person", own),
    ] or [(one.relation, one.point) for one in offered.recipients] == [("Young person", own)]
    assert any("have not agreed" in why for _, why in offered.others)


def test_a_consultation_goes_to_people_of_the_setting(staff: Staff, card: CaseCard) -> None:
    from factories import involve

    setting = staff.body(Role.SENCO)
    involve(card.case, staff.user(Role.SENCO), "setting")
    people = CaseCard.objects.get(pk=card.pk).case.involvements.get()
    people.user, people.organisation = None, setting
    people.save()
    card = fresh(card.pk)
    letter = approved(staff, card, "consultation", setting=setting)
    [(key, words)] = keys_of(card, letter).items()
    assert words == setting.name
    release(staff, card, letter, {key: words})
    work()
    assert [to for to, _ in sent()] == [staff.user(Role.SENCO).email]
    assert [(e.kind, e.thread) for e in stream(card.case_id)][-1] == ("setting-consulted", f"setting/{setting.urn}")


def test_documents_go_in_the_version_that_was_seen(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    document = make_document(card.case, title="Draft plan", label="plan")
    letter = approved(staff, card)
    release(staff, card, letter, enclosed=[document.versions.get().pk])
    assert "Draft plan" in words_of(pdf_of(copies(letter)[0]))
    other = make_document(other_card(staff).case, label="plan")
    with pytest.raises(NotDone, match="withdrawn, closed or replaced"):
        release(staff, card, approved(staff, card), enclosed=[other.versions.get().pk])


def test_the_queue_compares_the_reference(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    letter = approved(staff, card)
    release(staff, card, letter)
    [copy] = copies(letter)
    told = {"actor": staff.actor(Role.BUSINESS_SUPPORT), "card": card, "dispatch_id": copy.pk}
    with pytest.raises(NotDone, match="not the reference"):
        posting.printed(**told, reference="EHC-2025-99999")
    with pytest.raises(NotDone, match="does not wait"):
        posting.posted(**told, on=clock.today())
    assert posting.printed(**told, reference=f" {card.case.reference.lower()} ") == ""
    for on in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(NotDone):
            posting.posted(**told, on=on)


def test_a_recalled_copy_is_not_posted(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """PR-10."""
    letter = approved(staff, card)
    release(staff, card, letter)
    [copy] = copies(letter)
    printed(staff, card, copy)
    releasing.recall(actor=staff.actor(Role.MANAGER), card=card, letter=letter, dispatch_id=copy.pk)
    with pytest.raises(NotDone):
        posted(staff, card, copy)
    assert (copies(letter)[0].state, again(letter).why) == (State.RECALLED, "recalled")
    assert "decided-to-assess" not in kinds_of(card)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.KEYWORKER])
def test_nobody_but_the_keyworker_sends(staff: Staff, card: CaseCard, home: ContactPoint, role: Role) -> None:
    letter = approved(staff, card)
    with pytest.raises(NotKnown):
        releasing.release(
            actor=staff.actor(role), card=card, letter=letter, version_id=letter.versions.first().pk,
            chosen=keys_of(card, letter),
        )  # fmt: skip


__all__ = ["HOME", "change_member", "make_user", "timezone", "write_point"]
