"""Where a letter stands, and what may follow: one table, and one function that reads it."""

from __future__ import annotations

from collections.abc import Mapping

from keywork.web.documents.errors import NotDone
from keywork.web.documents.models.letters import Letter
from keywork.web.kernel import clock

State = Letter.State
MOVES: Mapping[str, Mapping[str, str]] = {
    State.DRAFT: {
        "ask": State.WAITING, "finish": State.READY, "drop": State.DROPPED, "give back": State.RETURNED,
    },
    State.WAITING: {
        "approve": State.READY, "send back": State.RETURNED, "edit": State.DRAFT, "drop": State.DROPPED,
        "give back": State.RETURNED,
    },
    State.READY: {
        "edit": State.DRAFT, "check": State.CHECKING, "go": State.SENDING, "drop": State.DROPPED,
        "give back": State.RETURNED,
    },
    State.CHECKING: {"go": State.SENDING, "stop": State.RETURNED},
    State.SENDING: {"sent": State.SENT, "stop": State.RETURNED},
    State.SENT: {"stop": State.RETURNED, "sent": State.SENT},
    # What was approved stays approved: it can go to somebody else as it is, or be changed and approved anew.
    State.RETURNED: {
        "edit": State.DRAFT, "check": State.CHECKING, "go": State.SENDING, "drop": State.DROPPED,
        "stop": State.RETURNED, "sent": State.RETURNED, "give back": State.RETURNED,
    },
    State.DROPPED: {},
}  # fmt: skip
TOO_LATE = "Somebody changed this letter meanwhile. Look at it again."


def may(letter: Letter, move: str) -> bool:
    """Say whether a letter can make a move from where it stands."""
    return move in MOVES[letter.state]


def move(letter: Letter, name: str, *, why: str = "", words: str = "") -> None:
    """Move a letter, and keep why it came back where it did. Whoever calls holds its row.

    Raises:
        NotDone: it cannot be done from where the letter stands.
    """
    if not may(letter, name):
        raise NotDone(TOO_LATE)
    letter.state = MOVES[letter.state][name]
    letter.why, letter.words = why, words
    letter.changed_at, letter.revision = clock.now(), letter.revision + 1
    letter.save()
