"""Reading an e-mail that came back. Anybody may send us anything: it is believed only where our own mark is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Email
from uuid import UUID

from django.db import transaction
from django.utils.crypto import constant_time_compare

from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.messages.mailing import mark
from keywork.web.messages.models import EmailFault, Message, State
from keywork.web.messages.services.checking import address_of, digest_of
from keywork.web.messages.services.states import set_state

OURS = re.compile(rb"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{16})@", re.IGNORECASE)
STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})")
ACTION = re.compile(r"\s*([a-z]{1,20})", re.IGNORECASE)
MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class Said:
    """What was done with an e-mail that came back, in words for the mail server's log."""

    taken: bool
    words: str


NOT_OURS = Said(False, "This is no notice of an e-mail that Keywork sent. Nothing was done.")
NOT_YET = Said(True, "The e-mail is late or went on; nothing was marked.")
MARKED = Said(True, "The e-mail came back. Its address is marked, and whoever works on the case is told.")
ALREADY = Said(True, "This was known already.")


def came_back(content: bytes) -> Said:
    """Mark the address of an e-mail that came back for good.

    Args:
        content: the notice, as the receiving mail system sent it (RFC 3464).
    """
    identity = _our_message(content)
    report = _report(content)
    if identity is None or report is None:
        return NOT_OURS
    action, status = report
    if action != "failed" or not status.startswith("5."):
        return NOT_YET
    with for_all_authorities(), transaction.atomic():
        found = Message.objects.select_for_update(of=("self",)).select_related("point", "user").filter(pk=identity)
        message = found.first()
        if message is None:
            return NOT_OURS
        if State(message.state) not in (State.SENT, State.CLAIMED, State.UNKNOWN):
            return ALREADY
        _mark(message, status)
    return MARKED


def _mark(message: Message, status: str) -> None:
    EmailFault.objects.create(
        authority_id=message.authority_id, point=message.point, user=message.user,
        address=digest_of(address_of(message)), status=status, message=message,
    )  # fmt: skip
    set_state(message, State.BOUNCED, "came-back")


def _our_message(content: bytes) -> UUID | None:
    """Return the identity of the e-mail that a notice is about, where it carries our own mark."""
    for match in OURS.finditer(content):
        identity, given = match[1].decode().lower(), match[2].decode().lower()
        if constant_time_compare(mark(identity), given):
            return UUID(identity)
    return None


def _report(content: bytes) -> tuple[str, str] | None:
    """Return the action and the status that a delivery report gives; None where it is no such report."""
    try:
        for part in _parts(message_from_bytes(content)):
            action, status = ACTION.match(str(part.get("Action", ""))), STATUS.match(str(part.get("Status", "")))
            if action and status:
                return action[1].lower(), ".".join(status.groups())
    except Exception:  # the reader of e-mails fails in many ways on what is no e-mail
        return None
    return None


def _parts(email: Email) -> Iterator[Email]:
    """Yield the fields of a delivery report: the parts inside its part of that type."""
    if email.get_content_type() != "multipart/report":
        return
    for number, part in enumerate(email.walk()):
        if number > MOST_PARTS:
            return
        if part.get_content_type() == "message/delivery-status":
            inside = part.get_payload()
            yield from (one for one in inside if isinstance(one, Email)) if isinstance(inside, list) else ()
