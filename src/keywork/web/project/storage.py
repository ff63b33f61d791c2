"""What keeps Keywork from saving or reading, in words a person can act on: a full disk, a busy database, none at all.

Nothing was saved in any of these cases: what a request writes is one transaction, and it is told to be done after it.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from django.db import InterfaceError, OperationalError


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and what somebody can do."""

    title: str
    advice: str


FULL = Trouble(
    "There is no room to save anything",
    "The disk on which Keywork keeps its records is full. Nothing of what you just sent was saved, and everything "
    "saved before is safe. Pages about a child stay closed meanwhile, because nobody may look without it being written "
    "down. Tell your administrator; try again once there is room.",
)
BUSY = Trouble(
    "Somebody else is saving just now",
    "Keywork waited for them and gave up. Nothing of what you just sent was saved. Go back and send it again.",
)
BROKEN = Trouble(
    "The disk cannot be written",
    "The disk on which Keywork keeps its records refuses to write. Nothing of what you just sent was saved, and "
    "everything saved before stays as it was. Tell your administrator at once.",
)
AWAY = Trouble(
    "The records cannot be reached at the moment",
    "The database does not answer. Nothing of what you just sent was saved, and everything saved before is safe. "
    "Try again in a minute; if it happens again, tell your administrator.",
)
OF_SYSTEM = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EROFS: BROKEN, errno.EIO: BROKEN}
OF_POSTGRESQL = {"53100": FULL, "25006": BROKEN, "58030": BROKEN, "55P03": BUSY, "40P01": BUSY, "40001": BUSY}
OF_SQLITE = (
    ("disk is full", FULL), ("is locked", BUSY), ("readonly database", BROKEN), ("disk I/O error", BROKEN),
    ("unable to open database file", AWAY),
)  # fmt: skip
OF_THE_DATABASE = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
OURS = ("no such table", "no such column", "syntax error")  # a fault of the program, which SQLite says the same way


def trouble(error: BaseException | None) -> Trouble | None:
    """Say what is wrong with keeping things; None where an error is about something else."""
    for one in _chain(error):
        if isinstance(one, OSError) and one.errno in OF_SYSTEM:
            return OF_SYSTEM[one.errno]
        if isinstance(one, OF_THE_DATABASE):
            return _of_database(one)
    return None


def _of_database(error: BaseException) -> Trouble | None:
    state = next((found for one in _chain(error) if (found := getattr(one, "sqlstate", None))), None)
    if state in OF_POSTGRESQL:
        return OF_POSTGRESQL[state]
    said = str(error)
    if any(words in said for words in OURS):
        return None
    return next((found for words, found in OF_SQLITE if words in said), AWAY)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
