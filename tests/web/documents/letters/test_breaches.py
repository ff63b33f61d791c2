"""What went wrong elsewhere, played again: public breaches in which a letter told the wrong person (PR-04, PR-05, PR-09)."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import Staff, involve
from keywork.web.accounts.models import Role
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Dispatch, Letter
from keywork.web.documents.services import letters, posting
from keywork.web.kernel import clock
from keywork.web.people.family import restrict_contact
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.identity import Former, keep_identity
from keywork.web.vaults.models import CHILD, ContactPoint
from web.documents.letters.conftest import (
    EMAIL,
    OWN,
    again,
    agree,
    approved,
    copies,
    fresh,
    keys_of,
    make_card,
    make_letter,
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
NEW = "9 Refuge Row, Awaytown"


def signed_in(staff: Staff, role: str) -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


def test_charnwood_the_new_address_never_reaches_the_old_one(
    staff: Staff, card: CaseCard, mother: FamilyMember, home: ContactPoint
) -> None:
    """A letter with the new address went to the address that was shared with the person she had fled."""
    father = make_parent(staff, card, relationship="father")
    shared = write_point(
        actor=staff.actor(Role.KEYWORKER), card=card, kind="address", value=home.value, member=mother,
        reached=[str(mother.pk), str(father.pk), CHILD], hidden=False, replaces=home,
    )  # fmt: skip
    letter = make_letter(staff, card)
    writer = staff.actor(Role.KEYWORKER)
    letter = letters.finish(actor=writer, card=card, letter=letter, seen=letter.revision)
    release(staff, fresh(card.pk), letter, {key: w for key, w in keys_of(card, letter).items() if w == "Mother"})
    # She moves away, and the new address is hidden
    write_point(
        actor=writer, card=card, kind="address", value=NEW, member=mother, reached=[str(mother.pk), CHILD], hidden=True,
        replaces=shared,
    )  # fmt: skip
    assert printed(staff, fresh(card.pk), copies(letter)[0]) != ""  # nothing more goes to the old one
    offered = offer(fresh(card.pk), letter.about, None).recipients
    assert [(one.way, one.address) for one in offered if one.relation == "Mother"] == [("blind", "Protected")]
    made = release(staff, fresh(card.pk), again(letter), {offered[0].key: "Mother"})
    assert "hidden" in made.reasons
    assert agree(staff, fresh(card.pk), letter, made) == ""
    papers = [words_of(pdf_of(one)) for one in copies(letter) if one.document]
    assert not any("Refuge" in one for one in papers)
    assert not sent()


def test_a_letter_sent_before_tells_no_address_that_is_hidden_since(
    staff: Staff, card: CaseCard, mother: FamilyMember, home: ContactPoint
) -> None:
    """AZ-20: the paper of before is closed to everybody who works on the case."""
    letter = approved(staff, card)
    release(staff, card, letter)
    [copy] = copies(letter)
    printed(staff, card, copy)
    posted(staff, card, copy)
    client = signed_in(staff, Role.KEYWORKER)
    assert client.get(f"/letters/copies/{copy.pk}/").status_code == 200
    write_point(
        actor=staff.actor(Role.KEYWORKER), card=card, kind="address", value=home.value, member=mother,
        reached=home.reached, hidden=True, replaces=home,
    )  # fmt: skip
    assert client.get(f"/letters/copies/{copy.pk}/").status_code == 404
    assert f"/documents/{copy.document_id}/" not in client.get(f"/cases/{card.pk}/documents/").content.decode()
    assert client.get(f"/documents/{copy.document_id}/").status_code == 404


def test_adopted_childrens_address_a_birth_father_is_no_recipient(
    staff: Staff, card: CaseCard, home: ContactPoint
) -> None:
    """ICO 2023: papers with the adoptive family's address went to the birth father."""
    father = make_parent(staff, card, relationship="father")
    make_point(staff, card, father, EMAIL, "birth.father@families.example")
    restrict_contact(
        actor=staff.actor(Role.MANAGER), card=card, member=father, document="Adoption order",
        reason="The adoption order ends every contact.", until=clock.today(),
    )  # fmt: skip
    keep_identity(actor=staff.actor(Role.DSCO), card=card, former=Former(surname="Before"))
    card = fresh(card.pk)
    letter = approved(staff, card)
    assert "Father" not in keys_of(card, letter).values()
    made = release(staff, card, letter)
    assert {"identity", "contact"} <= set(made.reasons)
    page = signed_in(staff, Role.KEYWORKER).get(f"/letters/{letter.pk}/").content.decode()
    for telling in ("adopt", "former", "identity is", "Before".lower() + "<"):
        assert telling not in page.lower()


def test_two_former_partners_each_have_a_copy_of_their_own(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """Nottinghamshire: one report, unredacted, to two people who had parted."""
    father = make_parent(staff, card, relationship="father")
    make_point(staff, card, father, value="1 Father Road, Elsewhere")
    letter = approved(staff, card)
    made = release(staff, card, letter)
    assert "several" in made.reasons
    assert not [one for one in copies(letter) if one.document]  # nothing is made before the second person's word
    agree(staff, card, letter, made)
    papers = {one.relation: words_of(pdf_of(one)) for one in copies(letter)}
    assert "Father Road" not in papers["Mother"]
    assert "Lane" not in papers["Father"]


def test_an_unknown_email_address_cannot_be_typed(staff: Staff, card: CaseCard, inbox: ContactPoint) -> None:
    """Cambridgeshire (LGO 22 010 180): a final plan went to an e-mail address that nobody knew."""
    letter = approved(staff, card, "final-plan")
    client = signed_in(staff, Role.KEYWORKER)
    version = letter.versions.get().pk
    for to in ("somebody@elsewhere.example", f"point-{inbox.pk}-{CHILD}", "user-" + str(staff.user(Role.ANALYST).pk)):
        answer = client.post(f"/letters/{letter.pk}/send/", {"to": to, "version": version, "step": "send"})
        assert "can no longer be reached so" in answer.content.decode()
    assert not Dispatch.objects.exists()
    assert OWN in client.get(f"/letters/{letter.pk}/send/").content.decode()


def test_another_childs_letter_is_not_in_this_envelope(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """Central Bedfordshire and Leicestershire: another child's pages in the envelope."""
    other = make_card(staff)
    mother = make_parent(staff, other)
    make_point(staff, other, mother, value="5 Other Street")
    here, there = approved(staff, card), approved(staff, other)
    release(staff, card, here)
    release(staff, other, there)
    told = {"actor": staff.actor(Role.BUSINESS_SUPPORT), "reference": other.case.reference}
    with pytest.raises(NotDone, match="not the reference"):
        posting.printed(card=card, dispatch_id=copies(here)[0].pk, **told)
    with pytest.raises(NotDone):  # nor is a copy of one case printed as one of another
        posting.printed(card=other, dispatch_id=copies(here)[0].pk, **told)


def test_the_writer_alone_sends_nothing_that_decides(staff: Staff, card: CaseCard, home: ContactPoint) -> None:
    """The ICO's own advice: somebody else checks before it goes."""
    letter = make_letter(staff, card, "decided-not-to-assess")
    writer = staff.actor(Role.KEYWORKER)
    letters.finish(actor=writer, card=card, letter=letter, seen=letter.revision)
    with pytest.raises(NotDone, match="has not been approved"):
        release(staff, card, letter)
    assert again(letter).state == Letter.State.WAITING


def test_a_mistake_is_taken_back_at_once(staff: Staff, card: CaseCard, inbox: ContactPoint) -> None:
    """PR-10: whoever notices it stops it, business support and managers too."""
    letter = approved(staff, card)
    release(staff, card, letter)
    work()
    client = signed_in(staff, Role.MANAGER)
    [copy] = copies(letter)
    client.post(f"/letters/{letter.pk}/recall/{copy.pk}/")
    path = sent()[0][1].split("http")[1].split("/", 3)[3].split()[0]
    assert Client().get(f"/{path}").status_code == 200  # it tells nothing, and
    assert Client().post(f"/{path}", {"email": OWN}).status_code == 410  # opens nothing


def test_what_one_parent_had_the_other_does_not_know_of(
    staff: Staff, card: CaseCard, mother: FamilyMember, home: ContactPoint
) -> None:
    """AZ-15."""
    involve(card.case, staff.user(Role.PARENT), "family")
    father = make_parent(staff, card, relationship="father", user=staff.user(Role.PARENT))
    make_point(staff, card, father, value="1 Father Road")
    letter = approved(staff, card)
    to_mother = {key: w for key, w in keys_of(card, letter).items() if w == "Mother"}
    release(staff, card, letter, to_mother)
    [copy] = copies(letter)
    printed(staff, card, copy)
    posted(staff, card, copy)
    client = signed_in(staff, Role.PARENT)
    assert "No letters have been sent to you" in client.get(f"/cases/{card.pk}/letters/").content.decode()
    assert client.get(f"/letters/copies/{copy.pk}/").status_code == 404
    assert client.get(f"/letters/{letter.pk}/").status_code == 404
    # And his own he reads
    to_father = {key: w for key, w in keys_of(card, letter).items() if w == "Father"}
    other = approved(staff, card, "final-plan")
    agree(staff, card, other, release(staff, card, other, to_father))
    [his] = copies(other)
    printed(staff, card, his)
    posted(staff, card, his)
    page = client.get(f"/cases/{card.pk}/letters/").content.decode()
    assert "Final plan (PDF)" in page
    assert "Decision to assess" not in page
    assert client.get(f"/letters/copies/{his.pk}/").content.startswith(b"%PDF-")


def test_the_setting_reads_what_was_sent_to_it_and_nothing_else(
    staff: Staff, card: CaseCard, inbox: ContactPoint
) -> None:
    involve(card.case, staff.user(Role.SENCO), "setting")
    letter = approved(staff, card)
    release(staff, card, letter)
    work()
    client = signed_in(staff, Role.SENCO)
    assert "No letters have been sent to you" in client.get(f"/cases/{card.pk}/letters/").content.decode()
    assert client.get(f"/letters/{letter.pk}/").status_code == 404
    assert client.get(f"/letters/copies/{copies(letter)[0].pk}/").status_code == 404
