"""The conditions of measures, as values: each says of a case's facts whether it holds, and can be read by others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from keywork.core.case_facts import Value


@dataclass(frozen=True, slots=True)
class Frame:
    """What a set is worked for: a calendar year or a month of it, looked at on a day."""

    year: int
    as_of: date
    month: int | None = None

    def holds(self, day: date) -> bool:
        """Say whether a day is in the period: the month, or the year where none is asked about."""
        return day.year == self.year and self.month in (None, day.month)


class Facts(Protocol):
    """The facts of a case by name."""

    def __getitem__(self, name: str) -> Value: ...


class Condition(Protocol):
    """What must hold for a case to be counted."""

    def __call__(self, facts: Facts, frame: Frame) -> bool:
        """Say whether it holds for a case."""
        ...


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def __call__(self, facts: Facts, frame: Frame) -> bool:
        """Say whether it holds for a case."""
        return all(part(facts, frame) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def __call__(self, facts: Facts, frame: Frame) -> bool:
        """Say whether it holds for a case."""
        return any(part(facts, frame) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Days:
    """Both days are known, and so many days lie from the first to the last."""

    first: str
    last: str
    at_most: int | None
    more_than: int | None

    def __call__(self, facts: Facts, frame: Frame) -> bool:
        """Say whether it holds for a case."""
        begins, ends = facts[self.first], facts[self.last]
        if not isinstance(begins, date) or not isinstance(ends, date):
            return False
        days = (ends - begins).days
        return (self.at_most is None or days <= self.at_most) and (self.more_than is None or days > self.more_than)


@dataclass(frozen=True, slots=True)
class InOrder:
    """Both days are known, the last not before the first."""

    first: str
    last: str

    def __call__(self, facts: Facts, frame: Frame) -> bool:
        """Say whether it holds for a case."""
        earlier, later = facts[self.first], facts[self.last]
        return isinstance(earlier, date) and isinstance(later, date) and earlier <= later


@dataclass(frozen=True, slots=True)
class OnFact:
    """One test of one fact, or its opposite.

    Args:
        fact: its name.
        test: ``year``, ``before_year``, ``after_year``, ``period``, ``is``, ``missing`` or ``days_before_census``.
        number: years after the frame's, days before the census, or for ``missing`` 1 where it must be missing.
        words: for ``is``, the words allowed.
        negate: True where the test must fail.
    """

    fact: str
    test: str
    number: int
    words: tuple[str, ...]
    negate: bool

    def __call__(self, facts: Facts, frame: Frame) -> bool:
        """Say whether it holds for a case."""
        return self._holds(facts[self.fact], frame) is not self.negate

    def _holds(self, value: Value, frame: Frame) -> bool:
        if self.test == "is":
            return value in self.words
        if self.test == "missing":
            return (value is None) is bool(self.number)
        if not isinstance(value, date):
            return False
        if self.test == "days_before_census":
            return value >= frame.as_of - timedelta(days=self.number)
        if self.test == "period":
            return frame.holds(value)
        year = frame.year + self.number
        return {"year": value.year == year, "before_year": value.year < year, "after_year": value.year > year}[
            self.test
        ]


TESTS = ("year", "before_year", "after_year", "period", "is", "missing", "days_before_census")
