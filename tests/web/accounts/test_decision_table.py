"""AZ-02: every cell of the matrix as a pure decision, against the tables as they were agreed, read by other rules."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import access_oracle as oracle
from keywork.web.accounts.cells import VERBS, Scope
from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import Role

ROLES = 24
CLASSES = 30
# How somebody stands to a record, and the letters of the legend that reach so far; a stranger's is None.
REACHES: dict[Scope | None, str] = {
    Scope.OWN: "ota",
    Scope.TEAM: "ta",
    Scope.AREA: "a",
    Scope.SETTING: "sa",
    Scope.REQUEST: "qa",
    Scope.FAMILY: "ca",
    Scope.GRANT: "ga",
    Scope.SAMPLED: "ka",
    None: "",
}
FLAGS = ("restricted", "blocked", "conflict", "withheld")
FIGURES = os.environ.get("KEYWORK_FIGURES")


def mixes() -> Iterator[tuple[str, ...]]:
    for many in range(len(FLAGS) + 1):
        yield from combinations(FLAGS, many)


def taken(role: str, relation: Scope | None, flags: tuple[str, ...], named: bool) -> bool:
    """Say what the flags take, in this test's own words; who is named reads c1 by the way they stand to the case."""
    if "blocked" in flags or "conflict" in flags:
        return True
    if "restricted" in flags and not named:
        return True
    return "withheld" in flags and role == "parent"


def expected(marks: frozenset[oracle.Mark], verb: str, relation: Scope | None, *, met: bool) -> bool:
    wanted = {"N", "R"} if verb == "N" else {verb}
    return any(m.verb in wanted and m.scope in REACHES[relation] and (met or not m.must) for m in marks)


def test_the_tables_name_every_role_and_class() -> None:
    cells, whole = oracle.read(), whole_matrix()
    assert {role for role, _ in cells} == set(whole.roles) == set(Role.values)
    assert len(whole.roles) == ROLES
    assert {code for _, code in cells} == set(whole.classes)
    assert len(whole.classes) == CLASSES
    # Rows that stand for several roles may leave one out; what nothing is said of gives nothing.
    assert sum(bool(marks) for marks in cells.values()) == sum(len(row.cells) for row in whole.roles.values())


def test_every_decision_is_as_agreed() -> None:
    """24 roles, 30 classes, every verb of the legend, every relation, every mix of flags: nothing differs."""
    whole, cells, started = whole_matrix(), oracle.read(), time.perf_counter()
    everything = tuple(whole.conditions)
    relations, flagged = list(REACHES), list(mixes())
    counted, differ = 0, []
    for role, code, verb in product(whole.roles, whole.classes, VERBS):
        marks = cells.get((role, code), frozenset())
        for relation in relations:
            named = expected(cells.get((role, "c1"), frozenset()), "R", relation, met=True)
            open_to_them = expected(marks, verb, relation, met=True)
            if whole.allows(role, code, verb, relation) != expected(marks, verb, relation, met=False):
                differ.append((role, code, verb, relation, "before a condition is met"))
            for flags in flagged:
                counted += 1
                wanted = open_to_them and not taken(role, relation, flags, named)
                if whole.allows(role, code, verb, relation, flags=flags, met=everything) != wanted:
                    differ.append((role, code, verb, relation, flags))
    seconds = time.perf_counter() - started
    print(f"decision table: {counted:,} cells, {len(differ)} different, {seconds:.1f} s")
    if FIGURES:
        figures = {"cells": counted, "different": len(differ), "seconds": round(seconds, 1)}
        Path(FIGURES, "decision-table.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")
    assert differ == []
    assert counted == ROLES * CLASSES * len(VERBS) * len(REACHES) * 2 ** len(FLAGS)
    assert counted >= 622_080
    assert seconds <= 60


def test_a_cell_that_is_widened_is_found() -> None:
    """The comparison itself: one mark more in one cell is seen."""
    cells = oracle.read()
    assert not expected(cells["senco", "a7"], "R", Scope.SETTING, met=True)
    wider = cells["senco", "a7"] | {oracle.Mark("R", "s", must=False)}
    assert expected(wider, "R", Scope.SETTING, met=True) != whole_matrix().allows("senco", "a7", "R", Scope.SETTING)
