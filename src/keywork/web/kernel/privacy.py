"""What a table holds about people, and so what may be done with its rows.

Every model of the product carries ``privacy = Privacy(...)``; the program does not start while one is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What kind of data a table holds."""

    NOTHING_PERSONAL = "nothing about people"
    STAFF = "people who work here"
    CHILD = "children and their families"
    CODES = "a child's case in codes and dates, without identity"
    RECORD_OF_USE = "who did and looked at what"


@dataclass(frozen=True, slots=True)
class Privacy:
    """The privacy class of one table.

    Args:
        holds: what kind of data it is.
        export: does it belong in the bundle when a person asks what is held about them?
        retain: how long its rows are kept and from when, in words.
        erase: what lawful erasure does to its rows, in words.
        about: the way from a row to the child it is about, as Django looks it up: ``case__card__person``.
        kept_out: why its rows are left out of that bundle until somebody has decided, in words.
    """

    holds: Holds
    export: bool
    retain: str
    erase: str
    about: str = ""
    kept_out: str = ""
