"""Clocks of a whole authority: what every duty says about every case on a day, worked in sets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from keywork.core.register import Register
from keywork.engine.columns import CASE_BITS
from keywork.engine.law_codes import STATES
from keywork.engine.running import Engine, Question
from keywork.engine.together import batches

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
    try:
        for copies in batches(folders):
            own.ask(copies, Question(as_of, known_at, settings or {}), columns=wanted)
            for place, copy in enumerate(copies):
                yield copy.folder, _told(own, place)
    finally:
        if engine is None:
            own.close()


def _told(engine: Engine, place: int) -> pa.Table:
    """Return the clocks of one of the copies that were asked together, with its own keys of cases."""
    first = place << CASE_BITS
    found = engine.connection.sql(
        f"""SELECT * REPLACE ("case" - {first} AS "case") FROM clocks
        WHERE "case" BETWEEN {first} AND {first + 2**CASE_BITS - 1}"""  # noqa: S608 - only our own names
    ).to_arrow_table()
    for name in (name for name in DAYS if name in found.column_names):
        place = found.column_names.index(name)
        found = found.set_column(place, name, found.column(name).cast(pa.date32()))
    if "state" not in found.column_names:
        return found
    states = pa.array([str(state) for state in STATES])
    codes = found.column("state").combine_chunks().cast(pa.int8())
    return found.set_column(found.column_names.index("state"), "state", pa.DictionaryArray.from_arrays(codes, states))
