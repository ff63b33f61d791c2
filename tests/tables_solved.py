"""Whoever wants to work out what is hidden: a solver of integer programmes that knows nothing of how it was hidden."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from keywork.core.suppression import Tables

FAR = 10_000_000


class Onlooker:
    """Knows every printed cell and every sum, that no hidden cell is a nought, and nothing else.

    Args:
        tables: the tables and the sums between them.
        hidden: the keys of the hidden cells.
    """

    def __init__(self, tables: Tables, hidden: Iterable[str]) -> None:
        self.unknown = sorted(set(hidden) | tables.unprinted)
        self.place = {key: number for number, key in enumerate(self.unknown)}
        self.least = np.array([0 if key in tables.unprinted else 1 for key in self.unknown])
        sums, right = lil_matrix((len(tables.sums), max(1, len(self.unknown)))), np.zeros(len(tables.sums))
        for number, each in enumerate(tables.sums):
            for key, sign in ((each.total, -1), *((part, 1) for part in each.parts)):
                if key in self.place:
                    sums[number, self.place[key]] += sign
                else:
                    right[number] -= sign * tables.counts[key]
        # Every way the tables could be that was found on the way: what a cell was in it, it can be.
        self.seen: dict[str, set[int]] = {key: set() for key in self.unknown}
        self.constraints = [LinearConstraint(sums.tocsr(), right, right)] if tables.sums else []

    def candidates(self, key: str) -> int:
        """Return how many numbers a hidden cell could be, three meaning three or more."""
        if len(self.seen[key]) >= 3:
            return 3
        low = self._end(key, 1, -FAR, FAR)
        if low is None:
            return 0
        high = self._end(key, -1, -FAR, FAR)
        if high is None or high - low < 2:
            return 1 if high == low else 2
        return 3 if self._end(key, 1, low + 1, high - 1) is not None else 2

    def _end(self, key: str, way: int, low: int, high: int) -> int | None:
        place, size = self.place[key], len(self.unknown)
        least, most = self.least.astype(float), np.full(size, float(FAR))
        least[place], most[place] = max(least[place], low), min(most[place], high)
        goal = np.zeros(size)
        goal[place] = way
        found = milp(goal, constraints=self.constraints, bounds=Bounds(least, most), integrality=np.ones(size))
        if not found.success:
            return None
        for number, value in enumerate(found.x):
            self.seen[self.unknown[number]].add(round(value))
        return round(found.x[place])


def recoverable(tables: Tables, hidden: Iterable[str]) -> list[str]:
    """Return the cells that have fewer than three candidates: hidden ones, and small ones that no table prints."""
    chosen = set(hidden)
    onlooker = Onlooker(tables, chosen)
    asked = chosen | {key for key in tables.unprinted if tables.is_small(key)}
    return [key for key in sorted(asked) if onlooker.candidates(key) < 3]
