"""What a life story is: a child's case told whole, with a fixed reference so that tests and the tour can name it.

A story says on which day of the case each thing happens, day 0 being a Monday, mostly the day the request came. A
request is decided by day 42, advice is due 42 days after it was asked for, and the plan is due on day 140.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from keywork.core.events import NewEvent
from keywork.web.nonprod.telling import Telling


@dataclass(frozen=True, slots=True)
class Correction:
    """A date that turned out to be wrong: the kind of entry, once in the case, and its true date."""

    kind: str
    to: date


@dataclass(frozen=True, slots=True)
class Story:
    """A case with a name.

    Args:
        reference: fixed, so that it can be found.
        title: what it is called.
        age: of the child when the story starts.
        told: what happened.
        corrections: recorded after all the rest.
        entered_late: by kind of entry, how many days after it happened it was entered.
        twin_of: the reference of a brother's or sister's story who was born on the same day; empty for none.
    """

    reference: str
    title: str
    age: int
    told: Telling
    corrections: tuple[Correction, ...] = ()
    entered_late: Mapping[str, int] = field(default_factory=dict)
    twin_of: str = ""

    @property
    def entries(self) -> list[NewEvent]:
        """Return the entries, in the order of their days."""
        return self.told.entries()


def monday(today: date, weeks: int) -> date:
    """Return the Monday of a number of weeks ago."""
    return today - timedelta(days=today.weekday(), weeks=weeks)


def begin(today: date, *, weeks_ago: int) -> Telling:
    """Begin a case on the Monday of a number of weeks ago."""
    return Telling(monday(today, weeks_ago), today)
