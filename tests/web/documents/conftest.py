"""What the tests of documents share: a case of the keyworker, everybody with whom it has to do, and files to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from factories import Staff, involve_everybody, make_case, make_staff
from keywork.web.accounts.models import Role, User
from keywork.web.documents.intake.looking import look
from keywork.web.documents.intake.verdicts import Copy
from keywork.web.documents.models import Document, DocumentShare
from keywork.web.documents.services import taking
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, FamilyMember
from records_made import make_document


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    """A case of the keyworker with which everybody has to do whose role can."""
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    involve_everybody(staff, case)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked through in the test's own process, which is quicker; ``test_looking`` does it in another."""

    def look_through(content: bytes, ending: str) -> Copy:
        return look(content, ending)

    monkeypatch.setattr(taking, "look_through", look_through)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(content: bytes, name: str = "report.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def member_of(card: CaseCard, user: User) -> FamilyMember:
    """Somebody of the family, with an account."""
    made: FamilyMember = FamilyMember.objects.create(
        authority=card.authority, person=card.person, name="Robin Parent", relationship="mother", user=user,
        written_at=clock.now(), written_by="system:test",
    )  # fmt: skip
    return made


def shared(document: Document, audience: str, **whom: Any) -> DocumentShare:
    """Let a document be shared, beside the service that records it."""
    made: DocumentShare = DocumentShare.objects.create(
        authority=document.authority, document=document, shared_with=audience, thread=f"document/{audience}",
        shared_by="system:test", shared_by_name="Robin", **whom,
    )  # fmt: skip
    return made


@pytest.fixture
def made(card: CaseCard) -> Callable[..., Document]:
    def make(label: str = "other", **more: Any) -> Document:
        return make_document(card.case, label=label, **more)

    return make
