"""Letters are made from the record, written, and approved by somebody who did not write them."""

from __future__ import annotations

import pytest
import time_machine

from factories import CANARY, Staff, make_case
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown
from keywork.web.documents.errors import NotDone, Overtaken
from keywork.web.documents.letter_kinds import KINDS
from keywork.web.documents.letter_markup import gaps
from keywork.web.documents.models import Letter
from keywork.web.documents.services import letters
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import ContactPoint
from web.documents.letters.conftest import HOME, again, approved, finished, make_letter

pytestmark = pytest.mark.django_db
State = Letter.State


@pytest.mark.parametrize("kind", [one.code for one in KINDS if not one.to_setting])
def test_each_kind_is_made_from_the_record(staff: Staff, card: CaseCard, kind: str) -> None:
    letter = letters.start(actor=staff.actor(Role.KEYWORKER), card=card, kind=kind)
    assert (letter.state, letter.author) == (State.DRAFT, staff.user(Role.KEYWORKER))
    assert "{{" not in letter.text
    if kind != "other":
        assert f"{CANARY}forename {CANARY}" in letter.text


def test_dates_come_from_the_clocks_with_their_law(staff: Staff, card: CaseCard) -> None:
    letter = letters.start(actor=staff.actor(Role.KEYWORKER), card=card, kind="receipt")
    assert "on Tuesday 1 September 2026" in letter.text
    law = "Children and Families Act 2014 section 36(3)-(8); SEND Regulations 2014 regulation 4(1)"
    assert f"by Tuesday 13 October 2026 ({law}" in letter.text
    assert "Robin Keyworker is your named contact" in letter.text
    assert "SENDIASS" in letter.text


@pytest.mark.parametrize(
    ("on", "words"),
    [("2026-09-20", "The final plan must reach you by"), ("2027-03-01", "The final plan should have reached you by")],
)
def test_a_letter_promises_no_day_that_has_passed(staff: Staff, card: CaseCard, on: str, words: str) -> None:
    with time_machine.travel(f"{on}T12:00:00Z", tick=False):
        letter = letters.start(actor=staff.actor(Role.KEYWORKER), card=card, kind="draft-plan")
    assert f"{words} Tuesday 19 January 2027" in letter.text


def test_a_refusal_gives_reasons_rights_limits_and_who_helps(staff: Staff, card: CaseCard) -> None:
    letter = letters.start(actor=staff.actor(Role.KEYWORKER), card=card, kind="decided-not-to-assess")
    for words in ("mediation adviser", "certificate", "two months from the date of this letter", "First-tier Tribunal",
                  "one month from the date of the mediation certificate", "SENDIASS", "section 36"):  # fmt: skip
        assert words in letter.text
    assert len(gaps(letter.text)) == 2


@pytest.mark.parametrize(
    "literal", ["{{7*7}}", "{% for x in y %}", "%s %(name)s", "{0.__class__}", "${x}", "<b>bold</b>"]
)
def test_what_is_written_stays_what_it_is(staff: Staff, card: CaseCard, literal: str) -> None:
    """IN-06: neither the text of a letter nor what the record says is ever run."""
    card.person.forename = literal
    card.person.save()
    letter = make_letter(staff, card)
    assert literal in letter.text
    letter = letters.rewrite(
        actor=staff.actor(Role.KEYWORKER),
        card=card,
        letter=letter,
        text=f"Dear reader: {literal}",
        seen=letter.revision,
    )
    assert letter.text == f"Dear reader: {literal}\n"


def test_a_name_makes_no_heading_no_point_and_no_gap(staff: Staff, card: CaseCard) -> None:
    card.person.forename = "Ada\n\n## Approved [[by nobody]]"
    card.person.save()
    letter = letters.start(actor=staff.actor(Role.KEYWORKER), card=card, kind="receipt")
    assert "\n## Approved" not in letter.text
    assert gaps(letter.text) == []


def test_what_is_still_to_be_written_stops_it(staff: Staff, card: CaseCard) -> None:
    writer = staff.actor(Role.KEYWORKER)
    letter = letters.start(actor=writer, card=card, kind="decided-not-to-assess")
    with pytest.raises(NotDone, match="Still to be written: Give the reasons"):
        letters.finish(actor=writer, card=card, letter=letter, seen=letter.revision)
    assert again(letter).state == State.DRAFT
    assert not letter.versions.exists()


def test_an_address_in_the_text_stops_it(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """PR-05: each copy bears its own address; none stands in the words that everybody gets."""
    writer = staff.actor(Role.KEYWORKER)
    letter = make_letter(staff, card)
    text = letter.text + "\nYou moved to " + HOME.replace("\n", ", ").lower() + "."
    letter = letters.rewrite(actor=writer, card=card, letter=letter, text=text, seen=letter.revision)
    with pytest.raises(NotDone, match="holds an address of the family"):
        letters.finish(actor=writer, card=card, letter=letter, seen=letter.revision)


def test_two_who_write_at_once_both_keep_their_words(staff: Staff, card: CaseCard) -> None:
    """CO-01."""
    letter = make_letter(staff, card)
    told = {"actor": staff.actor(Role.KEYWORKER), "card": card, "letter": letter, "seen": letter.revision}
    letters.rewrite(**told, text="First words")
    with pytest.raises(Overtaken):
        letters.rewrite(**told, text="Second words")
    assert again(letter).text == "First words\n"


def test_a_decision_waits_for_somebody_else(staff: Staff, card: CaseCard) -> None:
    letter = finished(staff, card, "decided-to-assess")
    assert letter.state == State.WAITING
    version = letter.versions.get()
    with pytest.raises(NotKnown):
        letters.answer(
            actor=staff.actor(Role.KEYWORKER), card=card, letter=letter, version_id=version.pk, agrees=True
        )  # fmt: skip
    letters.answer(actor=staff.actor(Role.MANAGER), card=card, letter=letter, version_id=version.pk, agrees=True)
    version.refresh_from_db()
    assert (again(letter).state, version.approved_by) == (State.READY, staff.user(Role.MANAGER))


def test_a_receipt_needs_no_approval(staff: Staff, card: CaseCard) -> None:
    assert finished(staff, card, "receipt").state == State.READY


def test_nobody_approves_what_they_wrote(staff: Staff, card: CaseCard) -> None:
    """AZ-13: not even somebody whose role has become one that approves."""
    letter = finished(staff, card, "decided-to-assess")
    Letter.objects.filter(pk=letter.pk).update(author=staff.user(Role.MANAGER))
    with pytest.raises(NotDone, match="Somebody else"):
        letters.answer(
            actor=staff.actor(Role.MANAGER), card=card, letter=letter, version_id=letter.versions.get().pk, agrees=True
        )  # fmt: skip


def test_a_letter_is_sent_back_with_words(staff: Staff, card: CaseCard) -> None:
    letter = finished(staff, card, "decided-to-assess")
    told = {"actor": staff.actor(Role.MANAGER), "card": card, "letter": letter, "version_id": letter.versions.get().pk}
    with pytest.raises(NotDone, match="what should change"):
        letters.answer(**told, agrees=False, words=" ")
    letters.answer(**told, agrees=False, words="Say who comes to the meeting.")
    assert (again(letter).state, again(letter).words) == (State.RETURNED, "Say who comes to the meeting.")
    with pytest.raises(NotDone, match="no longer waits"):
        letters.answer(**told, agrees=True)


def test_a_change_after_the_approval_is_approved_anew(staff: Staff, card: CaseCard) -> None:
    letter = approved(staff, card)
    writer = staff.actor(Role.KEYWORKER)
    letter = letters.rewrite(actor=writer, card=card, letter=letter, text="Other words", seen=letter.revision)
    assert letter.state == State.DRAFT
    letter = letters.finish(actor=writer, card=card, letter=letter, seen=letter.revision)
    assert letter.state == State.WAITING
    assert [one.approved_by is None for one in letter.versions.all()] == [True, False]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.KEYWORKER])
def test_nobody_but_the_keyworker_writes_letters(staff: Staff, card: CaseCard, role: Role) -> None:
    with pytest.raises(NotKnown):
        letters.start(actor=staff.actor(role), card=card, kind="receipt")


def test_a_keyworker_writes_no_letters_of_others_cases(staff: Staff) -> None:
    other = CaseCard.objects.get(pk=make_case(staff, team=staff.team).pk)
    with pytest.raises(NotKnown):
        letters.start(actor=staff.actor(Role.KEYWORKER), card=other, kind="receipt")
