"""What a verification of the ledger finds, and how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a row, or with a place where one should be."""

    CHANGED = "changed"
    UNPROVEN = "unproven"
    REMOVED = "removed"
    INSERTED = "inserted"
    PAYLOAD_CHANGED = "payload changed"
    PAYLOAD_REMOVED = "payload removed"
    PAYLOAD_INSERTED = "payload inserted"
    ERASED = "erased"
    PUT_BACK = "put back"
    HOLE = "hole"
    HEAD = "head"
    OUTSIDE = "outside head"
    CUT_OFF = "cut off"
    STRAY = "stray"


WORDS = {
    Fault.CHANGED: "the entry, or its case's reference and opening, is not what was sealed",
    Fault.UNPROVEN: "cannot be proven, as the entry before it is gone or not what was sealed",
    Fault.REMOVED: "there is no entry here any more",
    Fault.INSERTED: "this entry was never sealed here",
    Fault.PAYLOAD_CHANGED: "what the entry says is not what was sealed",
    Fault.PAYLOAD_REMOVED: "what the entry says is gone",
    Fault.PAYLOAD_INSERTED: "the entry was sealed without anything to say",
    Fault.ERASED: "what the entry says was erased without a redaction",
    Fault.PUT_BACK: "what the entry says was redacted, and stands there again",
    Fault.HOLE: "the case has no such entry",
    Fault.HEAD: "the kept head of the chain does not end here",
    Fault.OUTSIDE: "the chain is not the one whose head was written outside",
    Fault.CUT_OFF: "a head written outside is later than the last entry; something after the one before it is gone",
    Fault.STRAY: "a row that belongs to no authority's chain",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One row, or one place, that is not as it was sealed.

    Args:
        fault: what is wrong.
        first: the place in the chain; None for what has none.
        last: the last place where several follow each other, else as ``first``.
        case: the case's reference, or its id where there is no such case.
        sequence: the entry's number in its case.
        event_id: the entry.
        more: what else is known, in words.
    """

    fault: Fault
    first: int | None = None
    last: int | None = None
    case: str = ""
    sequence: object = None
    event_id: str = ""
    more: str = ""

    @property
    def words(self) -> str:
        """The finding as a line that a person reads."""
        parts = [self.fault.value]
        if self.first is not None:
            parts.append(
                f"place {self.first}" if self.last in {None, self.first} else f"places {self.first}–{self.last}"
            )
        if self.case:
            parts.append(f"{self.case}, entry {self.sequence}" if self.sequence is not None else self.case)
        if self.event_id:
            parts.append(self.event_id)
        return " · ".join(parts) + f": {WORDS[self.fault]}" + (f" ({self.more})" if self.more else "")


Report = Callable[[Finding], None]
