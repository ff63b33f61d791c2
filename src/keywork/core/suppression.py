"""Small numbers, hidden so that nobody can work them out from what is printed.

Who publishes a table with a small count hidden and its total printed has published the count. So after the small
counts (primary suppression) further cells are hidden (secondary suppression), until each hidden cell could be any of
three numbers at least for somebody who knows every printed cell and every sum between cells. That is proved and
not estimated: for each hidden cell there is an exchange, a set of hidden cells of which some could each be greater by
as much as others are less, with every printed sum as before. Whoever wants to check needs no solver, only addition.

Which rule comes from where:

- Counts of 1 to 5 are hidden, and 0 is printed. The Government Statistical Service's guidance on tables from
  administrative sources leaves the smallest count to whoever publishes; for figures about children's needs five is
  common. The Department for Education prints its own SEN2 tables without suppression or rounding; we do not.
- Secondary suppression and the audit by linear sums: Statistical Policy Working Paper 22 (Federal Committee on
  Statistical Methodology), chapters II and IV.
- Because noughts are printed, everybody knows that a hidden cell is one at least. The proof allows for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

SMALLEST, LARGEST = 1, 5
CANDIDATES = 3
MOST_TRIES = 20_000
# What a sum still open is reckoned to cost: little, and what is found hides little; else more, so that something is.
OPEN_SUM = (8, 80)
NO_LIMIT = 1 << 30
PER_TOTAL = 4


class CannotProtect(ValueError):
    """No choice of hidden cells keeps a cell from being worked out; nothing may be printed.

    Args:
        cells: the keys of the cells.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        self.cells = tuple(cells)
        super().__init__(f"These cells could be worked out whatever else is hidden: {', '.join(self.cells)}.")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that everybody knows: a total, and the parts that add up to it."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables that share cells, as one system: a cell of two tables has one key.

    Args:
        counts: every cell's count.
        sums: every sum between cells, those of other tables, filters and areas too.
        unprinted: cells that no table prints and that anybody may try to work out: what is left of a whole, the
            difference between a group and one within it, what a month added.
        printed_before: cells that were published and cannot be taken back.
        hidden_before: cells that were published as hidden, and stay hidden.

    Raises:
        ValueError: a count is below nothing, a sum names a cell that is not there, or does not add up.
    """

    counts: Mapping[str, int]
    sums: tuple[Sum, ...]
    unprinted: frozenset[str] = frozenset()
    printed_before: frozenset[str] = frozenset()
    hidden_before: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        named = {key for each in self.sums for key in (each.total, *each.parts)}
        named |= self.unprinted | self.printed_before | self.hidden_before
        if unknown := sorted(named - self.counts.keys()):
            raise ValueError(f"There is no cell '{unknown[0]}'.")
        if negative := [key for key, count in self.counts.items() if count < 0]:
            raise ValueError(f"The cell '{negative[0]}' is below nothing.")
        for each in self.sums:
            if self.counts[each.total] != sum(self.counts[part] for part in each.parts):
                raise ValueError(f"The parts of '{each.total}' do not add up to it.")

    def least(self, key: str) -> int:
        """Return the least that anybody knows a cell to be: a hidden one is no nought, as those are printed."""
        return 0 if key in self.unprinted else 1

    def is_small(self, key: str) -> bool:
        """Say whether a cell's count tells of so few children that it is hidden."""
        return SMALLEST <= self.counts[key] <= LARGEST


@dataclass(frozen=True, slots=True)
class Exchange:
    """How hidden cells could be otherwise with every sum kept.

    Args:
        changes: by cell, whether it would be one greater or one less for each step.
        down, up: how many steps it can be taken backwards and forwards before a cell falls below the least it can be.
    """

    changes: Mapping[str, int]
    down: int
    up: int

    @property
    def candidates(self) -> int:
        """Return how many numbers each of its cells could be, at least."""
        return self.down + self.up + 1


@dataclass(frozen=True, slots=True)
class Protected:
    """Which cells are hidden, with the proof for each.

    Args:
        hidden: the keys of hidden cells, those for small counts and the others.
        exchanges: by cell, the exchange that keeps it from being worked out; unprinted small cells have one too.
    """

    hidden: frozenset[str]
    exchanges: Mapping[str, Exchange]


def suppress(tables: Tables) -> Protected:
    """Choose which cells to hide: every small count, and as little else as keeps them from being worked out.

    The same tables give the same choice.

    Args:
        tables: the tables and the sums between them.

    Raises:
        CannotProtect: what was published before gives a cell away whatever is hidden now.
    """
    search = _Search(tables)
    hidden = _hidden_at_first(tables)
    exchanges: dict[str, Exchange] = {}
    while wanting := [key for key in _in_need(tables, hidden) if key not in exchanges]:
        found = search.exchange(wanting[0], hidden, may_hide=True) or search.widened(wanting[0], hidden)
        if found is None:
            raise CannotProtect(wanting[:1])
        hidden |= found.changes.keys() - tables.unprinted
        exchanges = {**dict.fromkeys(found.changes, found), **exchanges}
    _show_again(search, hidden, exchanges)
    protected = Protected(frozenset(hidden), exchanges)
    if open_cells := narrowed(tables, protected):
        raise CannotProtect(open_cells)
    return protected


def audit(tables: Tables, hidden: Iterable[str]) -> Protected:
    """Prove that cells hidden by somebody else's choice cannot be worked out.

    Args:
        tables: the tables and the sums between them.
        hidden: the keys of hidden cells.

    Raises:
        CannotProtect: no proof was found for some cells; a small count that is printed is among them.
    """
    chosen, search, exchanges = set(hidden), _Search(tables), dict[str, Exchange]()
    for key in _in_need(tables, chosen):
        if key not in exchanges and (found := search.exchange(key, chosen, may_hide=False)):
            exchanges = {**dict.fromkeys(found.changes, found), **exchanges}
    protected = Protected(frozenset(chosen), exchanges)
    if open_cells := narrowed(tables, protected):
        raise CannotProtect(open_cells)
    return protected


def narrowed(tables: Tables, protected: Protected) -> tuple[str, ...]:
    """Return the cells whose proof does not hold: none where the tables may be printed.

    It looks at the proof and not at how it was found: whether each exchange touches hidden cells only, keeps every sum,
    and leaves every cell at three numbers at least that it could be.

    Args:
        tables: the tables and the sums between them.
        protected: the hidden cells, and the exchanges.
    """
    printed = {key for key in tables.counts if key not in tables.unprinted and key not in protected.hidden}
    bad = {key for key in printed if tables.is_small(key) and key not in tables.printed_before}
    bad |= {key for key in protected.hidden if tables.counts[key] == 0 or key in tables.printed_before}
    checked: dict[int, bool] = {}
    for key in _in_need(tables, protected.hidden):
        exchange = protected.exchanges.get(key)
        if exchange is None or key not in exchange.changes:
            bad.add(key)
            continue
        if id(exchange) not in checked:
            checked[id(exchange)] = _holds(tables, exchange, printed)
        if not checked[id(exchange)]:
            bad.add(key)
    return tuple(sorted(bad))


def _holds(tables: Tables, exchange: Exchange, printed: set[str]) -> bool:
    changes = exchange.changes
    if exchange.candidates < CANDIDATES or min(exchange.down, exchange.up) < 0 or not printed.isdisjoint(changes):
        return False
    for each in tables.sums:
        if changes.get(each.total, 0) != sum(changes.get(part, 0) for part in each.parts):
            return False
    ends = (-exchange.down, exchange.up)
    return all(
        tables.counts[key] + change * steps >= tables.least(key) for key, change in changes.items() for steps in ends
    )


def _hidden_at_first(tables: Tables) -> set[str]:
    printed = tables.counts.keys() - tables.unprinted - tables.printed_before
    return {key for key in printed if tables.is_small(key)} | tables.hidden_before


def _in_need(tables: Tables, hidden: Iterable[str]) -> list[str]:
    """Return the cells that need a proof, smallest first: the hidden ones, and the small ones that nobody prints."""
    wanted = {*hidden, *(key for key in tables.unprinted if tables.is_small(key))}
    return sorted(wanted, key=lambda key: (tables.counts[key], key))


def _show_again(search: _Search, hidden: set[str], exchanges: dict[str, Exchange]) -> None:
    """Print again what need not be hidden after all, the dearest first, as later choices may have made it needless."""
    tables = search.tables
    spare = [key for key in hidden if not tables.is_small(key) and key not in tables.hidden_before]
    for key in sorted(spare, key=lambda key: (-search.cost(key), key)):
        hidden.discard(key)
        touched = [k for k in _in_need(tables, hidden) if key in exchanges[k].changes]
        instead: dict[str, Exchange] = {}
        for cell in touched:
            found = instead.get(cell) or search.exchange(cell, hidden, may_hide=False)
            if found is None:
                hidden.add(key)
                break
            instead |= {k: found for k in found.changes if k not in instead}
        else:
            exchanges.pop(key, None)
            exchanges |= {k: found for k, found in instead.items() if k in touched}


@dataclass(order=True, slots=True)
class _Try:
    """An exchange that is being put together; the cheapest is carried on first."""

    rank: tuple[int, int, int]
    price: int = field(compare=False)
    changes: dict[str, int] = field(compare=False)
    open_sums: dict[int, int] = field(compare=False)
    down: int = field(compare=False)
    up: int = field(compare=False)


class _Search:
    """Finds for a cell the exchange that hides least, by trying the cheapest first.

    Args:
        tables: the tables and the sums between them.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
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

    def _cheapest(self, key: str, hidden: set[str], open_sum: int, *, may_hide: bool) -> Exchange | None:
        number = 0
        first = self._with(_Try((0, 0, 0), 0, {}, {}, NO_LIMIT, NO_LIMIT), (key, 1, 0), open_sum, number)
        waiting, seen = [first] if first else [], set[frozenset[tuple[str, int]]]()
        while waiting and number < MOST_TRIES:
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
