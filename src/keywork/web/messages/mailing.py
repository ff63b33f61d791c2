"""Talking to the mail server, and telling apart what surely did not go from what nobody can say."""

from __future__ import annotations

import logging
import os
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.crypto import salted_hmac

from keywork.web.kernel.ids import new_id
from keywork.web.messages.kinds import BY_CODE
from keywork.web.messages.models import Message, State

logger = logging.getLogger("keywork.messages")
LATER, NEVER = range(400, 500), range(500, 600)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an attempt: the state that follows, and why."""

    state: State
    reason: str = ""


AWAY = Outcome(State.WAITING, "server-away")
BROKEN_OFF = Outcome(State.UNKNOWN, "broken-off")


class Server:
    """An open connection to the mail server; ``fault`` says why there is none, and then nothing has gone."""

    def __init__(self, connection: BaseEmailBackend, fault: Outcome | None) -> None:
        self.connection = connection
        self.fault = fault

    def give(self, message: Message, address: str) -> Outcome:
        """Hand one e-mail over, and say what became of it."""
        try:
            given = self.connection.send_messages([written(message, address)])
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            return refusal(max(codes, default=0))
        except smtplib.SMTPResponseException as refused:
            return refusal(refused.smtp_code)
        except Exception as fault:  # whatever it is, part of it may have been handed over
            log_fault("An e-mail may have gone or not", message, fault)
            return BROKEN_OFF
        return Outcome(State.SENT) if given else Outcome(State.PARKED, "refused")


def refusal(code: int) -> Outcome:
    """Return what a refusal by the mail server means: later, never, or nobody can say."""
    if code in LATER:
        return Outcome(State.WAITING, "put-off")
    return Outcome(State.PARKED, "refused") if code in NEVER else BROKEN_OFF


@contextmanager
def server() -> Iterator[Server]:
    """Open a connection to the mail server and close it again."""
    connection = get_connection()
    fault = None
    try:
        connection.open()
    except Exception as error:  # nothing has been said of any e-mail yet, so nothing has gone
        logger.warning("The mail server cannot be reached: %s", type(error).__name__)
        fault = AWAY
    try:
        yield Server(connection, fault)
    finally:
        try:
            connection.close()
        except Exception as error:  # what was handed over stays handed over
            logger.warning("The mail server was left abruptly: %s", type(error).__name__)


def log_fault(what: str, message: Message, fault: Exception) -> None:
    """Write a fault to the log: its kind and the e-mail's identity. What the server said would quote addresses."""
    logger.warning("%s: %s, %s", what, message.pk, type(fault).__name__)


def written(message: Message, address: str) -> EmailMessage:
    """Return an e-mail as it goes. The same row always has the same Message-ID."""
    kind = BY_CODE[message.kind]
    link = f"{settings.CONFIG.site}{message.link}" if message.link else ""
    headers = {
        "Message-ID": message_id(message),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return EmailMessage(kind.subject, kind.text(message.words, link), to=[address], headers=headers)


def message_id(message: Message) -> str:
    """Return the Message-ID of an e-mail: its identity, and a mark by which we know that we made it."""
    host = urlsplit(settings.CONFIG.site).hostname or "localhost"
    return f"<{message.pk}.{mark(str(message.pk))}@{host}>"


def mark(identity: str) -> str:
    """Return the mark of an identity, that nobody else can make."""
    return salted_hmac("keywork.messages.message-id", identity, algorithm="sha256").hexdigest()[:16]


class FolderBackend(BaseEmailBackend):
    """Keeps each e-mail as a file of a folder, for a demonstration and for trying out; nothing leaves the machine."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)

    def send_messages(self, email_messages: Any) -> int:
        """Write each to a file of its own, whole or not at all."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for email in email_messages:
            name = new_id()
            path = self.folder / f"{name}.tmp"
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(email.message().as_bytes())
                file.flush()
                os.fsync(file.fileno())
            path.rename(self.folder / f"{name}.eml")
        return len(email_messages)


class NoServer(BaseEmailBackend):
    """Stands where there is no mail server: everything waits."""

    def open(self) -> bool:
        raise ConnectionRefusedError("There is no mail server.")
