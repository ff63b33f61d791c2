"""Counting days: working days, weeks, months, and what the law does with awkward dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days that count as working days for a rule.

    Args:
        name: ``EW``, ``UK_ANY`` or ``HESC``.
        meaning: one sentence.
        holidays: weekdays that are not working days.
        not_counted: spans of the year that are not counted, as (month, day) pairs, both included.
    """

    name: str
    meaning: str
    holidays: frozenset[date]
    not_counted: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    @cached_property
    def _answers(self) -> dict[date, bool]:
        return {}

    def is_working(self, day: date) -> bool:
        """Say whether a day is a working day."""
        answer = self._answers.get(day)
        if answer is None:
            answer = self._answers[day] = self._work_out(day)
        return answer

    def _work_out(self, day: date) -> bool:
        if day.weekday() >= SATURDAY or day in self.holidays:
            return False
        place = (day.month, day.day)
        return not any(_within(place, first, last) for first, last in self.not_counted)

    def last_working_day(self, day: date) -> date:
        """Return the last working day on or before a day."""
        while not self.is_working(day):
            day -= DAY
        return day

    def first_working_day(self, day: date) -> date:
        """Return the first working day on or after a day."""
        while not self.is_working(day):
            day += DAY
        return day

    def after(self, day: date, n: int) -> date:
        """Return the n-th working day after a day, that day itself not counted."""
        for _ in range(n):
            day = self.first_working_day(day + DAY)
        return day

    def beginning_with(self, day: date, n: int) -> date:
        """Return the last of n working days of which a day, or the next working day, is the first."""
        return self.after(self.first_working_day(day), n - 1)

    def count(self, first: date, last: date) -> int:
        """Count the working days from one day to another, both included."""
        days = (first + timedelta(days=i) for i in range((last - first).days + 1))
        return sum(self.is_working(day) for day in days)


def _within(place: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    if first <= last:
        return first <= place <= last
    return place >= first or place <= last


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def _corresponding(day: date, months: int) -> tuple[date | None, date]:
    """Return the same day of the month some months on, or None, and that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    end = month_end(year, month + 1)
    return (date(year, month + 1, day.day) if day.day <= end.day else None), end


def months_on(day: date, n: int) -> date:
    """Return the corresponding date n months on (back if negative), or that month's last day.

    Source: Dodds v Walker [1981] 1 WLR 1027.
    """
    same, end = _corresponding(day, n)
    return same or end


def period_of_months(day: date, n: int) -> date:
    """Return the last day of the period of n months beginning with a day.

    It is the day before the corresponding date, or that month's last day where there is none.

    Source: CFA 2014 s.44(1).
    """
    same, end = _corresponding(day, n)
    return same - DAY if same else end


def days_of(years: Iterable[Iterable[date]]) -> frozenset[date]:
    """Join the holidays of several years."""
    return frozenset(day for year in years for day in year)
