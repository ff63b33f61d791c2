"""Nothing that was withdrawn, closed or replaced goes with a letter that has not gone; what has gone stays as it went."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from factories import Staff
from keywork.web.accounts.models import Role
from keywork.web.documents.models import Dispatch, Document, Letter
from keywork.web.documents.services import sharing
from keywork.web.documents.services.keeping import add_generated
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import ContactPoint
from records_made import make_document
from web.documents.letters.conftest import (
    again,
    agree,
    approved,
    copies,
    link_in,
    make_parent,
    make_point,
    posted,
    printed,
    release,
    sent,
    work,
)

pytestmark = pytest.mark.django_db
Do = Callable[[Staff, Document], None]


def changed(staff: Staff, document: Document, **to: str) -> None:
    said = {"title": document.title, "label": document.label, "state": document.state} | to
    sharing.change(actor=staff.actor(Role.KEYWORKER), document=document, seen=None, **said)


def withdraw(staff: Staff, document: Document) -> None:
    changed(staff, document, state="withdrawn")


def close(staff: Staff, document: Document) -> None:
    changed(staff, document, state="closed")


def relabel(staff: Staff, document: Document) -> None:
    changed(staff, document, label="panel")


def replace(staff: Staff, document: Document) -> None:
    by = staff.actor(Role.KEYWORKER)
    add_generated(actor=by, document=document, media_type="application/pdf", content=b"%PDF-1.7 anew")


@pytest.fixture
def document(card: CaseCard) -> Document:
    return make_document(card.case, title="Terms of the assessment")


@pytest.fixture
def letter(staff: Staff, card: CaseCard, home: ContactPoint) -> Letter:
    return approved(staff, card)


@pytest.fixture
def copy(staff: Staff, card: CaseCard, letter: Letter, document: Document) -> Dispatch:
    release(staff, card, letter, enclosed=[document.versions.get().pk])
    (found,) = copies(letter)
    return found


def client_of(staff: Staff, role: str) -> Client:
    client = Client()
    client.force_login(staff.user(role))
    return client


@pytest.mark.parametrize("do", [withdraw, close, relabel, replace])
def test_a_letter_that_waits_to_be_printed_comes_back_once_something_in_it_cannot_go(
    staff: Staff, copy: Dispatch, letter: Letter, document: Document, do: Do
) -> None:
    post = client_of(staff, Role.BUSINESS_SUPPORT)
    assert copy.token in post.get("/letters/post/").content.decode()
    do(staff, document)
    # Then it is not to be printed any more, and its keyworker is told and reads why
    assert copy.token not in post.get("/letters/post/").content.decode()
    for path in ("", "cover/", "file/1/", "file/2/"):
        assert post.get(f"/letters/post/{copy.pk}/{path}").status_code == 404, path
    assert (again(letter).state, again(letter).why) == (Letter.State.RETURNED, "file-changed")
    assert Notice.objects.filter(kind="letter-back", user=staff.user(Role.KEYWORKER)).exists()
    page = client_of(staff, Role.KEYWORKER).get(f"/letters/{letter.pk}/").content.decode()
    assert "was withdrawn, closed or replaced" in page


def test_one_that_is_printed_already_stands_in_the_queue_as_not_to_be_posted(
    staff: Staff, card: CaseCard, copy: Dispatch, document: Document
) -> None:
    printed(staff, card, copy)
    withdraw(staff, document)
    page = client_of(staff, Role.BUSINESS_SUPPORT).get("/letters/post/").content.decode()
    assert "Printed, and not to be posted" in page
    assert copy.token in page
    assert f'href="/letters/post/{copy.pk}/"' not in page


def test_one_that_waits_for_a_second_person_comes_back_to_be_sent_anew(
    staff: Staff, card: CaseCard, letter: Letter, document: Document
) -> None:
    make_point(staff, card, make_parent(staff, card, relationship="father"))
    made = release(staff, card, letter, enclosed=[document.versions.get().pk])
    assert again(letter).state == Letter.State.CHECKING
    withdraw(staff, document)
    assert again(letter).state == Letter.State.RETURNED
    assert {one.state for one in copies(letter)} == {Dispatch.State.STOPPED}
    # And without the document it can go as it was approved
    made = release(staff, card, again(letter))
    assert agree(staff, card, again(letter), made) == ""


def test_an_e_mail_that_has_not_left_stays_here_and_one_that_has_left_opens_the_letter_as_it_went(
    staff: Staff, card: CaseCard, inbox: ContactPoint
) -> None:
    first, second = (make_document(card.case, title=title) for title in ("Terms", "Report"))
    gone, waits = approved(staff, card), approved(staff, card)
    release(staff, card, gone, enclosed=[first.versions.get().pk])
    work()
    release(staff, card, waits, enclosed=[second.versions.get().pk])
    for document in (first, second):
        replace(staff, document)
    work()
    assert len(sent()) == 1
    assert (again(gone).state, again(waits).state) == (Letter.State.SENT, Letter.State.RETURNED)
    assert Client().get(link_in(sent()[0][1])).status_code == 200


@pytest.mark.parametrize("do", [withdraw, close, replace])
def test_what_was_posted_stays_on_record_as_it_was_posted(
    staff: Staff, card: CaseCard, copy: Dispatch, letter: Letter, document: Document, do: Do
) -> None:
    version = document.versions.get()
    printed(staff, card, copy)
    posted(staff, card, copy)
    do(staff, document)
    (kept,) = copies(letter)
    assert (again(letter).state, kept.state) == (Letter.State.SENT, Dispatch.State.SENT)
    assert [one.version_id for one in kept.release.enclosures.all()] == [version.pk]


def test_whoever_takes_a_document_back_is_told_of_the_letters_it_lies_in(
    staff: Staff, card: CaseCard, copy: Dispatch, document: Document
) -> None:
    printed(staff, card, copy)
    client, path = client_of(staff, Role.KEYWORKER), f"/documents/{document.pk}/change/"
    page = client.get(path).content.decode()
    assert "a letter that has not gone yet" in page
    assert f"to {copy.name}" in page
    form = {"title": document.title, "label": document.label, "state": "withdrawn", "seen": document.revision}
    page = client.post(path, form, follow=True).content.decode()
    for words in (f"to {copy.name} has not gone", "tell whoever posts letters that it must not go"):
        assert words in page
    assert "a letter that has not gone yet" not in client.get(path).content.decode()
