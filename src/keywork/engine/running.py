"""Running a plan's SQL with DuckDB's own driver, for one authority's copy at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from keywork.core.history import chosen_settings
from keywork.core.register import Register
from keywork.engine import columns as col
from keywork.engine.copying import day_number, moment_number
from keywork.engine.days import calendar_rows
from keywork.engine.law_codes import COUNTED_DUTIES, COUNTED_OF_CLOCKS
from keywork.engine.procedure import (
    FOLDED_BY,
    QUICK_CLOCKS,
    quick_clocks,
    texts,
    turns_by_story,
    work_case_facts,
    work_clocks,
)
from keywork.engine.quick_rows import quick_rows
from keywork.engine.rows import LawRows, law_rows
from keywork.engine.story_columns import KEPT

MOST_STORIES = 100_000  # kept from one group of authorities to the next


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a copy.

    Args:
        as_of: the day asked about.
        known_at: the moment up to which the record is read (timezone-aware).
        settings: the authority's answers to open questions; those absent take the default.
        year: the calendar year that measures tell of; that of the day asked about unless another is named.
        month: the month of it, where measures tell of one.
    """

    as_of: date
    known_at: datetime
    settings: Mapping[str, str]
    year: int | None = None
    month: int | None = None

    def row(self, settings: Mapping[str, str]) -> pa.Table:
        """Return it as the one row of the table ``question``."""
        values = [
            day_number(self.as_of),
            moment_number(self.known_at),
            settings["receipt"] == "deemed",
            settings["order_date"] == "sent",
            settings["review_anchor"] == "meeting",
            settings["absence_days"] == "touching",
            self.year or self.as_of.year,
            (self.month or 1) - 1,
            1 if self.month else 12,
        ]
        arrays = [pa.array([value], field.type) for value, field in zip(values, col.QUESTION, strict=True)]
        return pa.Table.from_arrays(arrays, schema=col.QUESTION)


class DuckRunner:
    """Runs SQL with one connection to DuckDB; its tables are its own.

    Args:
        connection: the connection.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def create(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a table, in the place of any of that name."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")

    def view(self, name: str, sql: str) -> None:
        """Let a name stand for a query, which is asked again whenever it is named."""
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {sql}")

    def insert(self, name: str, sql: str) -> None:
        """Add the rows of a query to a table."""
        self.connection.execute(f"INSERT INTO {name} {sql}")

    def count(self, name: str) -> int:
        """Return how many rows a table has."""
        rows = self.connection.execute(f"SELECT count(*) FROM {name}").fetchall()  # noqa: S608 - only our own names
        return int(rows[0][0])

    def rows(self, name: str) -> pa.Table:
        """Return the rows of a table."""
        return self.connection.table(name).to_arrow_table()

    def forget(self, *names: str) -> None:
        """Give back the memory of tables that no later step names."""
        for name in names:
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")

    def hold(self, name: str, table: pa.Table) -> None:
        """Keep rows that are there already."""
        with self._lent(name, table) as lent:
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM {lent}")

    @contextmanager
    def _lent(self, name: str, table: pa.Table) -> Iterator[str]:
        lent = f"lent_{name}"
        self.connection.register(lent, table)
        try:
            yield lent
        finally:
            self.connection.unregister(lent)


def narrowed(clocks: str, columns: Sequence[str]) -> str:
    """Return the last step for some of its columns: what is not asked for is not worked."""
    unknown = ", ".join(sorted(set(columns) - set(col.CLOCK_COLUMNS)))
    if unknown:
        raise ValueError(f"clocks have no column {unknown}; they have {', '.join(col.CLOCK_COLUMNS)}")
    named = ", ".join(f'"{name}"' for name in columns)
    return f"SELECT {named} FROM ({clocks}) AS every_column"  # noqa: S608 - only our own names


class Engine(DuckRunner):
    """A DuckDB of its own in memory, into which one copy after another is asked.

    Args:
        register: the law.
        memory: the most memory it may take, as DuckDB words it.
        threads: how many threads it may use.
    """

    def __init__(self, register: Register, memory: str = "300MB", threads: int = 1) -> None:
        super().__init__(duckdb.connect(":memory:", config={"memory_limit": memory, "threads": threads}))
        self.register = register
        self._stories = DuckRunner(self.connection.cursor())
        self._texts = texts("duckdb")
        self._laws: dict[tuple[object, ...], LawRows] = {}
        self.marks: dict[tuple[object, ...], str] = {}
        self._held: LawRows | None = None
        self._calendar: tuple[int, int] | None = None

    def close(self) -> None:
        """Give the memory back."""
        self.connection.close()

    def ask(
        self,
        copies: Sequence[col.Copy],
        question: Question,
        only: tuple[str, ...] | None = None,
        columns: tuple[str, ...] | None = None,
    ) -> None:
        """Work every clock of some copies, or those of some duties, into ``clocks``, the keys of their cases set apart.

        Raises:
            NotTogether: the copies have codes of their own, or are too many or too large to be asked together.
            ValueError: a column is named that clocks do not have.
        """
        law = self.prepare(copies, question, only)
        self.work(law, only, columns)

    def work(self, law: LawRows, only: tuple[str, ...] | None = None, columns: tuple[str, ...] | None = None) -> None:
        """Work every clock of what is prepared, or those of some duties, into ``clocks``.

        Raises:
            ValueError: a column is named that clocks do not have.
        """
        steps = self._texts
        if columns is not None:
            steps = {**steps, **{name: narrowed(steps[name], columns) for name in ("clocks", *QUICK_CLOCKS)}}
        if only is not None:  # the clocks of a few duties cost less than the stories of all
            work_clocks(self, steps, law.deepest)
            return
        work_clocks(self, steps, law.deepest, self._turns)
        quick_clocks(self, steps)

    def count_set(self, copies: Sequence[col.Copy], question: Question, definition: str) -> list[Mapping[str, int]]:
        """Work the clocks of some copies that measures look at, then count a set by its id, for each copy."""
        self.ask(copies, question, COUNTED_DUTIES, COUNTED_OF_CLOCKS)
        work_case_facts(self, self._texts)
        self.create("counts", self._texts[f"counts-{definition}"])
        names = [name for name, *_ in self.connection.execute("DESCRIBE counts").fetchall()]
        rows = [dict(zip(names, row, strict=True)) for row in self.connection.execute("FROM counts").fetchall()]
        by_copy = {row["copy"]: row for row in rows}
        return [by_copy.get(place, {}) for place, _ in enumerate(copies)]

    def _turns(self, _: object, steps: Mapping[str, str]) -> None:
        turns_by_story(self, self._stories, steps)

    def prepare(
        self,
        copies: Sequence[col.Copy],
        question: Question,
        only: tuple[str, ...] | None = None,
        cases: pa.Table | None = None,
    ) -> LawRows:
        """Put the copies, the law, the calendar and the question where the steps look for them.

        Args:
            copies: the copies.
            question: what is asked of them.
            only: the duties whose clocks are wanted; all where none are named.
            cases: those that are asked about, by keys set apart; all where they are not named.
        """
        _check_together(copies)
        settings = chosen_settings(self.register, question.settings)
        law = self.prepare_law(copies[0].codes, settings, only)
        self.prepare_calendar([days_of(copy) for copy in copies])
        self.hold("question", question.row(settings))
        some = "" if cases is None else ' SEMI JOIN asked_cases USING ("case")'
        if cases is not None:
            self.hold("asked_cases", cases)
        for name in (col.EVENTS, col.DETAILS, col.CASES):
            keep = self.create if name == col.DETAILS else self.view  # details are asked for again and again
            every = " UNION ALL ".join(reading(copy, name, place) for place, copy in enumerate(copies))
            keep(name, f"SELECT * FROM ({every}) AS every_row{some}")  # noqa: S608 - only our own names
        return law

    def prepare_law(
        self, codes: col.Codes, settings: Mapping[str, str], only: tuple[str, ...] | None = None
    ) -> LawRows:
        """Put the law where the steps look for it, for copies of some codes and an answer to every open question."""
        key = (codes, tuple(sorted(settings.items())), only)
        law = self._laws.get(key)
        if law is None:
            law = self._laws[key] = law_rows(self.register, codes, settings, only)
        if law is not self._held:
            for name, table in {**law.tables, "quick": quick_rows(law.tables)}.items():
                self.hold(name, table)
                if name in FOLDED_BY:
                    self._stories.hold(name, table)
            self._held = law
            self.create("story_kinds", self._texts["story_kinds"])
            self._forget_stories()
        elif self.count("stories") > MOST_STORIES:
            self._forget_stories()
        return law

    def _forget_stories(self) -> None:
        for name, schema in KEPT.items():
            self.hold(name, schema.empty_table())

    def prepare_calendar(self, found: Sequence[tuple[int, int]]) -> None:
        """Put a calendar where the steps look for it that holds the days from the first to the last of each pair."""
        first, last = min(day for day, _ in found), max(day for _, day in found)
        if self._calendar is None or not (self._calendar[0] <= first and last <= self._calendar[1]):
            for name, table in calendar_rows(self.register, first, last).items():
                self.hold(name, table)
            self._calendar = (first, last)


class NotTogether(ValueError):
    """Copies that cannot be asked together."""


def _check_together(copies: Sequence[col.Copy]) -> None:
    if not 0 < len(copies) <= col.MOST_COPIES:
        raise NotTogether(f"{len(copies)} copies cannot be asked together, only 1 to {col.MOST_COPIES}")
    if any(copy.codes != copies[0].codes for copy in copies):
        raise NotTogether("copies whose codes differ cannot be asked together")
    for copy in copies:
        if rows_of(copy, col.CASES) > 2**col.CASE_BITS:
            raise NotTogether(f"the copy at {copy.folder} has more than {2**col.CASE_BITS} cases")


def rows_of(copy: col.Copy, name: str) -> int:
    """Return how many rows a file of a copy has, as it says of itself."""
    return int(pq.read_metadata(copy.file(name)).num_rows)


def reading(copy: col.Copy, name: str, place: int = 0) -> str:
    """Return SQL that reads a file of a copy, the keys of its cases set apart from those of the copies before it."""
    path = str(copy.file(name)).replace("'", "''")
    return f"""SELECT * REPLACE ("case" + {place << col.CASE_BITS} AS "case") FROM read_parquet('{path}')"""  # noqa: S608 - only our own names


def days_of(copy: col.Copy) -> tuple[int, int]:
    """Return the earliest and the latest day that a copy holds, read from what its files say of themselves."""
    lowest, highest = 0, 0
    for name in (col.EVENTS, col.DETAILS):
        metadata = pq.read_metadata(copy.file(name))
        place = metadata.schema.to_arrow_schema().get_field_index("day")
        for group in range(metadata.num_row_groups):
            told = metadata.row_group(group).column(place).statistics
            if told is not None and told.has_min_max:
                lowest, highest = min(lowest, told.min), max(highest, told.max)
    return lowest, highest
