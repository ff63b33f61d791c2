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

from collections.abc import Iterable

from keywork.core.exchanging import Search, Solver
from keywork.core.tables import CANDIDATES, Exchange, Protected, Sum, Tables


class CannotProtect(ValueError):
    """No choice of hidden cells keeps a cell from being worked out; nothing may be printed.

    Args:
        cells: the keys of the cells.
    """

    def __init__(self, cells: Iterable[str]) -> None:
        self.cells = tuple(cells)
        super().__init__(f"These cells could be worked out whatever else is hidden: {', '.join(self.cells)}.")


def suppress(tables: Tables, solver: Solver | None = None) -> Protected:
    """Choose which cells to hide: every small count, and as little else as keeps them from being worked out.

    The same tables give the same choice.

    Args:
        tables: the tables and the sums between them.
        solver: what is asked where trying finds nothing; without it more is hidden, and now and then refused.

    Raises:
        CannotProtect: what was published before gives a cell away whatever is hidden now.
    """
    search = Search(tables, solver)
    hidden = _hidden_at_first(tables)
    exchanges: dict[str, Exchange] = {}
    while wanting := [key for key in _in_need(tables, hidden) if key not in exchanges]:
        key = wanting[0]
        found = search.exchange(key, hidden, may_hide=True) or search.solved(key, hidden, may_hide=True)
        if found is None and solver is None:
            found = search.widened(key, hidden)
        if found is None:
            raise CannotProtect(wanting[:1])
        hidden |= found.changes.keys() - tables.unprinted
        exchanges = {**dict.fromkeys(found.changes, found), **exchanges}
    _show_again(search, hidden, exchanges)
    protected = Protected(frozenset(hidden), exchanges)
    if open_cells := narrowed(tables, protected):
        raise CannotProtect(open_cells)
    return protected


def audit(tables: Tables, hidden: Iterable[str], solver: Solver | None = None) -> Protected:
    """Prove that cells hidden by somebody else's choice cannot be worked out.

    Args:
        tables: the tables and the sums between them.
        hidden: the keys of hidden cells.
        solver: what is asked where trying finds nothing.

    Raises:
        CannotProtect: no proof was found for some cells; a small count that is printed is among them.
    """
    chosen, search, exchanges = set(hidden), Search(tables, solver), dict[str, Exchange]()
    for key in _in_need(tables, chosen):
        if key in exchanges:
            continue
        found = search.exchange(key, chosen, may_hide=False) or search.solved(key, chosen, may_hide=False)
        if found:
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


def _show_again(search: Search, hidden: set[str], exchanges: dict[str, Exchange]) -> None:
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


__all__ = ["CannotProtect", "Exchange", "Protected", "Solver", "Sum", "Tables", "audit", "narrowed", "suppress"]
