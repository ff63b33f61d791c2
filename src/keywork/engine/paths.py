"""Paths: what comes next after what in cases, how often and after how many days, and how long cases last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from keywork.engine import columns as col
from keywork.engine.copying import day_number, moment_number
from keywork.engine.procedure import texts

SUCCESSION, LASTED = "succession", "lasted"


@dataclass(frozen=True, slots=True)
class Paths:
    """What comes next after what, and throughput times; the paths of authorities add up to those of all of them.

    Args:
        times: how often a kind of entry came next after another, by both kinds.
        days: how many days lay between them, all of these added up.
        lasted: how many cases lasted how many days, from their first entry to their last.
    """

    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    days: Counter[tuple[str, str]] = field(default_factory=Counter)
    lasted: Counter[int] = field(default_factory=Counter)

    def add(self, other: Paths) -> None:
        """Add the paths of other cases."""
        for mine, theirs in ((self.times, other.times), (self.days, other.days)):
            mine.update(theirs)
        self.lasted.update(other.lasted)


def paths_of(rows: Mapping[str, Iterable[tuple[Any, ...]]], kinds: tuple[str, ...]) -> Paths:
    """Return paths from the rows of the steps ``succession`` and ``lasted``.

    Args:
        rows: for each step, its rows.
        kinds: the words of the copy's codes of kinds.
    """
    found = Paths()
    for kind, next_kind, times, days in rows[SUCCESSION]:
        found.times[kinds[kind], kinds[next_kind]] = times
        found.days[kinds[kind], kinds[next_kind]] = days
    found.lasted.update(dict(rows[LASTED]))
    return found


def paths_at(folder: Path, *, as_of: date, known_at: datetime, memory: str = "400MB") -> Paths:
    """Return the paths of one authority's cases.

    Entries count that were in force on the day as known at the moment, and whose day is known. They stand in the
    order of their days, and on one day in the order in which they were recorded.

    Args:
        folder: the authority's copy of its ledger, see :mod:`keywork.engine.columns`.
        as_of: the last day looked at.
        known_at: the moment up to which the record is read (timezone-aware).
        memory: the most memory it may take, as DuckDB words it.

    Raises:
        NotACopy: the folder holds no copy.
    """
    copy, steps = col.open_copy(folder), texts("duckdb")
    events = str(copy.file(col.EVENTS)).replace("'", "''")
    with duckdb.connect(":memory:", config={"memory_limit": memory, "threads": 1}) as connection:
        connection.execute(f"CREATE VIEW events AS FROM read_parquet('{events}')")
        connection.execute(
            "CREATE TABLE question AS SELECT CAST(? AS INTEGER) AS as_of, CAST(? AS BIGINT) AS known_at",
            [day_number(as_of), moment_number(known_at)],
        )
        rows = {step: connection.execute(steps[step]).fetchall() for step in (SUCCESSION, LASTED)}
    return paths_of(rows, copy.codes.kinds)
