"""What the synthetic area is like: how many cases it has, and how far it struggles with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
YEAR = timedelta(days=365)

NEEDS = (("ASD", 33), ("SEMH", 20), ("SLCN", 20), ("MLD", 9), ("SPLD", 5), ("SLD", 5), ("PD", 3), ("HI", 2),
         ("PMLD", 2), ("VI", 1))  # fmt: skip
REQUESTED_BY = (("education-setting", 56), ("parent-or-young-person", 39), ("health", 2), ("social-care", 1),
                ("other", 2))  # fmt: skip
# How busy a month is: schools ask before the summer and in autumn; August is quiet.
BUSY = {1: 10, 2: 9, 3: 11, 4: 7, 5: 10, 6: 12, 7: 10, 8: 2, 9: 8, 10: 11, 11: 12, 12: 7}
AGES = ((3, 9), (4, 11), (5, 9), (6, 9), (7, 10), (8, 10), (9, 10), (10, 10), (11, 7), (12, 5), (13, 4), (14, 3),
        (15, 2), (16, 2), (17, 1), (18, 1))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """The size of an area, by the year.

    Args:
        plans_in_force: today.
        requests: for an assessment.
        ended: older plans that cease.
        left: older plans whose child moves to another area.
        arrived: plans that come over from another area.
        years: of history.
    """

    plans_in_force: int = 4900
    requests: int = 900
    ended: int = 290
    left: int = 45
    arrived: int = 40
    years: int = 3

    @classmethod
    def small(cls) -> Area:
        """Return an area of some three hundred cases, for page tests."""
        return cls(plans_in_force=220, requests=34, ended=9, left=2, arrived=2)


def choose(rng: Random, weighted: tuple[tuple[T, int], ...]) -> T:
    """Return one of some things, each as often as its weight says."""
    return rng.choices([thing for thing, _ in weighted], [weight for _, weight in weighted])[0]


def days_of_requests(rng: Random, area: Area, today: date) -> list[date]:
    """Return the days on which requests came, the first first, from a year before the history on.

    Of the year before, those count that were still open when the history begins.
    """
    years = area.years + 1
    days = [today - timedelta(days=back) for back in range(1, years * 365 + 1)]
    weekdays = [day for day in days if day.weekday() < 5]
    weights = [BUSY[day.month] for day in weekdays]
    return sorted(rng.choices(weekdays, weights, k=area.requests * years))


def spread(rng: Random, usual: float, late: float, chance: float, tail: float = 18) -> int:
    """Return a number of days: about the usual one, or with a chance after the late one, by the tail on average."""
    if rng.random() < chance:
        return round(late + 1 + rng.expovariate(1 / tail))
    return max(1, round(rng.triangular(usual * 0.55, late, usual)))
