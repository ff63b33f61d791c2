"""What the tests of messages share: a family with an e-mail address, and a mail server that does as it is told."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django_scopes import scope
from django_tasks_db.models import DBTaskResult

from factories import Staff, make_case, make_staff
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.messages.models import Message
from keywork.web.messages.working import Worker
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.models import ContactPoint
from moments import runs_ahead

OWN = "mother@families.example"


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def card(staff: Staff) -> CaseCard:
    case = make_case(staff, keyworker=staff.user(Role.KEYWORKER), team=staff.team)
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case.pk)
    return found


@pytest.fixture
def mother(staff: Staff, card: CaseCard) -> FamilyMember:
    made: FamilyMember = FamilyMember.objects.create(
        authority=staff.authority, person=card.person, name="Zyxcanary Mother", relationship="parent",
        responsible=True, written_at=clock.now(), written_by="system:test",
    )  # fmt: skip
    return made


@pytest.fixture
def point(staff: Staff, card: CaseCard, mother: FamilyMember) -> ContactPoint:
    """The mother's e-mail address."""
    return write_point(
        actor=system("test", staff.authority), card=card, kind="email", value=OWN, member=mother,
        reached=[str(mother.pk)], hidden=False,
    )  # fmt: skip


def work() -> None:
    """Let the worker do what is there. It would close a connection that is within a transaction, as a test's is."""
    with mock.patch("keywork.web.messages.working.close_old_connections"):
        Worker(once=True, interval=0).run()


def now_is(monkeypatch: pytest.MonkeyPatch, later: Any) -> None:
    """Let so much time have passed."""
    runs_ahead(monkeypatch, later, "django.utils.timezone.now")


def fresh(message: Message) -> Message:
    found: Message = Message.objects.get(pk=message.pk)
    return found


def tasks() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.all())


def sent(to: str = "@families.example") -> list[Any]:
    """Return the e-mails that went to families, or to others."""
    return [email for email in getattr(mail, "outbox", []) if email.to[0].endswith(to)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Exception | None], None]:
    """A mail server of which a test says how it fails: ``open`` or ``send``, and with what."""
    faults: dict[str, Exception] = {}

    class Told(EmailBackend):
        def open(self) -> bool:
            if "open" in faults:
                raise faults["open"]
            return False

        def send_messages(self, messages: Any) -> int:
            if "send" in faults:
                raise faults["send"]
            return super().send_messages(messages)

    def fails(at: str, fault: Exception | None) -> None:
        faults.pop(at, None)
        if fault is not None:
            faults[at] = fault

    monkeypatch.setattr("keywork.web.messages.mailing.get_connection", lambda: Told())
    return fails


def refused(code: int) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({OWN: (code, b"said the server")})
