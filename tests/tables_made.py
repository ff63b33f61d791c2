"""Tables of the shapes that are published: two-way, nested areas, groups within groups, months that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from keywork.core.suppression import Sum, Tables

SMALL = st.one_of(st.integers(0, 6), st.integers(0, 6), st.integers(0, 60))


def two_way(cells: Sequence[Sequence[int]]) -> Tables:
    """A table with totals of rows, of columns and of all."""
    rows, columns = range(len(cells)), range(len(cells[0]))
    counts = {f"{r}|{c}": cells[r][c] for r in rows for c in columns}
    counts |= {f"{r}|all": sum(cells[r]) for r in rows}
    counts |= {f"all|{c}": sum(cells[r][c] for r in rows) for c in columns}
    counts["all|all"] = sum(map(sum, cells))
    sums = [Sum(f"{r}|all", tuple(f"{r}|{c}" for c in columns)) for r in rows]
    sums += [Sum(f"all|{c}", tuple(f"{r}|{c}" for r in rows)) for c in columns]
    sums += [Sum("all|all", tuple(f"{r}|all" for r in rows)), Sum("all|all", tuple(f"all|{c}" for c in columns))]
    return Tables(counts, tuple(sums))


def with_shares(within: Sequence[int], beside: Sequence[int]) -> Tables:
    """Shares of groups and of all: numerator and denominator are printed, the rest is what anybody subtracts."""
    counts = {f"within|{g}": n for g, n in enumerate(within)} | {f"rest|{g}": n for g, n in enumerate(beside)}
    counts |= {f"whole|{g}": a + b for g, (a, b) in enumerate(zip(within, beside, strict=True))}
    names, groups = ("within", "rest", "whole"), range(len(within))
    for name in names:
        counts[f"{name}|all"] = sum(counts[f"{name}|{g}"] for g in groups)
    sums = [Sum(f"whole|{g}", (f"within|{g}", f"rest|{g}")) for g in (*groups, "all")]
    sums += [Sum(f"{name}|all", tuple(f"{name}|{g}" for g in groups)) for name in names]
    return Tables(counts, tuple(sums), frozenset(key for key in counts if key.startswith("rest")))


def three_tables(cells: Sequence[Sequence[Sequence[int]]]) -> Tables:
    """Three two-way tables of the same children, by each two of three things: their totals are one."""
    a, b, c = range(len(cells)), range(len(cells[0])), range(len(cells[0][0]))
    counts: dict[str, int] = {}
    for i in a:
        for j in b:
            for k in c:
                for key in _margins(i, j, k):
                    counts[key] = counts.get(key, 0) + cells[i][j][k]
    sums = []
    for first, second, name in ((a, b, "ab"), (a, c, "ac"), (b, c, "bc")):
        one, two = name
        sums += [Sum(f"{one}{i}", tuple(f"{one}{i}{two}{j}" for j in second)) for i in first]
        sums += [Sum(f"{two}{j}", tuple(f"{one}{i}{two}{j}" for i in first)) for j in second]
    sums += [Sum("all", tuple(f"{name}{i}" for i in span)) for name, span in (("a", a), ("b", b), ("c", c))]
    return Tables(counts, tuple(sums))


def _margins(i: int, j: int, k: int) -> tuple[str, ...]:
    return ("all", f"a{i}", f"b{j}", f"c{k}", f"a{i}b{j}", f"a{i}c{k}", f"b{j}c{k}")


def nested(wards: Sequence[Sequence[Sequence[int]]]) -> Tables:
    """By ward, locality and area, each with its parts: localities of wards of kinds of need."""
    counts: dict[str, int] = {}
    sums: list[Sum] = []
    kinds = range(len(wards[0][0]))
    for place, locality in enumerate(wards):
        for number, ward in enumerate(locality):
            counts |= {f"{place}.{number}|{k}": ward[k] for k in kinds}
            counts[f"{place}.{number}|all"] = sum(ward)
            sums.append(Sum(f"{place}.{number}|all", tuple(f"{place}.{number}|{k}" for k in kinds)))
        _add_up(counts, sums, f"{place}", [f"{place}.{n}" for n in range(len(locality))], kinds)
    _add_up(counts, sums, "area", [str(place) for place in range(len(wards))], kinds)
    return Tables(counts, tuple(sums))


def _add_up(counts: dict[str, int], sums: list[Sum], whole: str, parts: list[str], kinds: range) -> None:
    for kind in (*kinds, "all"):
        counts[f"{whole}|{kind}"] = sum(counts[f"{part}|{kind}"] for part in parts)
        sums.append(Sum(f"{whole}|{kind}", tuple(f"{part}|{kind}" for part in parts)))
    sums.append(Sum(f"{whole}|all", tuple(f"{whole}|{kind}" for kind in kinds)))


def grid(rows: int, columns: int) -> st.SearchStrategy[list[list[int]]]:
    """Counts of a table of at most so many rows and columns."""
    return st.integers(1, rows).flatmap(
        lambda r: st.integers(1, columns).flatmap(
            lambda c: st.lists(st.lists(SMALL, min_size=c, max_size=c), min_size=r, max_size=r)
        )
    )


def cube(a: int, b: int, c: int) -> st.SearchStrategy[list[list[list[int]]]]:
    """Counts by three things, of just so many kinds each."""
    row = st.lists(SMALL, min_size=c, max_size=c)
    return st.lists(st.lists(row, min_size=b, max_size=b), min_size=a, max_size=a)


def shares(groups: int) -> st.SearchStrategy[Tables]:
    """Shares of at most so many groups."""
    pairs = st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=groups)
    return pairs.map(lambda found: with_shares([n for n, _ in found], [n for _, n in found]))


def turned(tables: Tables) -> Tables:
    """The same tables, written down the other way round."""
    counts: Mapping[str, int] = dict(reversed(tables.counts.items()))
    sums = tuple(Sum(each.total, each.parts[::-1]) for each in reversed(tables.sums))
    return Tables(counts, sums, tables.unprinted, tables.printed_before, tables.hidden_before)
