"""Measures of a whole authority, counted in sets by the definitions that core counts by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from keywork.core.measures import Figure, Frame, MeasureSet, Results, shares_of
from keywork.core.register import Register
from keywork.engine.columns import open_copy
from keywork.engine.running import Engine, Question


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
    own = engine or Engine(register)
    try:
        question = Question(frame.as_of, known_at, settings or {}, frame.year)
        counts = own.count_set(open_copy(folder), question, definition.id)
    finally:
        if engine is None:
            own.close()
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
