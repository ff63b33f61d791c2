"""A letter goes to whoever decides what it is about, names whose rights they are, and comes back when that changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from factories import Staff
from keywork.core.rights import Decision
from keywork.web.accounts.models import Role
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_kinds import BY_CODE
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Letter
from keywork.web.documents.services import letters
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.people.rights import record_agreement, record_capacity
from keywork.web.vaults.models import ContactPoint
from web.documents.letters.conftest import (
    EMAIL,
    again,
    approved,
    copies,
    finished,
    fresh,
    make_letter,
    make_parent,
    make_point,
    pdf_of,
    posted,
    printed,
    release,
)
from web.documents.letters.reading import words_of

pytestmark = pytest.mark.django_db
OF_AGE = timedelta(days=18 * 366)
WHY = "A social worker and a doctor met her twice, with pictures, and wrote down what she said."


def comes_of_age(card: CaseCard) -> CaseCard:
    card.person.born_on = clock.today() - OF_AGE
    card.person.save()
    return fresh(card.pk)


def cannot_decide(staff: Staff, card: CaseCard, decision: Decision, **more: object) -> CaseCard:
    record_capacity(
        actor=staff.actor(Role.KEYWORKER), card=card, decision=decision.value, lacks=True, decided_on=clock.today(),
        decided_by="Dr Sample", reason=WHY, **more,  # type: ignore[arg-type] - a test names what it changes
    )  # fmt: skip
    return fresh(card.pk)


def relations(card: CaseCard, kind: str) -> list[str]:
    """Who of the family can have a letter; whoever has an account alone is of the setting or the care board."""
    return sorted({one.relation for one in offer(card, BY_CODE[kind], None).recipients if one.user is None})


@pytest.fixture
def reached(staff: Staff, card: CaseCard, home: ContactPoint) -> CaseCard:
    """A card whose mother is reached, and her child too, each at what is written of them."""
    make_point(staff, card, None, value="9 Own Road\nWexcombe\nWX2 2BB")
    return card


def test_a_parent_reads_of_the_child_and_a_young_person_reads_you(staff: Staff, reached: CaseCard) -> None:
    forename = reached.person.forename
    theirs = make_letter(staff, reached, "decided-to-assess").text
    assert f"{forename}’s own views" in theirs
    assert "are a parent’s." in theirs
    own = make_letter(staff, comes_of_age(reached), "decided-to-assess").text
    assert "assessment for you." in own
    assert "your own views" in own
    assert "are yours." in own
    assert forename not in own


def test_it_goes_to_whoever_makes_the_one_decision_it_is_about(
    staff: Staff, reached: CaseCard, mother: FamilyMember
) -> None:
    """Capacity is asked about each decision by itself: a draft goes to the representative, a refusal to her."""
    aunt = make_parent(staff, reached, relationship="aunt")
    make_point(staff, reached, aunt, EMAIL, "aunt@families.example")
    card = cannot_decide(staff, comes_of_age(reached), Decision.DRAFT, representative_member=aunt)
    told = {kind: relations(card, kind) for kind in ("decided-to-assess", "draft-plan", "final-plan")}
    rep = aunt.get_relationship_display()
    assert told == {
        "decided-to-assess": ["Young person"],
        "draft-plan": [rep],
        "final-plan": sorted([rep, "Young person"]),
    }
    text = make_letter(staff, card, "final-plan").text
    assert f"Answer a draft plan and name a setting: {aunt.name}’s to use, who represents" in text
    assert f"Go to mediation or appeal: {card.person.forename}’s own" in text
    assert any("Somebody else represents" in why for _, why in offer(card, BY_CODE["draft-plan"], None).others)


def test_without_capacity_and_representative_a_parent_decides(staff: Staff, reached: CaseCard) -> None:
    card = cannot_decide(staff, comes_of_age(reached), Decision.DRAFT)
    assert relations(card, "draft-plan") == ["Mother"]
    assert "a parent’s to use on" in make_letter(staff, card, "draft-plan").text


def test_a_representative_who_is_written_nowhere_is_named_as_missing(staff: Staff, reached: CaseCard) -> None:
    card = cannot_decide(staff, comes_of_age(reached), Decision.DRAFT, representative="Deputy Sample")
    offered = offer(card, BY_CODE["draft-plan"], None)
    assert offered.recipients == []
    assert dict(offered.others)["Deputy Sample"].startswith("They represent the young person")


def test_without_a_date_of_birth_it_goes_to_nobody(staff: Staff, reached: CaseCard) -> None:
    reached.person.born_on = None
    reached.person.save()
    offered = offer(fresh(reached.pk), BY_CODE["decided-to-assess"], None)
    assert offered.recipients == []
    assert "date of birth" in offered.others[0][1]


def test_a_parents_copy_says_that_the_letter_is_the_young_persons(
    staff: Staff, reached: CaseCard, mother: FamilyMember
) -> None:
    card = comes_of_age(reached)
    record_agreement(
        actor=staff.actor(Role.KEYWORKER), card=card, member=mother, given_on=clock.today(), how="In a meeting"
    )
    card = fresh(card.pk)
    letter = approved(staff, card)
    [key] = [one.key for one in offer(card, letter.about, None).recipients if one.member == mother]
    made = release(staff, card, letter, {key: "Mother"})
    assert not made.reasons
    words = " ".join(words_of(pdf_of(copies(letter)[0])).split())
    assert f"Dear {mother.name}" in words
    assert f"This letter is written to {card.person.name}. This is a copy for you" in words


class TestWhenTheRightsPass:
    """What speaks to a parent stops, wherever it stands, and its keyworker reads why."""

    def test_a_finished_text_comes_back(self, staff: Staff, reached: CaseCard) -> None:
        letter = make_letter(staff, reached)
        came = letters.finish(
            actor=staff.actor(Role.KEYWORKER), card=comes_of_age(reached), letter=letter, seen=letter.revision
        )
        assert (came.state, came.why) == ("returned", "rights-passed")

    def test_it_is_not_approved(self, staff: Staff, reached: CaseCard) -> None:
        letter = finished(staff, reached, "decided-to-assess")
        card, version = comes_of_age(reached), letter.versions.get()
        came = letters.answer(
            actor=staff.actor(Role.MANAGER), card=card, letter=letter, version_id=version.pk, agrees=True
        )
        version.refresh_from_db()
        assert (came.state, came.why, version.approved_at) == ("returned", "rights-passed", None)

    def test_it_is_not_sent_until_it_is_written_anew(self, staff: Staff, reached: CaseCard) -> None:
        letter, card = approved(staff, reached), comes_of_age(reached)
        with pytest.raises(NotDone, match="rights have passed"):
            release(staff, card, letter)
        client = Client()
        client.force_login(staff.user(Role.KEYWORKER))
        client.post(f"/letters/{letter.pk}/send/", {})
        assert again(letter).state == Letter.State.RETURNED
        page = client.get(f"/letters/{letter.pk}/edit/").content.decode()
        assert "The rights have passed to the young person" in page
        writer = staff.actor(Role.KEYWORKER)
        held = letters.rewrite(actor=writer, card=card, letter=letter, text="To you.", seen=again(letter).revision)
        held = letters.finish(actor=writer, card=card, letter=held, seen=held.revision)
        letters.answer(
            actor=staff.actor(Role.MANAGER), card=card, letter=held, version_id=held.versions.first().pk, agrees=True
        )
        release(staff, card, again(letter))
        assert [one.relation for one in copies(letter)] == ["Young person"]

    def test_a_printed_copy_stops_when_somebody_else_decides(
        self, staff: Staff, reached: CaseCard, mother: FamilyMember
    ) -> None:
        card = comes_of_age(reached)
        letter = approved(staff, card)
        release(staff, card, letter)
        assert printed(staff, card, copies(letter)[0]) == ""
        card = cannot_decide(staff, card, Decision.REQUEST, representative_member=mother)
        assert "Somebody else decides" in posted(staff, card, copies(letter)[0])
        assert again(letter).why == "rights-changed"

    def test_another_decision_stops_nothing(self, staff: Staff, reached: CaseCard, mother: FamilyMember) -> None:
        card = comes_of_age(reached)
        letter = approved(staff, card)
        release(staff, card, letter)
        card = cannot_decide(staff, card, Decision.BUDGET, representative_member=mother)
        assert printed(staff, card, copies(letter)[0]) == ""
