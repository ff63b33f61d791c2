"""What rooms above add to the record when a letter goes.

``settings.LETTER_ENTRIES`` names the functions. Each runs in the transaction that records the letter and returns the
entries that its going makes besides, of those that the record has not yet::

    def entries(letter: Letter, release: Release, on: date) -> list[NewEvent]: ...
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from keywork.core.events import NewEvent
from keywork.web.documents.models.letters import Letter, Release


def told_besides(letter: Letter, release: Release, on: date) -> list[NewEvent]:
    """Return what a letter's going makes besides its own entry.

    Args:
        letter: the letter.
        release: with which it goes, and what it takes along.
        on: the day that counts of the letter.
    """
    return [entry for name in settings.LETTER_ENTRIES for entry in import_string(name)(letter, release, on)]
