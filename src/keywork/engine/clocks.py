"""Clocks of a whole authority: what every duty says about every case on a day, worked in sets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from keywork.core.history import chosen_settings
from keywork.core.register import Register
from keywork.engine import columns as col
from keywork.engine.copying import day_number, moment_number
from keywork.engine.law_codes import STATES
from keywork.engine.procedure import texts
from keywork.engine.running import Engine, Question, narrowed, rows_of
from keywork.engine.span_steps import APART
from keywork.engine.spans import SPANS, Apart, Spans, law_mark, settled_law, spans_of
from keywork.engine.together import grouped

KEYS = ("case", "duty", "thread_of")
DAYS = ("starts_on", "due", "act_by", "may_act_from", "met_on", "ended_on", "broken_on")


def as_at(
    folder: Path,
    register: Register,
    *,
    as_of: date,
    known_at: datetime,
    settings: Mapping[str, str] | None = None,
    columns: Collection[str] | None = None,
    engine: Engine | None = None,
) -> pa.Table:
    """Return a clock for every case, duty and thread that has started, at its latest cycle, of one authority.

    The answers are those of :func:`keywork.core.clocks.clocks_of`, without explanations, other readings and
    exceptions that nobody relied on.

    Args:
        folder: the authority's copy of its ledger, see :mod:`keywork.engine.columns`.
        register: the law.
        as_of: the day asked about.
        known_at: the moment up to which the record is read (timezone-aware).
        settings: the authority's answers to open questions; those absent take the default.
        columns: what is wanted of each clock besides its case, duty and thread; everything where none are named.
        engine: one to use again for the next authority; without it one is made and closed.

    Returns:
        A row a clock: ``case`` (key in the copy), ``duty`` (place in the register), ``thread_of`` (code in the
        copy, 0 for entries without a thread, -1 for a clock of the whole case), ``number`` (the cycle, from 1),
        ``state``, ``starts_on``, ``due``, ``act_by``, ``may_act_from``, ``met_on``, ``ended_on``, ``broken_on``
        (days), ``trigger``, ``met``, ``ended`` (the sequences of the entries that started, fulfilled or ended
        it), ``undated``, ``disapplied``, ``open_ended`` and ``days_past``.

    Raises:
        NotACopy: the folder holds no copy.
        NotInSets: the register holds a rule that the engine cannot work.
        ValueError: a setting or its value is unknown, or a column is.
    """
    asked = as_at_each(
        [folder], register, as_of=as_of, known_at=known_at, settings=settings, columns=columns, engine=engine
    )
    return next(found for _, found in asked)


def as_at_each(
    folders: Iterable[Path],
    register: Register,
    *,
    as_of: date,
    known_at: datetime,
    settings: Mapping[str, str] | None = None,
    columns: Collection[str] | None = None,
    engine: Engine | None = None,
) -> Iterator[tuple[Path, pa.Table]]:
    """Yield the clocks of one authority after another, small ones asked together; arguments as for :func:`as_at`.

    Args:
        folders: the authorities' copies of their ledgers.
        register: the law.
        as_of: the day asked about.
        known_at: the moment up to which the record is read (timezone-aware).
        settings: the answers of all of them to open questions.
        columns: what is wanted of each clock besides its case, duty and thread; everything where none are named.
        engine: one to use; without it one is made and closed.
    """
    wanted = None if columns is None else tuple(dict.fromkeys((*KEYS, *columns)))
    own = engine or Engine(register)
    asking = _Asking(own, Question(as_of, known_at, settings or {}), wanted)
    try:
        for group in grouped(map(asking.about, folders), lambda one: one.copy, lambda one: one.entries):
            yield from asking.answers(group)
    finally:
        if engine is None:
            own.close()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A copy that is asked, its spans, and what they do not answer for; without spans everything is worked."""

    copy: col.Copy
    entries: int
    spans: Spans | None = None
    apart: Apart | None = None


class _Asking:
    """Reads clocks from spans where they answer, and works the others, of small authorities together."""

    def __init__(self, engine: Engine, question: Question, columns: tuple[str, ...] | None) -> None:
        self.engine, self.question = engine, question
        self.settings = chosen_settings(engine.register, question.settings)
        self.columns = columns or col.CLOCK_COLUMNS
        self.in_spans = question.as_of >= settled_law(engine.register)

    def about(self, folder: Path) -> _Asked:
        copy = col.open_copy(folder)
        spans = spans_of(copy, self._law(copy.codes)) if self.in_spans else None
        if spans is None:
            return _Asked(copy, rows_of(copy, col.EVENTS))
        apart = spans.apart(moment_number(self.question.known_at))
        return _Asked(copy, apart.entries, spans, apart)

    def _law(self, codes: col.Codes) -> str:
        """Return the mark of the law, worked once for an engine."""
        marks, key = self.engine.marks, (codes, *sorted(self.settings.items()))
        if key not in marks:
            marks[key] = law_mark(self.engine.register, codes, self.settings)
        return marks[key]

    def answers(self, group: Sequence[_Asked]) -> Iterator[tuple[Path, pa.Table]]:
        """Yield the clocks of each of some copies that are asked together."""
        worked = [asked for asked in group if asked.entries or asked.spans is None]
        if worked:
            cases = None if all(asked.apart is None for asked in worked) else _keys(worked)
            law = self.engine.prepare([asked.copy for asked in worked], self.question, cases=cases)
            self.engine.work(law, columns=self.columns)
        places = {asked.copy.folder: place for place, asked in enumerate(worked)}
        for asked in group:
            found = [self._read(asked.spans, asked.apart)] if asked.spans and asked.apart else []
            if asked.copy.folder in places:
                found.append(self._worked(places[asked.copy.folder]))
            yield asked.copy.folder, _told(pa.concat_tables(found))

    def _worked(self, place: int) -> pa.Table:
        """Return the clocks that were worked of one of the copies, with its own keys of cases."""
        first = place << col.CASE_BITS
        return self.engine.connection.sql(
            f"""SELECT * REPLACE ("case" - {first} AS "case") FROM clocks
            WHERE "case" BETWEEN {first} AND {first + 2**col.CASE_BITS - 1}"""  # noqa: S608 - only our own names
        ).to_arrow_table()

    def _read(self, spans: Spans, apart: Apart) -> pa.Table:
        engine = self.engine
        engine.hold("question", self.question.row(self.settings))
        engine.hold(APART, apart.told)
        engine.view(SPANS, spans.rows(day_number(self.question.as_of)))
        return engine.connection.sql(narrowed(texts("duckdb")["span_clocks"], self.columns)).to_arrow_table()


def _keys(worked: Sequence[_Asked]) -> pa.Table:
    """Return the cases that are worked of each copy, their keys set apart."""
    keys = []
    for place, asked in enumerate(worked):
        own = pq.read_table(asked.copy.file(col.CASES), columns=["case"]) if asked.apart is None else asked.apart.cases
        keys.append(pc.add(own.column("case"), pa.scalar(place << col.CASE_BITS, pa.int32())))
    return pa.table({"case": pa.chunked_array([chunk for key in keys for chunk in key.chunks], pa.int32())})


def _told(found: pa.Table) -> pa.Table:
    for name in (name for name in DAYS if name in found.column_names):
        place = found.column_names.index(name)
        found = found.set_column(place, name, found.column(name).cast(pa.date32()))
    if "state" not in found.column_names:
        return found
    states = pa.array([str(state) for state in STATES])
    codes = found.column("state").combine_chunks().cast(pa.int8())
    return found.set_column(found.column_names.index("state"), "state", pa.DictionaryArray.from_arrays(codes, states))
