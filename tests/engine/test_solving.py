"""What the solver finds is a way in which hidden cells could be otherwise: every sum is kept, and two steps can be made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from keywork.core.exchanging import Search
from keywork.core.suppression import CannotProtect, Protected, audit, narrowed, suppress
from keywork.core.tables import Sum, Tables
from keywork.engine.solving import Exchanges
from tables_made import grid, two_way
from tables_solved import recoverable


@settings(max_examples=10, deadline=None)
@given(grid(4, 4).map(two_way))
def test_each_exchange_that_it_finds_proves_its_cell(tables: Tables) -> None:
    hidden = set(suppress(tables).hidden)
    search = Search(tables, Exchanges)
    found = {key: search.solved(key, hidden, may_hide=False) for key in sorted(hidden)}
    assert None not in found.values()
    proofs = {key: exchange for key, exchange in found.items() if exchange is not None}
    assert narrowed(tables, Protected(frozenset(hidden), proofs)) == ()


def test_it_hides_what_costs_least() -> None:
    tables = two_way([[3, 40, 900], [50, 60, 900], [900, 900, 900]])
    found = Search(tables, Exchanges).solved("0|0", {"0|0"}, may_hide=True)
    assert found is not None
    assert set(found.changes) == {"0|0", "0|1", "1|0", "1|1"}


def test_where_there_is_no_way_it_finds_none() -> None:
    tables = Tables({"all": 20, "a": 17, "b": 3}, (Sum("all", ("a", "b")),), printed_before=frozenset({"all", "a"}))
    assert Search(tables, Exchanges).solved("b", {"b"}, may_hide=True) is None
    with pytest.raises(CannotProtect):
        suppress(tables, Exchanges)
    with pytest.raises(CannotProtect):
        audit(replace(tables, printed_before=frozenset()), {"b"}, Exchanges)


def test_a_way_down_is_found_where_there_is_none_up() -> None:
    # "c" is one already, so "b" can only be less.
    tables = Tables({"all": 6, "b": 5, "c": 1}, (Sum("all", ("b", "c")),))
    found = Search(tables, Exchanges).solved("b", {"b", "c"}, may_hide=False)
    assert found is not None
    assert (found.changes, found.down) == ({"b": -1, "c": 1}, 0)
    assert found.up >= 2
    assert recoverable(tables, {"b", "c"}) == []
