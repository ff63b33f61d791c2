"""Small numbers are hidden so that no solver brings them back.

The solver is scipy's and shares nothing with the product but the tables: it is told each printed cell, each sum and that
noughts are printed. A cell that is hidden, or that is small and printed nowhere, must be left at three numbers at least.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keywork.core.suppression import CannotProtect, Exchange, Protected, Sum, Tables, audit, narrowed, suppress
from tables_made import cube, grid, nested, shares, three_tables, turned, two_way
from tables_solved import Onlooker, recoverable

MANY = settings(max_examples=60, deadline=None)
SOME = settings(max_examples=25, deadline=None)


def test_the_solver_brings_back_a_count_that_is_hidden_alone() -> None:
    tables = two_way([[3, 40], [50, 60]])
    assert recoverable(tables, {"0|0"}) == ["0|0"]
    with pytest.raises(CannotProtect):
        audit(tables, {"0|0"})


def test_one_more_cell_of_its_row_and_of_its_column_are_hidden() -> None:
    protected = suppress(two_way([[3, 40, 900], [50, 60, 900], [900, 900, 900]]))
    assert protected.hidden == {"0|0", "0|1", "1|0", "1|1"}


def test_noughts_are_printed_and_never_hidden_for_another() -> None:
    tables = two_way([[0, 2, 0], [7, 0, 30], [0, 9, 41]])
    hidden = suppress(tables).hidden
    assert "0|1" in hidden
    assert not [key for key in hidden if tables.counts[key] == 0]


def test_counts_of_one_are_kept_apart_though_everybody_knows_that_they_are_not_nought() -> None:
    tables = two_way([[1, 1], [1, 1]])
    hidden = suppress(tables).hidden
    assert Onlooker(tables, hidden - {"0|all", "1|all", "all|0", "all|1"}).candidates("0|0") == 1
    assert recoverable(tables, hidden) == []


def test_a_table_without_small_counts_is_printed_whole() -> None:
    assert suppress(two_way([[6, 7], [0, 300]])).hidden == frozenset()


def test_what_is_left_of_a_whole_counts_as_much_as_what_is_printed() -> None:
    # 57 of 60 in time: nobody prints the 3, and everybody sees it.
    tables = Tables({"in time": 57, "late": 3, "all": 60}, (Sum("all", ("in time", "late")),), frozenset({"late"}))
    assert recoverable(tables, set()) == ["late"]
    hidden = suppress(tables).hidden
    assert len(hidden) == 1
    assert recoverable(tables, hidden) == []


@MANY
@given(grid(7, 7).map(two_way))
def test_no_cell_of_a_table_is_brought_back(tables: Tables) -> None:
    hidden = suppress(tables).hidden
    assert {key for key in tables.counts if tables.is_small(key)} <= hidden
    assert recoverable(tables, hidden) == []


@MANY
@given(shares(9))
def test_no_share_gives_a_count_back(tables: Tables) -> None:
    assert recoverable(tables, suppress(tables).hidden) == []


@SOME
@given(cube(4, 3, 4).map(three_tables))
def test_three_tables_of_the_same_children_give_none_back_together(tables: Tables) -> None:
    assert recoverable(tables, suppress(tables).hidden) == []


@SOME
@given(cube(3, 3, 4).map(nested))
def test_nested_areas_give_none_back(tables: Tables) -> None:
    assert recoverable(tables, suppress(tables).hidden) == []


@SOME
@given(grid(5, 5).map(two_way), st.sets(st.integers(0, 35)))
def test_whatever_somebody_else_hides_is_passed_only_where_no_solver_brings_it_back(
    tables: Tables, chosen: set[int]
) -> None:
    keys = sorted(key for key in tables.counts if tables.counts[key])
    hidden = {key for number, key in enumerate(keys) if number in chosen or tables.is_small(key)}
    try:
        audit(tables, hidden)
    except CannotProtect:
        return
    assert recoverable(tables, hidden) == []


@SOME
@given(grid(5, 5).map(two_way))
def test_the_same_tables_give_the_same_choice_in_whatever_order_they_come(tables: Tables) -> None:
    assert suppress(tables).hidden == suppress(turned(tables)).hidden


@SOME
@given(grid(4, 4).map(two_way), st.data())
def test_what_was_printed_before_stays_and_binds(tables: Tables, data: st.DataObject) -> None:
    large = sorted(key for key, count in tables.counts.items() if count > 5)
    before = frozenset(data.draw(st.sets(st.sampled_from(large))) if large else ())
    try:
        hidden = suppress(replace(tables, printed_before=before)).hidden
    except CannotProtect as refused:
        # Only where a solver finds no way either: everything else hidden, and still a cell comes back.
        rest = {key for key, count in tables.counts.items() if count and key not in before}
        assert refused.cells
        assert recoverable(tables, rest)
        return
    assert not hidden & before
    assert recoverable(tables, hidden) == []


def test_a_count_that_was_printed_with_its_total_cannot_be_hidden_again() -> None:
    tables = Tables({"all": 20, "a": 17, "b": 3}, (Sum("all", ("a", "b")),), printed_before=frozenset({"all", "a"}))
    with pytest.raises(CannotProtect, match="b"):
        suppress(tables)


def test_a_proof_that_does_not_hold_is_noticed() -> None:
    tables = two_way([[3, 40], [50, 60]])
    good = suppress(tables)
    assert narrowed(tables, good) == ()
    proof = good.exchanges["0|0"]
    bad = {
        "a sum is not kept": Exchange({**proof.changes, "0|0": -proof.changes["0|0"]}, proof.down, proof.up),
        "a printed cell is changed": Exchange({"0|0": 1, "0|1": -1, "all|0": 1, "all|1": -1}, 1, 1),
        "too few steps": Exchange(proof.changes, 0, 1),
        "below the least": Exchange(proof.changes, proof.down + 4, proof.up),
        "of other cells": Exchange({}, 1, 1),
    }
    for what, exchange in bad.items():
        assert "0|0" in narrowed(tables, Protected(good.hidden, {**good.exchanges, "0|0": exchange})), what
    assert narrowed(tables, Protected(good.hidden - {"0|0"}, good.exchanges))
    assert narrowed(tables, Protected(good.hidden, {})) == tuple(sorted(good.hidden))


@pytest.mark.parametrize(
    ("counts", "sums", "said"),
    [
        ({"a": 1}, (Sum("b", ("a",)),), "no cell 'b'"),
        ({"a": -1}, (), "below nothing"),
        ({"a": 1, "b": 2}, (Sum("b", ("a",)),), "add up"),
    ],
)
def test_tables_that_cannot_be_are_refused(counts: dict[str, int], sums: tuple[Sum, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Tables(counts, sums)
