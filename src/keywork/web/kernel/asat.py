"""Which day a page is about, and up to when the record is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from keywork.web.kernel import clock


class BadDate(ValueError):
    """A date in an address that cannot be read or lies after today."""


@dataclass(frozen=True, slots=True)
class AsAt:
    """The two times of a question: the world's day, and the moment up to which we knew.

    ``as_of_chosen`` and ``known_on`` hold what the reader asked for; both None means now. In a demonstration another
    day may stand for today: ``ahead`` says by how many days, and ``implied`` that ``known_on`` comes from it alone.
    ``knows_all`` says that no moment was asked for: whatever is recorded by now counts.
    """

    as_of: date
    known_at: datetime
    as_of_chosen: date | None = None
    known_on: date | None = None
    ahead: int = 0
    implied: bool = False
    knows_all: bool = False

    @property
    def is_chosen(self) -> bool:
        """Whether the reader asked for a day of their own."""
        return self.as_of_chosen is not None or (self.known_on is not None and not self.implied)

    @property
    def is_now(self) -> bool:
        return not self.is_chosen and self.ahead == 0

    @property
    def is_projected(self) -> bool:
        """Whether the stored clocks answer: nothing can have happened between now and a day to come."""
        return not self.is_chosen and self.ahead >= 0

    @property
    def query(self) -> str:
        """The same question as the query part of an address, empty for now."""
        chosen = {"as_of": self.as_of_chosen, "known_at": None if self.implied else self.known_on}
        return urlencode({key: day.isoformat() for key, day in chosen.items() if day})

    @classmethod
    def now(cls) -> AsAt:
        return cls.on()

    @classmethod
    def on(cls, as_of: date | None = None, known_on: date | None = None) -> AsAt:
        """Build from the days chosen; a day not chosen stands for now."""
        today, real = clock.today(), clock.real_today()
        implied = known_on is None and today < real  # who stands on an earlier day knows what was known then
        known = today if implied else known_on
        known_at = clock.end_of_day(known) if known and known < real else clock.now()
        return cls(as_of or today, known_at, as_of, known, (today - real).days, implied, knows_all=known is None)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> AsAt:
        """Read ``as_of`` and ``known_at`` from an address.

        Raises:
            BadDate: one of them is not a date, or is after today.
        """
        return cls.on(_day(query, "as_of"), _day(query, "known_at"))


def _day(query: Mapping[str, str], key: str) -> date | None:
    text = query.get(key, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadDate(f"{key} must be a date such as 2026-03-27") from error
    if day > clock.today():
        raise BadDate(f"{key} must be today or in the past")
    return day
