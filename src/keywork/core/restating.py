"""Restatement: what a figure was as known at one moment and at a later one, and what made the difference.

Nothing here guesses. What made the difference for a case is found by working the case out again with
fewer and fewer of the changes recorded in between, until none can be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from keywork.core.case_facts import CaseFacts
from keywork.core.events import Event, known
from keywork.core.history import History, chosen_settings
from keywork.core.measures import Column, Frame, MeasureSet
from keywork.core.register import Register

Reading = tuple[int, ...]
Part = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A figure as sums over cases: one part for a count, numerator and denominator for a share.

    Args:
        id: of the column or the rate.
        title: what it says, in words.
        kind: ``count``, or ``flow`` or ``stock`` for a share.
        limits: what a reader must know of it; empty for a count.
        parts: for each part, the columns it adds up and how often (-1 where they are taken off).
    """

    id: str
    title: str
    kind: str
    limits: str
    parts: tuple[Part, ...]

    @property
    def is_share(self) -> bool:
        """Say whether it is a share of two counts."""
        return len(self.parts) == 2


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was known at a moment.

    Args:
        at: the moment (timezone-aware), itself included.
        settings: the authority's answers to open questions of the law by then.
    """

    at: datetime
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came to be known: an entry, or another answer to an open question of the law.

    Args:
        event: the entry; None for an answer.
        setting: the key of the question; empty for an entry.
    """

    event: Event | None = None
    setting: str = ""


def reckoning(definition: MeasureSet, name: str, year: int) -> Reckoning | None:
    """Return how a figure of a set adds up, by the name of its rate or column, or None if there is no such figure.

    Args:
        definition: the set.
        name: a rate's id, or a column's id or published name for the year.
        year: the calendar year told of.
    """
    columns = {column.id: column for column in definition.columns}
    for rate in definition.rates:
        if rate.id == name:
            parts = tuple(_sum(columns, dict.fromkeys(names, 1)) for names in (rate.numerator, rate.denominator))
            return Reckoning(rate.id, rate.title, rate.kind, rate.limits, parts)
    for column in columns.values():
        if name in (column.id, column.name(year)):
            return Reckoning(column.id, column.title, "count", "", (_sum(columns, {column.id: 1}),))
    return None


def _sum(columns: Mapping[str, Column], wanted: Mapping[str, int]) -> Part:
    """Spell differences out, so that only columns that count cases are left."""
    found: dict[str, int] = {}
    for name, times in wanted.items():
        less = columns[name].less
        inner = _sum(columns, {one: -1 if place else 1 for place, one in enumerate(less)}) if less else {name: 1}
        for column, weight in inner.items():
            found[column] = found.get(column, 0) + times * weight
    return found


def reading(definition: MeasureSet, figure: Reckoning, history: History, frame: Frame) -> Reading:
    """Return what one case adds to each part of a figure.

    Args:
        definition: the set the figure is of.
        figure: the figure.
        history: the case, as on ``frame.as_of``.
        frame: the year and the day.
    """
    facts, wanted = CaseFacts(history), {name for part in figure.parts for name in part}
    counts = {c.id for c in definition.columns if c.id in wanted and c.test and c.test(facts, frame)}
    return tuple(sum(times for name, times in part.items() if name in counts) for part in figure.parts)


def read_case(
    register: Register,
    definition: MeasureSet,
    figure: Reckoning,
    frame: Frame,
    events: Iterable[Event],
    knowledge: Knowledge,
) -> Reading:
    """Return what a case adds to a figure, as known at a moment.

    Args:
        register: the law.
        definition: the set the figure is of.
        figure: the figure.
        frame: the year and the day.
        events: the case's entries.
        knowledge: the moment and the authority's reading of the law.
    """
    history = History(register, events, as_of=frame.as_of, known_at=knowledge.at, settings=knowledge.settings)
    return reading(definition, figure, history, frame)


def changes_between(
    register: Register, events: Iterable[Event], then: Knowledge, now: Knowledge
) -> tuple[list[Event], list[Change]]:
    """Return a case's entries as known then, and what came to be known up to the later moment, in its order.

    Args:
        register: the law.
        events: the case's entries.
        then: the earlier moment.
        now: the later moment.
    """
    record = known(events, now.at)
    before = [event for event in record if event.recorded_at <= then.at]
    entries = sorted((e for e in record if e.recorded_at > then.at), key=lambda e: (e.recorded_at, e.sequence))
    was, is_now = (chosen_settings(register, knowledge.settings) for knowledge in (then, now))
    settings = [Change(setting=key) for key in sorted(is_now) if is_now[key] != was[key]]
    return before, [*settings, *(Change(event) for event in entries)]


def apply_changes(
    before: Sequence[Event], changes: Iterable[Change], then: Knowledge, now: Knowledge
) -> tuple[list[Event], Knowledge]:
    """Return the entries and the knowledge that some changes make of what was known then.

    Args:
        before: the entries known then.
        changes: the changes to apply, and no others.
        then: the earlier moment.
        now: the later moment.
    """
    settings, events = dict(then.settings), list(before)
    for change in changes:
        if change.event is not None:
            events.append(change.event)
        elif change.setting in now.settings:
            settings[change.setting] = now.settings[change.setting]
        else:
            settings.pop(change.setting, None)
    return events, Knowledge(now.at, settings)


def what_made_the_difference(changes: Sequence[Change], gives_now: Callable[[Sequence[Change]], bool]) -> list[Change]:
    """Return changes that suffice for the later reading of a case, none of which can be left out.

    Parts of the changes are left out as long as the rest still gives the later reading: the latest first,
    halves before quarters before single ones. What stays is sufficient and, one by one, necessary.

    Args:
        changes: all that came to be known, the earliest first; together they give the later reading.
        gives_now: whether some of the changes, applied to what was known then, give the later reading.

    Raises:
        ValueError: all of them together do not give it, so the question is wrong.
    """
    kept = list(changes)
    if not gives_now(kept):
        raise ValueError("the changes together do not give the later reading")
    size = max(len(kept) // 2, 1)
    while True:
        shorter = _leave_out(kept, size, gives_now)
        if size == 1 and len(shorter) == len(kept):
            return kept
        kept, size = shorter, max(size // 2, 1)


def _leave_out(kept: list[Change], size: int, gives_now: Callable[[Sequence[Change]], bool]) -> list[Change]:
    """Try to leave out pieces of a size, from the end to the beginning."""
    end = len(kept)
    while end > 0:
        start = max(end - size, 0)
        rest = [*kept[:start], *kept[end:]]
        if gives_now(rest):
            kept = rest
        end = start
    return kept


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that adds something else to a figure than it did, with what made the difference.

    Args:
        then: what it added as known at the earlier moment.
        now: what it adds as known at the later one.
        because: what made the difference, in the order it came to be known.
    """

    then: Reading
    now: Reading
    because: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A figure asked about at two moments.

    Args:
        register: the law.
        definition: the set the figure is of.
        figure: the figure.
        frame: the year and the day, the same for both moments.
        then: the earlier moment.
        now: the later moment.
    """

    register: Register
    definition: MeasureSet
    figure: Reckoning
    frame: Frame
    then: Knowledge
    now: Knowledge

    def read(self, events: Iterable[Event], knowledge: Knowledge) -> Reading:
        """Return what a case adds to the figure, as known at a moment."""
        return read_case(self.register, self.definition, self.figure, self.frame, events, knowledge)

    def moved(self, events: Sequence[Event]) -> Moved | None:
        """Return how and why a case adds something else now, or None where it adds the same.

        Args:
            events: the case's entries.
        """
        was, is_now = self.read(events, self.then), self.read(events, self.now)
        if was == is_now:
            return None
        before, changes = changes_between(self.register, events, self.then, self.now)

        def gives_now(some: Sequence[Change]) -> bool:
            return self.read(*apply_changes(before, some, self.then, self.now)) == is_now

        return Moved(was, is_now, tuple(what_made_the_difference(changes, gives_now)))
