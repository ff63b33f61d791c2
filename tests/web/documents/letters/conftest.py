"""What the tests of letters share: a family that is reached in several ways, and letters at each step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from unittest import mock
from uuid import UUID

import pytest
from django.core import mail
from django_scopes import scope

from factories import CANARY, Staff, make_case, make_staff
from keywork.core.events import NewEvent
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role, User
from keywork.web.deadlines.services import record
from keywork.web.documents import store
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Dispatch, Letter, Release
from keywork.web.documents.services import letters, posting, releasing
from keywork.web.kernel import clock
from keywork.web.messages.kinds import NOTICES
from keywork.web.messages.working import Worker
from keywork.web.people.family import add_member
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.models import CHILD, ContactPoint

ADDRESS, EMAIL = ContactPoint.Kind.ADDRESS, ContactPoint.Kind.EMAIL
OWN = "mother@families.example"
HOME = f"4 {CANARY} Lane\nWexcombe\nWX1 1AA"


def make_card(staff: Staff) -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    return fresh(case.pk)


def fresh(case_id: UUID) -> CaseCard:
    """The card as it is read anew: parts of it are kept once read."""
    found: CaseCard = CaseCard.objects.select_related("case__summary", "person", "keyworker", "authority").get(
        pk=case_id
    )
    return found


def make_parent(
    staff: Staff, card: CaseCard, *, relationship: str = "mother", user: User | None = None
) -> FamilyMember:
    return add_member(
        actor=staff.actor(Role.KEYWORKER), card=card, name=f"Robin {CANARY} {relationship.title()}",
        relationship=relationship, responsible=True, user=user,
    )  # fmt: skip


def make_point(
    staff: Staff, card: CaseCard, member: FamilyMember | None, kind: str = ADDRESS, value: str = HOME, **more: object
) -> ContactPoint:
    whose = str(member.pk) if member else CHILD
    told = {"reached": [whose], "hidden": False} | more
    return write_point(
        actor=staff.actor(Role.KEYWORKER),
        card=card,
        kind=kind,
        value=value,
        member=member,
        **told,  # type: ignore[arg-type]
    )


def make_letter(staff: Staff, card: CaseCard, kind: str = "receipt", **more: object) -> Letter:
    """A letter of the keyworker, in which nothing is left to be written."""
    writer = staff.actor(Role.KEYWORKER)
    letter = letters.start(actor=writer, card=card, kind=kind, **more)  # type: ignore[arg-type]
    text = re.sub(r"\[\[[^\]]*\]\]", "What was to be written.", letter.text)
    return letters.rewrite(actor=writer, card=card, letter=letter, text=text, seen=letter.revision)


def finished(staff: Staff, card: CaseCard, kind: str = "receipt", **more: object) -> Letter:
    letter = make_letter(staff, card, kind, **more)
    return letters.finish(actor=staff.actor(Role.KEYWORKER), card=card, letter=letter, seen=letter.revision)


def approved(staff: Staff, card: CaseCard, kind: str = "decided-to-assess", **more: object) -> Letter:
    letter = finished(staff, card, kind, **more)
    return letters.answer(
        actor=staff.actor(Role.MANAGER), card=card, letter=letter, version_id=letter.versions.first().pk, agrees=True
    )


def keys_of(card: CaseCard, letter: Letter) -> dict[str, str]:
    """Everybody of the family and the setting who can have a letter, as the sender chooses and types it."""
    recipients = offer(card, letter.about, letter.setting).recipients
    return {one.key: one.relation for one in recipients if one.relation != "Integrated care board"}


def release(
    staff: Staff, card: CaseCard, letter: Letter, chosen: dict[str, str] | None = None, **more: object
) -> Release:
    return releasing.release(
        actor=staff.actor(Role.KEYWORKER), card=card, letter=letter, version_id=letter.versions.first().pk,
        chosen=keys_of(card, letter) if chosen is None else chosen, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def agree(staff: Staff, card: CaseCard, letter: Letter, made: Release, *, agrees: bool = True) -> str:
    return releasing.answer(
        actor=staff.actor(Role.MANAGER), card=card, letter=letter, release_id=made.pk, agrees=agrees
    )


def printed(staff: Staff, card: CaseCard, dispatch: Dispatch) -> str:
    return posting.printed(
        actor=staff.actor(Role.BUSINESS_SUPPORT), card=card, dispatch_id=dispatch.pk, reference=card.case.reference
    )


def posted(staff: Staff, card: CaseCard, dispatch: Dispatch, on: date | None = None) -> str:
    return posting.posted(
        actor=staff.actor(Role.BUSINESS_SUPPORT), card=card, dispatch_id=dispatch.pk, on=on or clock.today()
    )


def happened(card: CaseCard, *kinds: str) -> None:
    record(
        case=card.case, entries=[NewEvent(kind, clock.today()) for kind in kinds], actor=system("test", card.authority)
    )


def work() -> None:
    """Let the worker send what waits. It would close a connection that is within a transaction, as a test's is."""
    with mock.patch("keywork.web.messages.working.close_old_connections"):
        Worker(once=True, interval=0).run()


def sent() -> list[tuple[str, str]]:
    """To whom each e-mail about a letter went, with what it says. News for those who work on the case is left out."""
    news = {kind.says for kind in NOTICES}
    return [(one.to[0], f"{one.subject}\n{one.body}") for one in getattr(mail, "outbox", []) if one.subject not in news]


def link_in(text: str) -> str:
    """The path of the link that an e-mail holds."""
    found = re.search(r"https?://[^/]+(/letter/[0-9a-f-]+/)", text)
    assert found
    return found[1]


def code_in(text: str) -> str:
    found = re.search(r"Your code is (\d{8})", text)
    assert found
    return found[1]


def copies(letter: Letter) -> list[Dispatch]:
    return list(Dispatch.objects.filter(release__letter=letter).select_related("release", "document").order_by("pk"))


def again(letter: Letter) -> Letter:
    """A letter as it stands in the database."""
    found: Letter = Letter.objects.select_related("case", "setting").get(pk=letter.pk)
    return found


def pdf_of(dispatch: Dispatch) -> bytes:
    assert dispatch.document is not None
    return store.read(dispatch.document.versions.get().viewing)


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    return make_card(staff)


@pytest.fixture
def mother(staff: Staff, card: CaseCard) -> FamilyMember:
    return make_parent(staff, card)


@pytest.fixture
def home(staff: Staff, card: CaseCard, mother: FamilyMember) -> ContactPoint:
    """The address of the mother, where the child lives too."""
    return make_point(staff, card, mother, reached=[str(mother.pk), CHILD])


@pytest.fixture
def inbox(staff: Staff, card: CaseCard, mother: FamilyMember) -> ContactPoint:
    """The mother's e-mail address."""
    return make_point(staff, card, mother, EMAIL, OWN)
