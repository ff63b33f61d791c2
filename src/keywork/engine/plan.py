"""A plan: named steps in order, each an expression over the tables before it, compiled to SQL and never run here.

ibis is a compiler only. What it makes is text, the same for the same law's primitives, run by a native driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import ibis
import pyarrow as pa

from keywork.engine import columns as col
from keywork.engine.columns import QUESTION
from keywork.engine.days import CALENDAR, MONTHS, WORKDAYS
from keywork.engine.law_columns import SCHEMAS
from keywork.engine.quick_rows import QUICK

# A place is one whole number: a day moved so far that none is negative, and the sequence behind it.
DAYS_BACK = 1_000_000
SEQUENCES = 20
THREADS, DUTIES = 24, 10

# An ibis table's columns are attributes, which no type names.
Table: TypeAlias = Any
Value: TypeAlias = Any


class Plan:
    """Steps in order; each step's table can be named by the steps after it."""

    def __init__(self) -> None:
        self.steps: dict[str, Table] = {}
        self.only: dict[str, str] = {}

    def add(self, name: str, expression: Table, only: str | None = None) -> Table:
        """Add a step and return the table that will hold its rows.

        Args:
            name: what the step is called.
            expression: its rows.
            only: the one dialect that has the step; every dialect where none is named.
        """
        self.steps[name] = expression
        if only is not None:
            self.only[name] = only
        return ibis.table(expression.schema(), name=name)

    def texts(self, dialect: str) -> dict[str, str]:
        """Return the SQL of every step.

        Args:
            dialect: ``duckdb`` or ``pyspark``.
        """
        return {
            name: str(ibis.to_sql(step, dialect=dialect))
            for name, step in self.steps.items()
            if self.only.get(name, dialect) == dialect
        }


def given(name: str) -> Table:
    """Return a table that is there before the first step: copy, law, calendar, question."""
    return ibis.table({field.name: str(field.type) for field in _GIVEN[name]}, name=name)


_GIVEN: Mapping[str, pa.Schema] = {
    "events": pa.schema([pa.field(f.name, f.type) for f in col.event_schema(col.Codes((), (), ()))]),
    "details": pa.schema([pa.field(f.name, f.type) for f in col.detail_schema(col.Codes((), (), ()))]),
    "cases": pa.schema([pa.field("case", pa.int32())]),
    "question": QUESTION,
    "calendar": CALENDAR,
    "months": MONTHS,
    "workdays": WORKDAYS,
    **SCHEMAS,
    "quick": QUICK,
}


def place_of(day: Value, sequence: Value) -> Value:
    """Return the one number by which entries of a case are put in order."""
    return (day.cast("int64") + DAYS_BACK) * 2**SEQUENCES + sequence


def clock_of(case: Value, duty: Value, thread_of: Value) -> Value:
    """Return the one number by which a clock is known: its case, its duty, and its thread moved by one."""
    return (case.cast("int64") << (THREADS + DUTIES)) + (duty.cast("int64") << THREADS) + (thread_of + 1)


def case_of(clock: Value) -> Value:
    """Return the case of a clock."""
    return (clock >> (THREADS + DUTIES)).cast("int32")


def duty_of(clock: Value) -> Value:
    """Return the duty of a clock."""
    return ((clock >> THREADS) % 2**DUTIES).cast("int16")


def thread_of(clock: Value) -> Value:
    """Return the thread of a clock."""
    return (clock % 2**THREADS - 1).cast("int32")


def spot_of(case: Value, kind: Value) -> Value:
    """Return the one number by which the entries of a kind in a case are found."""
    return case.cast("int64") * 2**DUTIES + kind + 1


def day_of(place: Value) -> Value:
    """Return the day of a place."""
    return ((place >> SEQUENCES) - DAYS_BACK).cast("int32")


def sequence_of(place: Value) -> Value:
    """Return the sequence of a place."""
    return (place % 2**SEQUENCES).cast("int32")


def asked(name: str) -> Value:
    """Return what was asked, such as ``as_of``, as a single value."""
    return given("question")[name].as_scalar()


def in_thread(own: Value, thread: Value, of_clock: Value) -> Value:
    """Say whether a fact belongs to a clock's thread."""
    return ~own | (of_clock == -1) | (thread == of_clock)


def field(name: str) -> Table:
    """Return the entries that carry a field: ``case``, ``sequence``, ``at`` (a day) and ``word``."""
    details, names = given("details"), given("field_names")
    own = names.filter(names["name"] == name).select("field")
    found = details.join(own, "field")
    return found.select(
        "case",
        place_of_entry=found["sequence"],
        at=found["day"],
        word=found["word"],
    )


def beside(left: Table, right: Table, on: Mapping[str, str], **taken: str) -> Table:
    """Join columns of a table beside another's, null where there is none.

    Args:
        left: the table whose every row stays.
        right: the other.
        on: left column to right column, which must be equal.
        taken: new column to the right column it takes.
    """
    renamed = right.select(
        **{f"key_{name}": right[name] for name in dict.fromkeys(on.values())},
        **{new: right[old] for new, old in taken.items()},
    )
    joined = left.left_join(renamed, [left[mine] == renamed[f"key_{other}"] for mine, other in on.items()])
    return joined.select(*left.columns, *taken)
