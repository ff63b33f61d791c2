"""What rooms above add to the record when a letter goes.

``settings.LETTER_ENTRIES`` names the functions. Each runs in the transaction that records the letter and returns the
entries that its going makes besides, of those that the record has not yet::

    def entries(letter: Letter, release: Release, on: date) -> list[NewEvent]: ...
"""

from __future__ import annotations

from datetime import date

from keywork.core.events import NewEvent
from keywork.web.documents.models.letters import Letter, Release
from keywork.web.kernel.ports import asked


def told_besides(letter: Letter, release: Release, on: date) -> list[NewEvent]:
    """Return what a letter's going makes besides its own entry.

    Args:
        letter: the letter.
        release: with which it goes, and what it takes along.
        on: the day that counts of the letter.
    """
    return [entry for room in asked("LETTER_ENTRIES") for entry in room(letter, release, on)]
