"""Tables as they are linked: the same columns for the whole and for each group, and what was published before.

A column is a count of cases (plans issued, those in time). A way of grouping puts each case into one group, so that
a column's groups add up to it. Columns are linked too: those in time and those late make those issued.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from keywork.core.suppression import CannotProtect, Protected, Solver, Sum, Tables, suppress

WHOLE = ""
REST = "rest of "
BEFORE, ADDED = "before", "added"


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """Columns that lie within another one and share no case; what they leave of it is a rest that nobody prints."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """Tables that were published, and what was hidden in them."""

    tables: Tables
    hidden: frozenset[str]


def cell(column: str, group: str = WHOLE) -> str:
    """Return the key of a cell: a column, for a group or for the whole."""
    return f"{column}|{group}"


def crossed(
    counts: Mapping[str, Mapping[str, int]],
    ways: Mapping[str, Sequence[str]],
    sums: Iterable[ColumnSum],
    *,
    printed: Container[str] | None = None,
    grouped: Container[str] | None = None,
) -> Tables:
    """Return columns by group as one system of tables.

    Args:
        counts: by column and group, how many; the group :data:`WHOLE` is the whole, and a group left out is 0.
        ways: by way of grouping, its groups.
        sums: how columns lie within each other. Parts that share cases are no sum, and are left out.
        printed: the columns that are printed; all, if left out.
        grouped: the columns that are told by group; all, if left out.

    Raises:
        ValueError: the groups of a way do not add up.
    """
    groups = [group for each in ways.values() for group in each]
    reach = {name: [WHOLE, *groups] if grouped is None or name in grouped else [WHOLE] for name in counts}
    found = {cell(name, group): counts[name].get(group, 0) for name in counts for group in reach[name]}
    unprinted = {
        cell(name, group) for name in counts if printed is not None and name not in printed for group in reach[name]
    }
    linked: list[Sum] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for number, each in enumerate(sums):
        name = f"{REST}{each.total} {number}"
        for group in reach[each.total]:
            parts = tuple(key for part in each.parts if (key := cell(part, group)) in found)
            left = found[cell(each.total, group)] - sum(found[key] for key in parts)
            if left < 0 or not parts or (cell(each.total, group), parts) in seen:
                continue
            seen.add((cell(each.total, group), parts))
            if left:
                found[cell(name, group)] = left
                unprinted.add(cell(name, group))
                parts += (cell(name, group),)
            linked.append(Sum(cell(each.total, group), parts))
    for name, its in reach.items():
        if len(its) > 1:
            linked += [Sum(cell(name), tuple(cell(name, group) for group in each)) for each in ways.values()]
    return Tables(found, tuple(linked), frozenset(unprinted))


def protect(
    earlier: Sequence[Published], now: Tables, *, grows: Callable[[str], bool], solver: Solver | None = None
) -> tuple[Tables, Protected]:
    """Choose which cells to hide in tables that follow others, and return all as one system with the proof.

    Where no choice stands up to somebody who guesses that what is the same has not moved, as what was printed before
    cannot be taken back, the choice is proved against what everybody knows, and not against the guess.

    Args:
        earlier: the publications of the same tables, in order.
        now: what is to be published.
        grows: says of a cell whether it can only grow from one to the next, but for corrections.
        solver: what is asked where trying finds nothing.

    Raises:
        CannotProtect: what was published before gives a cell away whatever is hidden now.
    """
    whole = after(earlier, now, grows=grows)
    try:
        return whole, suppress(whole, solver)
    except CannotProtect:
        whole = after(earlier, now, grows=grows, guessing=False)
        return whole, suppress(whole, solver)


def after(earlier: Sequence[Published], now: Tables, *, grows: Callable[[str], bool], guessing: bool = True) -> Tables:
    """Return tables as one system with those published before them, which bind.

    Of a year that grows, everybody may subtract and learn what was added since, so that is a cell of its own. Of what
    is open on a day, a count that is the same as before counts as one cell with it: somebody may guess that nothing
    has moved, and must not be right to a child. Where a count fell, only the sums within each publication bind.

    Args:
        earlier: the publications of the same tables, in order.
        now: what is to be published.
        grows: says of a cell whether it can only grow from one to the next, but for corrections.
        guessing: whether somebody is reckoned with who guesses that nothing has moved.
    """
    counts, sums = dict(now.counts), list(now.sums)
    unprinted, printed_before, hidden_before = set(now.unprinted), set(now.printed_before), set(now.hidden_before)
    for number, one in enumerate(earlier):
        old = {key: _at(number, key) for key in one.tables.counts}
        counts |= {name: one.tables.counts[key] for key, name in old.items()}
        sums += [Sum(old[each.total], tuple(old[part] for part in each.parts)) for each in one.tables.sums]
        unprinted |= {old[key] for key in one.tables.unprinted}
        hidden_before |= {old[key] for key in one.hidden}
        printed_before |= {old[key] for key in one.tables.counts.keys() - one.tables.unprinted - one.hidden}
        is_last = number + 1 == len(earlier)
        later = now if is_last else earlier[number + 1].tables
        for key, grown in _moved(one.tables, later, grows).items():
            if not (guessing or grows(key)):
                continue
            parts = [old[key]]
            if grows(key):
                added = f"{ADDED} {number} {key}"
                counts[added] = grown
                unprinted.add(added)
                parts.append(added)
            sums.append(Sum(key if is_last else _at(number + 1, key), tuple(parts)))
    return Tables(counts, tuple(sums), frozenset(unprinted), frozenset(printed_before), frozenset(hidden_before))


def _at(number: int, key: str) -> str:
    return f"{BEFORE} {number} {key}"


def _moved(earlier: Tables, later: Tables, grows: Callable[[str], bool]) -> dict[str, int]:
    """Return the cells that an onlooker links with what they were before, and by how much each has grown."""
    grown = {key: later.counts[key] - count for key, count in earlier.counts.items() if key in later.counts}
    stands = {key for key, count in earlier.counts.items() if count and key not in earlier.unprinted}
    return {key: more for key, more in grown.items() if (more >= 0 if grows(key) else more == 0 and key in stands)}
