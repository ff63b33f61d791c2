"""The turns of a clock: what starts each, and what fulfils or ends it.

The first start counts, or the latest, as the duty says. After a clock has been answered, the next
start begins a new turn; an entry that both fulfils a clock and starts it begins the next.

Source: ``law/README.md`` parts 11 and 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from keywork.core.events import Entry
from keywork.core.history import REFUSAL_REVERSED, REFUSALS, Fact, History, Thread
from keywork.core.register import Duty

Order = tuple[date, int]


class Turn(NamedTuple):
    """One turn of a clock.

    Args:
        number: from 1.
        start: what started it.
        met: what fulfilled it, or None.
        ended: what ended it without fulfilling it, or None; never both.
        after: where the turn before it closed, or None for the first.
    """

    number: int
    start: Fact
    met: Fact | None
    ended: Fact | None
    after: Order | None

    @property
    def close(self) -> Fact | None:
        """Return what closed it, or None while it is open."""
        return self.met or self.ended


def turns(history: History, duty: Duty, thread: Thread) -> list[Turn]:
    """Return the turns of a duty's clock for a thread, in order; none if nothing has started it.

    Args:
        history: the case.
        duty: the duty.
        thread: the thread asked about.
    """
    triggers = history.dated(duty.trigger.events, duty.per, thread)
    if len(triggers) > 1:
        triggers = _distinct(triggers)
    if not triggers:
        return []
    met = history.of(duty.met_by, duty.per, thread)
    ended = history.of(duty.ended_by, duty.per, thread)
    if ended and REFUSAL_REVERSED in history.by_kind:
        reversals = history.of((REFUSAL_REVERSED,), duty.per, thread)
        ended = [fact for fact in ended if not _reversed(fact, reversals)]
    fold = _latest if duty.trigger.pick == "latest" else _earliest
    return fold(triggers, met, ended)


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Keep one fact of each entry, for entries that start a clock under two names."""
    found: dict[int, Fact] = {}
    for fact in facts:
        found.setdefault(id(fact.entry), fact)
    return list(found.values())


def _reversed(fact: Fact, reversals: Sequence[Fact]) -> bool:
    """Say whether a refusal was taken back, on its day or after it, so that it no longer ends a clock."""
    return fact.kind in REFUSALS and any(reversal.day >= fact.day for reversal in reversals)


def _closing(
    start: Fact, met: Sequence[Fact], ended: Sequence[Fact], spent: Sequence[Entry] = (), before: date | None = None
) -> tuple[Fact | None, Fact | None]:
    """Find the first entry on or after a start that fulfils or ends it; on one day fulfilling wins.

    Entries on the starting day count, but never the starting entry itself, nor one that closed an earlier turn.
    """

    day, entry = start.day, start.entry

    def first(facts: Sequence[Fact]) -> Fact | None:
        for fact in facts:
            on = fact.day
            if on < day or fact.entry is entry or (before is not None and on >= before):
                continue
            if not any(fact.entry is used for used in spent):
                return fact
        return None

    fulfils, ends = first(met) if met else None, first(ended) if ended else None
    if fulfils and ends:
        return (fulfils, None) if fulfils.day <= ends.day else (None, ends)
    return fulfils, ends


def _earliest(triggers: Sequence[Fact], met: Sequence[Fact], ended: Sequence[Fact]) -> list[Turn]:
    found: list[Turn] = []
    start: Fact | None = triggers[0]
    after: Order | None = None
    spent: list[Entry] = []
    while start is not None:
        fulfils, ends = _closing(start, met, ended, spent)
        found.append(Turn(len(found) + 1, start, fulfils, ends, after))
        close = fulfils or ends
        if close is None:
            break
        spent.append(close.entry)
        after = max(close.order, start.order)
        start = _next_start(triggers, start, close, after)
    return found


def _next_start(triggers: Sequence[Fact], start: Fact, close: Fact, after: Order) -> Fact | None:
    for trigger in triggers:
        answers_itself = trigger.entry is close.entry and trigger.entry is not start.entry
        if answers_itself or trigger.order > after:
            return trigger
    return None


def _latest(triggers: Sequence[Fact], met: Sequence[Fact], ended: Sequence[Fact]) -> list[Turn]:
    """Return a turn for each day on which something started the clock: the last start of the day counts."""
    found: list[Turn] = []
    after: Order | None = None
    starts = list({trigger.day: trigger for trigger in triggers}.values())
    for place, start in enumerate(starts):
        before = starts[place + 1].day if place + 1 < len(starts) else None
        fulfils, ends = _closing(start, met, ended, before=before)
        found.append(Turn(len(found) + 1, start, fulfils, ends, after))
        close = fulfils or ends
        after = close.order if close else after
    return found
