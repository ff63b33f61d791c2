"""Which duties are quick: what their clocks say hangs on the order of entries and on days looked up, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from keywork.core.register import DutyKind
from keywork.engine.law_codes import DUE, EVENT, FACT, KINDS, REASSESSMENT, SINGLE, TRIGGER

SMALL, WHOLE, YES_NO = pa.int16(), pa.int32(), pa.bool_()
SLOTS = (0, 1)
# Conditions that fail, with the mark of the entries without which they do.
QUICK_TESTS: Mapping[int, int] = {FACT: 3, REASSESSMENT: 4}
QUICK = pa.schema(
    {
        "duty": SMALL, "version": SMALL, "combine": SMALL, "is_barred": YES_NO, "inapplicable": YES_NO,
        **{f"{name}_{slot}": SMALL for slot in SLOTS for name in ("source", "rule", "field", "lender")},
    }
)  # fmt: skip
Row = Mapping[str, Any]


def quick_rows(tables: Mapping[str, pa.Table]) -> pa.Table:
    """Return the duties that are quick, a row each, of the law's rows; ``version`` is null where a deadline is plain.

    Not quick is one whose condition asks for more than whether something was recorded, that hangs on a bar that is
    lifted, has more limbs than two, or whose deadline changed while it hung on more than the start; nor one that
    hangs on another duty's deadline, unless the same entries start that one, which hangs on its start alone.
    """
    law = {name: tables[name].to_pylist() for name in ("duties", "limbs", "versions", "start_facts", "starters")}
    tests = {row["duty"]: row for row in law["duties"]}
    barred = {row["duty"] for row in tables["barred"].to_pylist()}
    found = []
    for duty, row in tests.items():
        worked = None if row["test"] and row["test"] not in QUICK_TESTS else _worked(law, duty)
        if worked is not None:
            # Without an entry that bears on it a condition fails; whether the duty applies then is for the law to say.
            inapplicable = row["test"] > 0 and not row["negated"]
            found.append({**worked, "is_barred": duty in barred, "inapplicable": inapplicable})
    return pa.Table.from_pylist(found, schema=QUICK)


def _worked(law: Mapping[str, list[Row]], duty: int) -> dict[str, Any] | None:
    """Return how a deadline is worked, or None where that is not quick."""
    if not any(row["odd"] for row in law["start_facts"] if row["duty"] == duty):
        return {"duty": duty, "combine": SINGLE}
    versions = [row for row in law["versions"] if row["duty"] == duty]
    if len(versions) != 1:
        return None
    found = {"duty": duty, "version": versions[0]["version"], "combine": versions[0]["combine"]}
    for row in _limbs(law, versions[0]):
        lender = _lender(law, duty, row["due_of"]) if row["source"] == DUE else None
        if row["limb"] not in SLOTS or (lender is None and row["source"] not in {TRIGGER, EVENT}):
            return None
        found |= {f"{name}_{row['limb']}": row[name] for name in ("source", "rule", "field")}
        found |= {f"lender_{row['limb']}": lender}
    return found


def _limbs(law: Mapping[str, list[Row]], version: Row) -> list[Row]:
    return [row for row in law["limbs"] if row["version"] == version["version"]]


def _lender(law: Mapping[str, list[Row]], duty: int, due_of: int) -> int | None:
    """Return the version of another duty's law whose date is lent, where every start of the duty is one of that too."""
    own, its = _starts(law, duty), _starts(law, due_of)
    versions = [row for row in law["versions"] if row["duty"] == due_of]
    standing = any(row["sort"] == KINDS.index(DutyKind.STANDING) for row in law["duties"] if row["duty"] == due_of)
    if standing or len(versions) != 1 or any(its.get(kind) != told for kind, told in own.items()):
        return None
    limbs = _limbs(law, versions[0])
    alone = len(limbs) == 1 and limbs[0]["source"] == TRIGGER and limbs[0]["limb"] == 0
    return int(versions[0]["version"]) if alone else None


def _starts(law: Mapping[str, list[Row]], duty: int) -> dict[int, tuple[Any, ...]]:
    """Return what is told of a start by each kind of entry: of several names of one, the first listed is taken."""
    latest = any(row["latest"] for row in law["duties"] if row["duty"] == duty)
    told = {
        row["code"]: (row["rule"], row["request"], row["referral"]) for row in law["start_facts"] if row["duty"] == duty
    }
    rows = [row for row in law["starters"] if row["duty"] == duty]
    rows.sort(key=lambda row: row["code"], reverse=not latest)
    return {row["kind"]: told[row["code"]] for row in rows}
