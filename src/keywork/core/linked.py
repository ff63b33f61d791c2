"""Tables as they are linked: the same columns for the whole and for each group, and what was published before.

A column is a count of cases (plans issued, those in time). A way of grouping puts each case into one group, so that
a column's groups add up to it. Columns are linked too: those in time and those late make those issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from keywork.core.suppression import Sum, Tables

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
    printed: Iterable[str] | None = None,
) -> Tables:
    """Return columns by group as one system of tables.

    Args:
        counts: by column and group, how many; the group :data:`WHOLE` is the whole, and a group left out is 0.
        ways: by way of grouping, its groups.
        sums: how columns lie within each other.
        printed: the columns that are printed; all, if left out.

    Raises:
        ValueError: the groups of a way, or the columns of a sum, do not add up.
    """
    groups = [WHOLE, *(group for each in ways.values() for group in each)]
    found = {cell(column, group): counts[column].get(group, 0) for column in counts for group in groups}
    columns, linked = list(counts), list[Sum]()
    for number, each in enumerate(sums):
        rest = {group: _rest(found, each, group) for group in groups}
        name = f"{REST}{each.total} {number}"
        if any(rest.values()):
            found |= {cell(name, group): left for group, left in rest.items()}
            columns.append(name)
        parts = (*each.parts, name) if name in columns else each.parts
        linked += [Sum(cell(each.total, g), tuple(cell(part, g) for part in parts)) for g in groups]
    for column in columns:
        linked += [Sum(cell(column), tuple(cell(column, group) for group in each)) for each in ways.values()]
    kept = set(counts if printed is None else printed)
    unprinted = {cell(column, group) for column in columns if column not in kept for group in groups}
    return Tables(found, tuple(linked), frozenset(unprinted))


def _rest(found: Mapping[str, int], each: ColumnSum, group: str) -> int:
    return found[cell(each.total, group)] - sum(found[cell(part, group)] for part in each.parts)


def after(earlier: Sequence[Published], now: Tables, *, cumulative: bool) -> Tables:
    """Return tables as one system with those published before them, which bind.

    Of a year that grows, everybody may subtract and learn what was added since, so that is a cell of its own. Of what
    is open on a day, a count that is the same as before counts as one cell with it: somebody may guess that nothing
    has moved, and must not be right to a child. Where a count fell, only the sums within each publication bind.

    Args:
        earlier: the publications of the same tables, in order.
        now: what is to be published.
        cumulative: whether the counts can only grow, but for corrections.
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
        for key, grown in _moved(one.tables, later, cumulative=cumulative).items():
            parts = [old[key]]
            if cumulative:
                added = f"{ADDED} {number} {key}"
                counts[added] = grown
                unprinted.add(added)
                parts.append(added)
            sums.append(Sum(key if is_last else _at(number + 1, key), tuple(parts)))
    return Tables(counts, tuple(sums), frozenset(unprinted), frozenset(printed_before), frozenset(hidden_before))


def _at(number: int, key: str) -> str:
    return f"{BEFORE} {number} {key}"


def _moved(earlier: Tables, later: Tables, *, cumulative: bool) -> dict[str, int]:
    """Return the cells that an onlooker links with what they were before, and by how much each has grown."""
    grown = {key: later.counts[key] - count for key, count in earlier.counts.items() if key in later.counts}
    if cumulative:
        return {key: more for key, more in grown.items() if more >= 0}
    return {key: 0 for key, more in grown.items() if more == 0 and earlier.counts[key] and key not in earlier.unprinted}
