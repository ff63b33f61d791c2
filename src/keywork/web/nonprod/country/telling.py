"""Telling the records of many cases at once, act by act: what :mod:`keywork.web.nonprod.telling` does for one case.

Days are whole numbers, counted from 1 January 1970. An act that lies after the last day has not happened yet and is
left out, so that whole lives may be told and the records stop with their clocks running.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from keywork.core.loading import load_register

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
FIRST_DAY, LAST_DAY = np.datetime64("1995-01-01", "D"), np.datetime64("2036-12-31", "D")


class Words(NamedTuple):
    """A word for each of some cases: the words there are, and which of them each case has."""

    known: tuple[str, ...]
    chosen: Whole


class Act(NamedTuple):
    """One kind of entry on many cases.

    Args:
        kind: the code of the event kind.
        who: the number of each case.
        day: the day it happened in each.
        thread: of all, of each, or none.
        fields: by name, a value for all or one for each.
        dated: whether the day is known.
    """

    kind: str
    who: Whole
    day: Whole
    thread: str | Words | None
    fields: Mapping[str, Any]
    dated: bool

    def of(self, flags: Flags) -> Act:
        """Return the entries of those cases that are flagged."""
        fields = {name: _of(value, flags) for name, value in self.fields.items()}
        return Act(self.kind, self.who[flags], self.day[flags], _of(self.thread, flags), fields, self.dated)


def day_number(text: str) -> int:
    """Return the number of a day that is written as YYYY-MM-DD."""
    return int(np.datetime64(text, "D").astype(np.int64))


def years_of(days: Whole) -> Whole:
    """Return the calendar year of each day."""
    found: Whole = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return found


def days_in(years: Whole, month: int, day: int) -> Whole:
    """Return one day of each year."""
    found: Whole = ((years - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return found + day - 1


@cache
def _working_days() -> Whole:
    """Return, for every day from the first, the first working day on or after it."""
    holidays = np.array(sorted(load_register().calendars["EW"].holidays), dtype="datetime64[D]")
    every = np.arange(FIRST_DAY, LAST_DAY)
    found: Whole = np.busday_offset(every, 0, roll="forward", holidays=holidays).astype(np.int64)
    return found


def working(days: Whole) -> Whole:
    """Return the first working day on or after each day."""
    table = _working_days()
    return table[np.clip(days - int(FIRST_DAY.astype(np.int64)), 0, len(table) - 1)]


class Lot:
    """Chance, drawn in columns from a seed; by uniform numbers alone, which are the same in every version of NumPy."""

    def __init__(self, *seed: int) -> None:
        self._drawn = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))

    def even(self, count: int) -> NDArray[np.float64]:
        """Return numbers from 0 up to 1."""
        return self._drawn.random(count)

    def whole(self, least: int, most: int, count: int) -> Whole:
        """Return whole numbers between two, both included."""
        return least + (self.even(count) * (most - least + 1)).astype(np.int64)

    def waiting(self, mean: float, count: int) -> Whole:
        """Return whole numbers of days as long waits have them: most short, some very long."""
        return np.rint(-mean * np.log1p(-self.even(count))).astype(np.int64)

    def spread(self, usual: int, late: int, chance: float, count: int, tail: float = 18) -> Whole:
        """Return days: about the usual number, or with a chance after the late one, by the tail on average."""
        in_time = usual * 0.55 + (late - usual * 0.55) * (self.even(count) + self.even(count)) / 2
        is_late = self.even(count) < chance
        late_by = late + 1 + self.waiting(tail, count)
        return np.where(is_late, late_by, np.maximum(1, np.rint(in_time).astype(np.int64)))

    def words(self, weighted: Sequence[tuple[str, float]], count: int) -> Words:
        """Return one of some words for each, each as often as its weight says."""
        ends = np.cumsum([weight for _, weight in weighted])
        return Words(tuple(word for word, _ in weighted), np.searchsorted(ends, self.even(count) * ends[-1], "right"))


@dataclass(frozen=True, slots=True)
class Telling:
    """The acts told so far of some cases, and the last day of their records."""

    lot: Lot
    until: int
    acts: list[Act]

    def of_first(self, cases: int) -> Telling:
        """Return what is told of the first cases alone."""
        kept = [(act, act.who < cases) for act in self.acts]
        acts = [act if flags.all() else act.of(flags) for act, flags in kept if flags.any()]
        return Telling(self.lot, self.until, acts)


@dataclass(frozen=True, slots=True)
class Cases:
    """Some cases, each on a day of its own. ``note`` adds an entry to each; others lead to other days or fewer."""

    told: Telling
    who: Whole
    day: Whole

    def __len__(self) -> int:
        return len(self.who)

    @property
    def lot(self) -> Lot:
        return self.told.lot

    def note(self, kind: str, thread: str | Words | None = None, *, dated: bool = True, **fields: Any) -> Self:
        """Add an entry to each case, on its day."""
        act, in_time = Act(kind, self.who, self.day, thread, fields, dated), self.day <= self.told.until
        if in_time.any():
            self.told.acts.append(act if in_time.all() else act.of(in_time))
        return self

    def of(self, flags: Flags) -> Cases:
        """Return those of the cases that are flagged."""
        return Cases(self.told, self.who[flags], self.day[flags])

    def share(self, share: float) -> Cases:
        """Return a share of the cases, by chance."""
        return self.of(self.lot.even(len(self)) < share)

    def split(self, *shares: float) -> list[Cases]:
        """Return the cases in parts by chance, the last part being what is left."""
        place = np.searchsorted(np.cumsum(shares), self.lot.even(len(self)), "right")
        return [self.of(place == number) for number in range(len(shares) + 1)]

    def on(self, days: Whole) -> Cases:
        """Return the cases on other days, each moved to the next working day."""
        return Cases(self.told, self.who, working(days))

    def after(self, least: int, most: int) -> Cases:
        """Return the cases some days later (or earlier, if negative)."""
        return self.on(self.day + self.lot.whole(least, most, len(self)))

    def within(self, usual: int, late: int, chance: float, tail: float = 18) -> Cases:
        """Return the cases about the usual number of days later; by a chance, after the late one."""
        return self.on(self.day + self.lot.spread(usual, late, chance, len(self), tail))

    def spell(self, prefix: str, numbers: Whole) -> Words:
        """Return a thread for each case that ends in a number."""
        known, chosen = np.unique(numbers, return_inverse=True)
        return Words(tuple(f"{prefix}{number}" for number in known.tolist()), chosen)


def _of(value: Any, flags: Flags) -> Any:
    if isinstance(value, Words):
        return Words(value.known, value.chosen[flags])
    return value[flags] if isinstance(value, np.ndarray) else value
