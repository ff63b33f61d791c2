"""Whoever prints a letter prints all that goes into its envelope, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import Staff, involve, make_user
from keywork.web.accounts.models import AccessEntry, Role, User
from keywork.web.documents.models import Dispatch
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.vaults.models import ContactPoint
from records_made import make_document
from web.documents.letters.conftest import approved, copies, make_point, posted, printed, release

pytestmark = pytest.mark.django_db
ENCLOSED = b"%PDF-1.7 enclosed"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def copy(staff: Staff, card: CaseCard, home: ContactPoint) -> Dispatch:
    """A copy in the print queue with which a document goes."""
    letter = approved(staff, card)
    document = make_document(card.case, title="Terms of the assessment", label="other", content=ENCLOSED)
    make_document(card.case, title="Not for this letter", label="other", content=b"%PDF-1.7 another")
    release(staff, card, letter, enclosed=[document.versions.get().pk])
    (found,) = copies(letter)
    return found


def test_business_support_prints_the_letter_and_what_goes_with_it(staff: Staff, copy: Dispatch) -> None:
    client, path = signed_in(staff.user(Role.BUSINESS_SUPPORT)), f"/letters/post/{copy.pk}/"
    page = client.get(path).content.decode()
    assert page.index("The letter") < page.index("Terms of the assessment")
    assert "Not for this letter" not in page
    letter, enclosed = client.get(f"{path}file/1/"), client.get(f"{path}file/2/")
    assert letter.content.startswith(b"%PDF")
    assert enclosed.content == ENCLOSED
    assert enclosed.headers["Content-Disposition"] == f'attachment; filename="{copy.token}-2.pdf"'
    document = copy.release.enclosures.get().version.document_id
    seen = AccessEntry.objects.filter(action="letter.post").values_list("subjects", flat=True)
    assert str(document) in {one for subjects in seen for one in subjects}
    for number in (0, 3, 999999999999):
        assert client.get(f"{path}file/{number}/").status_code == 404


def test_nobody_else_has_it_from_the_queue(staff: Staff, copy: Dispatch) -> None:
    for role in (Role.PARENT, Role.THERAPIST, Role.PLAN_WRITER, Role.ADMINISTRATOR):
        assert signed_in(staff.user(role)).get(f"/letters/post/{copy.pk}/file/2/").status_code == 404


def test_who_had_the_letter_reads_what_went_with_it_in_their_account(
    staff: Staff, card: CaseCard, mother: FamilyMember, copy: Dispatch
) -> None:
    parent, path = staff.user(Role.PARENT), f"/letters/copies/{copy.pk}/file/"
    father = make_user(staff.authority, Role.PARENT)
    FamilyMember.objects.filter(pk=mother.pk).update(user=parent)
    for user in (parent, father):
        involve(card.case, user, "family")
    assert signed_in(parent).get(f"{path}2/").status_code == 404  # it has not gone yet
    printed(staff, card, copy)
    posted(staff, card, copy)
    client = signed_in(parent)
    page = client.get(f"/cases/{card.case_id}/letters/").content.decode()
    assert f'href="{path}2/"' in page
    assert "Terms of the assessment" in page
    assert client.get(f"{path}2/").content == ENCLOSED
    assert client.get(f"{path}1/").content == client.get(f"/letters/copies/{copy.pk}/").content
    for number in (0, 3):
        assert client.get(f"{path}{number}/").status_code == 404
    assert signed_in(father).get(f"{path}2/").status_code == 404
    assert signed_in(staff.user(Role.KEYWORKER)).get(f"{path}2/").content == ENCLOSED


def test_nothing_of_it_is_given_once_the_address_changed(
    staff: Staff, card: CaseCard, copy: Dispatch, home: ContactPoint
) -> None:
    make_point(staff, card, home.member, value="9 New Road\nWexcombe", replaces=home)
    client = signed_in(staff.user(Role.BUSINESS_SUPPORT))
    for number in (1, 2):
        answer = client.get(f"/letters/post/{copy.pk}/file/{number}/")
        assert (answer.status_code, b"%PDF" in answer.content) == (302, False)
