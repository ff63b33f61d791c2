"""An e-mail that came back marks its address; anybody may send us such a notice, and only our own mark is believed."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from factories import Staff
from keywork.web.messages.cli import LONGEST
from keywork.web.messages.mailing import message_id
from keywork.web.messages.models import EmailFault, Message, State
from keywork.web.messages.services import send_email
from keywork.web.messages.services.bouncing import ALREADY, MARKED, NOT_OURS, NOT_YET, came_back
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.project.cli import app
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.models import ContactPoint
from web.messages.conftest import OWN, fresh, sent, work

pytestmark = pytest.mark.django_db
Fails = Callable[[str, Exception | None], None]
NOTICE = """From: MAILER-DAEMON@families.example
To: no-reply@council.example
Subject: Returned mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

It did not arrive.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.families.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}

--x
Content-Type: text/rfc822-headers

Message-ID: {message}
Subject: You have a message

--x--
"""


def notice(message: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    return NOTICE.format(address=OWN, action=action, status=status, message=message).encode()


@pytest.fixture
def gone(staff: Staff, card: CaseCard, point: ContactPoint, server: Fails) -> Message:
    """An e-mail that went to the mother."""
    made = send_email(authority=staff.authority, to=point, kind="message", link="/x/", case=card.case)
    work()
    assert len(sent()) == 1
    return fresh(made)


def test_it_marks_the_address_and_nothing_more_goes_there(
    staff: Staff, card: CaseCard, point: ContactPoint, gone: Message
) -> None:
    assert came_back(notice(message_id(gone))) == MARKED
    assert fresh(gone).state == State.BOUNCED
    again = send_email(authority=staff.authority, to=point, kind="message", link="/x/", case=card.case)
    work()
    assert (fresh(again).state, fresh(again).reason) == (State.STOPPED, "address-at-fault")
    assert len(sent()) == 1


def test_a_new_address_is_written_to(
    staff: Staff, card: CaseCard, point: ContactPoint, mother: FamilyMember, gone: Message
) -> None:
    came_back(notice(message_id(gone)))
    new = write_point(
        actor=staff.actor("keyworker"), card=card, kind="email", value="other@families.example", member=mother,
        reached=[str(mother.pk)], hidden=False, replaces=point,
    )  # fmt: skip
    send_email(authority=staff.authority, to=new, kind="message", link="/x/", case=card.case)
    work()
    assert sent()[-1].to == ["other@families.example"]


def test_a_second_notice_changes_nothing(gone: Message) -> None:
    came_back(notice(message_id(gone)))
    assert came_back(notice(message_id(gone))) == ALREADY
    assert EmailFault.objects.count() == 1


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.7"), ("failed", "4.2.2"), ("delivered", "2.1.5")])
def test_a_delay_marks_nothing(gone: Message, action: str, status: str) -> None:
    assert came_back(notice(message_id(gone), action=action, status=status)) == NOT_YET
    assert fresh(gone).state == State.SENT


def forged(gone: Message) -> list[bytes]:
    right = message_id(gone)
    identity = str(gone.pk)
    return [
        b"",
        b"\x00" * 1000,
        notice(f"<{identity}.0123456789abcdef@127.0.0.1>"),
        notice(f"<{identity}@127.0.0.1>"),
        notice(right.replace(identity[:8], "00000000")),
        right.encode(),
        f"Subject: hello\n\n{right} Action: failed Status: 5.1.1".encode(),
        notice(right).replace(b"multipart/report", b"multipart/mixed"),
        notice(right).replace(b"message/delivery-status", b"text/plain"),
        notice(right).replace(b"Action: failed", b"Action: \xff\xfe"),
        notice(right).replace(b"5.1.1", b"5." + b"1" * 5000),
        notice(right).replace(b'boundary="x"', b'boundary="y"'),
    ]


def test_nothing_forged_or_broken_marks_anything(gone: Message) -> None:
    for number, content in enumerate(forged(gone)):
        assert came_back(content) == NOT_OURS, number
    assert fresh(gone).state == State.SENT
    assert not EmailFault.objects.exists()


def test_a_hostile_notice_takes_no_time(gone: Message) -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(4000))
    many = notice(message_id(gone)).replace(b"--x--", b"--x\n\n" * (LONGEST // 5))
    long = b"<" + b"0123456789abcdef-" * (LONGEST // 17)
    for content in (deep, many, long):
        began = time.process_time()
        came_back(content)
        assert time.process_time() - began < 5


def test_the_command_reads_what_the_mail_server_hands_over(gone: Message) -> None:
    result = CliRunner().invoke(app, ["messages", "bounced"], input=notice(message_id(gone)))
    assert (result.exit_code, "came back" in result.output) == (0, True)
    assert OWN not in result.output
    assert fresh(gone).state == State.BOUNCED


@pytest.mark.parametrize("content", [b"nonsense", b"x" * (LONGEST + 1)])
def test_the_command_says_what_it_cannot_take(gone: Message, content: bytes) -> None:
    result = CliRunner().invoke(app, ["messages", "bounced"], input=content)
    assert result.exit_code == 1
    assert "Nothing was done" in result.output
