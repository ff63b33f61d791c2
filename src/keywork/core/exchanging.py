"""The search for exchanges: for a hidden cell, how the tables could be otherwise with every sum kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Protocol

from keywork.core.tables import CANDIDATES, Exchange, Tables

MOST_TRIES = 20_000
FEWER_TRIES = 3_000
# How an exchange is looked for, until one is found: what a sum still open is reckoned to cost (little, and what is
# found hides little; then more, so that something is found).
OPEN_SUM = (8, 80)
NO_LIMIT = 1 << 30
PER_TOTAL = 4


class Finder(Protocol):
    """Finds an exchange by solving for it, where trying found none."""

    def changes(self, key: str, prices: Mapping[str, int]) -> Mapping[str, int] | None:
        """Return by how much cells would change in one step, so that there are two steps; None where there is no way.

        Args:
            key: the cell that must change.
            prices: what each cell that may change costs; no other may.
        """
        ...


Solver = Callable[[Tables], Finder]


@dataclass(order=True, slots=True)
class _Try:
    """An exchange that is being put together; the cheapest is carried on first."""

    rank: tuple[int, int, int]
    price: int = field(compare=False)
    changes: dict[str, int] = field(compare=False)
    open_sums: dict[int, int] = field(compare=False)
    down: int = field(compare=False)
    up: int = field(compare=False)


class Search:
    """Finds for a cell the exchange that hides least, by trying the cheapest first.

    Args:
        tables: the tables and the sums between them.
        solver: makes what is asked where trying finds nothing; without it, nothing is.
    """

    def __init__(self, tables: Tables, solver: Solver | None = None) -> None:
        self.tables = tables
        self.most_tries = FEWER_TRIES if solver else MOST_TRIES
        self._finder = solver(tables) if solver else None
        # In an order of their own, so that the choice does not hang on how the tables were written down.
        named = sorted({(each.total, tuple(sorted(each.parts))) for each in tables.sums})
        self.sums: list[dict[str, int]] = [{total: -1, **dict.fromkeys(parts, 1)} for total, parts in named]
        self.of_cell: dict[str, list[int]] = {key: [] for key in tables.counts}
        for number, each in enumerate(self.sums):
            for key in each:
                self.of_cell[key].append(number)
        totals = [each.total for each in tables.sums]
        self.is_total = {key: totals.count(key) for key in set(totals)}

    def cost(self, key: str) -> int:
        """Return what is lost by hiding a printed cell: more for a great count, much more for a total."""
        weight: int = PER_TOTAL ** min(self.is_total.get(key, 0), 3)
        return (1 + self.tables.counts[key].bit_length()) * weight

    def exchange(self, key: str, hidden: set[str], *, may_hide: bool) -> Exchange | None:
        """Return the cheapest exchange that a cell can take part in, or None where none was found.

        Args:
            key: the cell.
            hidden: what is hidden already and costs nothing.
            may_hide: whether further cells may be hidden.
        """
        for open_sum in OPEN_SUM:
            if found := self._cheapest(key, hidden, open_sum, may_hide=may_hide):
                return found
        return None

    def solved(self, key: str, hidden: set[str], *, may_hide: bool) -> Exchange | None:
        """Return an exchange as the solver finds it, or None where there is none, or no solver."""
        if self._finder is None:
            return None
        tables, prices = self.tables, dict[str, int]()
        for cell, count in tables.counts.items():
            if cell in tables.unprinted or cell in hidden:
                prices[cell] = 0
            elif may_hide and count and cell not in tables.printed_before:
                prices[cell] = self.cost(cell)
        changes = self._finder.changes(key, prices)
        return None if changes is None else self._line(changes)

    def _line(self, changes: Mapping[str, int]) -> Exchange:
        """Return changes with how often they can be made either way."""
        rooms = [(change, self.tables.counts[cell] - self.tables.least(cell)) for cell, change in changes.items()]
        down = min((room // change for change, room in rooms if change > 0), default=NO_LIMIT)
        up = min((room // -change for change, room in rooms if change < 0), default=NO_LIMIT)
        return Exchange(dict(changes), down, up)

    def _cheapest(self, key: str, hidden: set[str], open_sum: int, *, may_hide: bool) -> Exchange | None:
        number = 0
        first = self._with(_Try((0, 0, 0), 0, {}, {}, NO_LIMIT, NO_LIMIT), (key, 1, 0), open_sum, number)
        waiting, seen = [first] if first else [], set[frozenset[tuple[str, int]]]()
        while waiting and number < self.most_tries:
            now = heappop(waiting)
            if not now.open_sums:
                return Exchange(now.changes, now.down, now.up)
            for change in self._next(now, hidden, may_hide=may_hide):
                number += 1
                further = self._with(now, change, open_sum, number)
                if further is not None:
                    mark = frozenset(further.changes.items())
                    if mark not in seen:
                        seen.add(mark)
                        heappush(waiting, further)
        return None

    def _next(self, now: _Try, hidden: set[str], *, may_hide: bool) -> Iterator[tuple[str, int, int]]:
        """Yield the cells that could set one open sum right, with the change and what it costs."""
        number = min(now.open_sums, key=lambda each: (len(self.sums[each]), each))
        left, tables = now.open_sums[number], self.tables
        for key, sign in self.sums[number].items():
            if key in now.changes:
                continue
            if key in tables.unprinted or key in hidden:
                price = 0
            elif may_hide and tables.counts[key] and key not in tables.printed_before:
                price = self.cost(key)
            else:
                continue
            yield key, -sign if left > 0 else sign, price

    def _with(self, now: _Try, change: tuple[str, int, int], open_sum: int, number: int) -> _Try | None:
        """Return a try with one more cell changed, or None where too few steps would be left."""
        key, way, price = change
        room = self.tables.counts[key] - self.tables.least(key)
        down, up = (min(now.down, room), now.up) if way > 0 else (now.down, min(now.up, room))
        if down + up + 1 < CANDIDATES:
            return None
        open_sums = dict(now.open_sums)
        for each in self.of_cell[key]:
            left = open_sums.get(each, 0) + self.sums[each][key] * way
            if left:
                open_sums[each] = left
            else:
                open_sums.pop(each, None)
        spent = now.price + price
        rank = (spent + open_sum * len(open_sums), len(now.changes) + len(open_sums), number)
        return _Try(rank, spent, {**now.changes, key: way}, open_sums, down, up)

    def widened(self, key: str, hidden: set[str]) -> Exchange | None:
        """Hide all that shares a sum with a cell, then all there is, until an exchange is found."""
        tables = self.tables
        near = {other for each in self.of_cell[key] for other in self.sums[each]}
        for more in (near, tables.counts.keys()):
            hidden |= {k for k in more if tables.counts[k]} - tables.unprinted - tables.printed_before
            if found := self.exchange(key, hidden, may_hide=True):
                return found
        return None
