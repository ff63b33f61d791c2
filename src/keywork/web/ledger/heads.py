"""Heads of the chain, written outside the database, where whoever could rewrite the ledger cannot rewrite them.

Each is a line of JSON. A process writes at most one in so many seconds, on a thread of its own, after the commit: no
write waits for it, and none is lost by it. A head that cannot be written is said in the log, and tried again.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import Error
from django_scopes import scope

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.ledger import chain, posting

log = logging.getLogger(__name__)
LAST_CHANCE = 5.0
AGAIN_AFTER = 30.0


class HeadFault(Exception):
    """Heads that cannot be read, or not be written, with the reason in words."""


@dataclass(frozen=True, slots=True)
class Known:
    """A head as it was written outside."""

    seal: bytes
    at: str


def line(authority: Authority, head: chain.Head) -> str:
    """Return a head as it is written."""
    at = clock.now().isoformat(timespec="seconds")
    told = {"authority": authority.code, "position": head.position, "seal": head.seal.hex(), "at": at}
    return json.dumps(told) + "\n"


def place_for(authority: Authority) -> str:
    """Return where an authority's heads are written; empty for nowhere."""
    chosen: str = settings.CONFIG.ledger_heads
    return chosen.replace("{authority}", authority.code)


def write(authority: Authority) -> chain.Head | None:
    """Write the head of an authority's chain outside, now.

    Returns:
        What was written; None where nothing is recorded yet or no place was chosen.

    Raises:
        HeadFault: it cannot be written.
    """
    place, head = place_for(authority), chain.read(authority.pk)
    if not place or head is None:
        return None
    text = line(authority, head)
    try:
        if "://" in place:
            posting.post(place, text, internal=settings.CONFIG.ledger_heads_internal)
        else:
            _append(Path(place), text)
    except (OSError, posting.PostFault) as error:
        raise HeadFault(f"The head of the ledger cannot be written to {_without_secrets(place)}: {error}") from error
    return head


def _without_secrets(place: str) -> str:
    """Return a place without what may be a secret of its address."""
    return place.split("?", maxsplit=1)[0].rsplit("@", maxsplit=1)[-1]


def _append(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(lines: Iterable[str], code: str) -> dict[int, Known]:
    """Return the heads of one authority, by place.

    Raises:
        HeadFault: a line is no head.
    """
    found: dict[int, Known] = {}
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            told = json.loads(text)
            position, seal = told["position"], bytes.fromhex(told["seal"])
            if type(position) is not int or position < 0 or len(seal) != len(chain.EMPTY.seal):
                raise ValueError
            if told["authority"] == code:
                found.setdefault(position, Known(seal, str(told.get("at", ""))[:40]))
        except (KeyError, TypeError, ValueError) as error:
            raise HeadFault(f"Line {number} is not a head of a ledger.") from error
    return found


class Writer(threading.Thread):
    """Writes the heads of the authorities on which something was recorded, not more often than chosen."""

    def __init__(self) -> None:
        super().__init__(name="ledger-heads", daemon=True)
        self.waiting: set[UUID] = set()
        self.wake, self.lock, self.next = threading.Event(), threading.Lock(), monotonic()

    def tell(self, authority_id: UUID) -> None:
        with self.lock:
            self.waiting.add(authority_id)
        self.wake.set()

    def run(self) -> None:
        while True:
            self.wake.wait()
            threading.Event().wait(max(0.0, self.next - monotonic()))
            self.wake.clear()
            self.next = monotonic() + settings.CONFIG.ledger_heads_seconds
            for authority_id in self.write_all():
                self.next = max(self.next, monotonic() + AGAIN_AFTER)
                self.tell(authority_id)
            connection.close()

    def write_all(self) -> list[UUID]:
        """Write the heads that wait, and return those that could not be written."""
        with self.lock:
            waiting, self.waiting = self.waiting, set()
        failed = []
        for authority_id in waiting:
            try:
                authority = Authority.objects.get(pk=authority_id)
                with scope(authority=authority):
                    write(authority)
            except (HeadFault, Error) as fault:
                log.error("%s. What was recorded is safe; its head is tried again.", fault)
                failed.append(authority_id)
        return failed


_writer: Writer | None = None
_starting = threading.Lock()


def after_commit(authority_id: UUID) -> None:
    """Have the head of an authority's chain written once what is being recorded is committed."""
    if settings.CONFIG.ledger_heads:
        transaction.on_commit(lambda: _tell(authority_id), robust=True)


def _tell(authority_id: UUID) -> None:
    global _writer  # noqa: PLW0603 - one thread for each process
    with _starting:
        if _writer is None or not _writer.is_alive():  # a fork takes no threads along
            _writer = Writer()
            _writer.start()
            atexit.register(_at_the_end)
    _writer.tell(authority_id)


def _at_the_end() -> None:
    """Write what still waits when a process ends, as an import from the command line does at once."""
    if _writer is None or not _writer.waiting:
        return
    last = threading.Thread(target=_writer.write_all, daemon=True)
    last.start()
    last.join(LAST_CHANCE)
