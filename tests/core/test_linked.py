"""Tables that share children, and the same table month after month, give nothing back together."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keywork.core.linked import WHOLE, ColumnSum, Published, after, cell, crossed, protect
from keywork.core.suppression import CannotProtect, Tables, suppress
from shared import SHARED
from tables_made import SMALL
from tables_solved import recoverable

RETURN = SHARED / "data/sen2/cheshire-east-2024/expected.json"
needs_return = pytest.mark.skipif(not RETURN.exists(), reason="the return stands beside the project")
WAYS = {"need": ("need=ASD", "need=SEMH", "need=SLCN"), "asked by": ("by=family", "by=setting")}

IN_TIME = ColumnSum("issued", ("in time", "late"))


def always(_: str) -> bool:
    return True


def never(_: str) -> bool:
    return False


def columns(places: list[tuple[int, int, int, int]]) -> dict[str, dict[str, int]]:
    """Count plans, each with its need, who asked, and whether it was in time, late or neither."""
    counts: dict[str, dict[str, int]] = {name: {} for name in ("issued", "in time", "late")}
    for need, asked, state, times in places:
        names = ["issued", *(["in time", "late"][state : state + 1] if state < 2 else [])]
        for name in names:
            for group in (WHOLE, WAYS["need"][need], WAYS["asked by"][asked]):
                counts[name][group] = counts[name].get(group, 0) + times
    return counts


PLACES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 2), SMALL), min_size=1, max_size=14)


def test_what_columns_leave_of_a_whole_is_a_cell_that_nobody_prints() -> None:
    tables = crossed(columns([(0, 0, 0, 9), (0, 0, 2, 2)]), WAYS, [IN_TIME])
    rest = {key: tables.counts[key] for key in tables.unprinted}
    assert rest["rest of issued 0|"] == 2
    assert rest["rest of issued 0|need=ASD"] == 2
    assert cell("issued", "need=SEMH") not in rest


def test_a_column_that_is_not_printed_is_still_worked_out_by_whoever_can() -> None:
    tables = crossed(columns([(0, 0, 0, 57), (0, 0, 1, 3)]), WAYS, [IN_TIME], printed=["issued", "in time"])
    assert cell("late") in tables.unprinted
    assert cell("late") in recoverable(tables, set())
    assert recoverable(tables, suppress(tables).hidden) == []


@settings(max_examples=20, deadline=None)
@given(PLACES)
def test_linked_columns_by_group_give_none_back(places: list[tuple[int, int, int, int]]) -> None:
    tables = crossed(columns(places), WAYS, [IN_TIME])
    assert recoverable(tables, suppress(tables).hidden) == []


def together(months: list[Tables], *, cumulative: bool) -> tuple[Tables, frozenset[str]]:
    """Publish month after month, each bound by those before, and return all of it as one system with what is hidden."""
    published: list[Published] = []
    whole, hidden = months[0], frozenset[str]()
    for month in months:
        whole, protected = protect(published, month, grows=lambda _: cumulative)
        hidden = protected.hidden
        published.append(Published(month, hidden & month.counts.keys() - month.unprinted))
    return whole, hidden


@settings(max_examples=12, deadline=None)
@given(PLACES, PLACES, PLACES)
def test_a_year_that_grows_from_month_to_month_gives_none_back(
    first: list[tuple[int, int, int, int]],
    second: list[tuple[int, int, int, int]],
    third: list[tuple[int, int, int, int]],
) -> None:
    so_far = (first, first + second, first + second + third)
    whole, hidden = together([crossed(columns(places), WAYS, [IN_TIME]) for places in so_far], cumulative=True)
    assert recoverable(whole, hidden) == []


@settings(max_examples=12, deadline=None)
@given(PLACES, PLACES)
def test_what_is_open_on_one_day_and_on_another_gives_none_back(
    first: list[tuple[int, int, int, int]], second: list[tuple[int, int, int, int]]
) -> None:
    whole, hidden = together(
        [crossed(columns(places), WAYS, [IN_TIME]) for places in (first, second)], cumulative=False
    )
    assert recoverable(whole, hidden) == []


def test_what_a_month_added_is_hidden_though_both_totals_are_great() -> None:
    march = crossed(columns([(0, 0, 0, 40), (1, 1, 0, 30)]), WAYS, [])
    april = crossed(columns([(0, 0, 0, 43), (1, 1, 0, 30)]), WAYS, [])
    alone = suppress(april).hidden
    assert alone == frozenset()  # looked at by itself, nothing in it is small
    first = Published(march, suppress(march).hidden)
    both = after([first], april, grows=always)
    assert "added 0 issued|need=ASD" in recoverable(both, set())
    hidden = suppress(both).hidden
    assert cell("issued", "need=ASD") in hidden
    assert recoverable(both, hidden) == []


def test_what_fell_is_no_sum() -> None:
    before = Published(crossed({"open": {WHOLE: 9}}, {}, []), frozenset())
    now = crossed({"open": {WHOLE: 7}}, {}, [])
    assert after([before], now, grows=always).sums == after([before], now, grows=never).sums == ()


def test_a_guess_that_cannot_be_shut_out_is_left_out_and_what_everybody_knows_is_not() -> None:
    days = [
        crossed(columns(places), WAYS, [IN_TIME])
        for places in ([(0, 0, 0, 0), (0, 0, 1, 3), (0, 1, 0, 6), (1, 0, 0, 1)], [(1, 0, 0, 1)])
    ]
    first = Published(days[0], suppress(days[0]).hidden)
    with pytest.raises(CannotProtect):
        suppress(after([first], days[1], grows=never))
    whole, hidden = together(days, cumulative=False)
    assert whole == after([first], days[1], grows=never, guessing=False)
    assert recoverable(whole, hidden) == []


def test_published_before_and_now_too_small_to_hide_is_refused() -> None:
    """Where 20 were printed and nothing moved, that 20 cannot be taken back."""
    before = Published(crossed({"all": {WHOLE: 20}}, {}, []), frozenset())
    rest = crossed({"all": {WHOLE: 20}, "a": {WHOLE: 17}, "b": {WHOLE: 3}}, {}, [ColumnSum("all", ("a", "b"))])
    hidden = suppress(after([before], rest, grows=never)).hidden
    assert hidden == {cell("a"), cell("b")}
    published = Published(rest, frozenset({cell("b")}))
    with pytest.raises(CannotProtect):
        suppress(after([published], rest, grows=never))


@needs_return
def test_the_tables_of_a_whole_return_give_none_back_together() -> None:
    """Plans by placement and by each of five other things, as the national release prints them, as one system."""
    published = json.loads(RETURN.read_text())["published"]
    total = published["placement_active"]
    counts: dict[str, dict[str, int]] = {"all": {WHOLE: sum(_counts(total).values())}}
    counts |= {place: {WHOLE: count} for place, count in _counts(total).items()}
    ways: dict[str, list[str]] = {}
    for by in ("age", "sex", "ethnicity", "years_in_place", "primary_need"):
        table = {place: _counts(row) for place, row in published["placement_by"][by].items()}
        assert all(sum(row.values()) == counts[place][WHOLE] for place, row in table.items()), by
        ways[by] = sorted({f"{by}={name}" for row in table.values() for name in row})
        for place, row in table.items():
            for name, count in row.items():
                counts[place][f"{by}={name}"] = count
                counts["all"][f"{by}={name}"] = counts["all"].get(f"{by}={name}", 0) + count
    places = tuple(place for place in counts if place != "all")
    tables = crossed(counts, ways, [ColumnSum("all", places)])
    small = [key for key in tables.counts if tables.is_small(key)]
    hidden = suppress(tables).hidden
    found = recoverable(tables, hidden)
    print(f"{len(hidden)} hidden of {len(tables.counts)} cells, {len(small)} of them small; brought back: {len(found)}")
    assert len(small) > 400
    assert found == []
    assert len(hidden) < 1.3 * len(small)


def _counts(row: dict[str, Any]) -> dict[str, int]:
    return {name: count for name, count in row.items() if isinstance(count, int) and name not in {"total", "unknown"}}


def test_months_are_linked_one_after_another() -> None:
    months = [crossed({"all": {WHOLE: count}}, {}, []) for count in (10, 20, 30)]
    linked = after([Published(month, frozenset()) for month in months[:2]], months[2], grows=always)
    assert [linked.counts[f"added {n} all|"] for n in (0, 1)] == [
        second.counts["all|"] - first.counts["all|"] for first, second in pairwise(months)
    ]
