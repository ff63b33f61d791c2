"""Measures of a whole authority, counted in sets by the definitions that core counts by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from keywork.core.measures import Figure, Frame, MeasureSet, Results, shares_of
from keywork.core.register import Register
from keywork.engine.running import Engine, Question
from keywork.engine.together import ENTRIES_COUNTED_AT_ONCE, batches


def evaluate(
    definition: MeasureSet,
    folder: Path,
    register: Register,
    frame: Frame,
    *,
    known_at: datetime,
    settings: Mapping[str, str] | None = None,
    engine: Engine | None = None,
) -> Results[int]:
    """Count a set of measures over one authority's copy of its ledger.

    The figures are those of :func:`keywork.core.measures.evaluate`, without the cases behind them.

    Args:
        definition: a set that the product carries.
        folder: the authority's copy, see :mod:`keywork.engine.columns`.
        register: the law.
        frame: the year told of and the day asked about.
        known_at: the moment up to which the record is read (timezone-aware).
        settings: the authority's answers to open questions; those absent take the default.
        engine: one to use again for the next authority; without it one is made and closed.

    Raises:
        NotACopy: the folder holds no copy.
        KeyError: the product carries no such set.
    """
    found = evaluate_each(definition, [folder], register, frame, known_at=known_at, settings=settings, engine=engine)
    return next(worked for _, worked in found)


def evaluate_each(
    definition: MeasureSet,
    folders: Iterable[Path],
    register: Register,
    frame: Frame,
    *,
    known_at: datetime,
    settings: Mapping[str, str] | None = None,
    engine: Engine | None = None,
) -> Iterator[tuple[Path, Results[int]]]:
    """Yield the figures of one authority after another, small ones asked together; as :func:`evaluate`.

    Args:
        definition: a set that the product carries.
        folders: the authorities' copies of their ledgers.
        register: the law.
        frame: the year told of and the day asked about.
        known_at: the moment up to which the record is read (timezone-aware).
        settings: the answers of all of them to open questions.
        engine: one to use; without it one is made and closed.
    """
    own = engine or Engine(register)
    question = Question(frame.as_of, known_at, settings or {}, frame.year, frame.month)
    try:
        for copies in batches(folders, ENTRIES_COUNTED_AT_ONCE):
            counts = own.count_set(copies, question, definition.id)
            for copy, counted in zip(copies, counts, strict=True):
                yield copy.folder, results(definition, frame, counted)
    finally:
        if engine is None:
            own.close()


def together(definition: MeasureSet, frame: Frame, every: Iterable[Results[int]]) -> Results[int]:
    """Return the figures of many authorities as one: counts are added, and shares worked from the sums.

    Args:
        definition: the set.
        frame: the year told of and the day asked about.
        every: the figures of each.
    """
    counts: Counter[str] = Counter()
    for one in every:
        counts.update({name: figure.value for name, figure in one.figures.items()})
    return results(definition, frame, counts)


def results(definition: MeasureSet, frame: Frame, counts: Mapping[str, int]) -> Results[int]:
    """Return the figures and shares of a set from its counts.

    Args:
        definition: the set.
        frame: the year told of and the day asked about.
        counts: for each column that is no difference, how many cases it counts; of many authorities, their sums.
    """
    figures: dict[str, Figure[int]] = {column.id: Figure(counts.get(column.id, 0)) for column in definition.columns}
    return Results(definition, frame, figures, shares_of(definition, figures))
