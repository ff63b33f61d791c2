"""Clocks: what a duty says about a case on a day.

A clock is derived, never counted: the case's entries are folded anew each time. SEND clocks never
pause; an exception disapplies a limit and gives no new date.

Source: ``law/README.md`` parts 1 to 6 and 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from keywork.core import exceptions as exc
from keywork.core.calendars import DAY
from keywork.core.conditions import applies
from keywork.core.deadlines import NO_READINGS, Counting, Due, work_out
from keywork.core.events import Event
from keywork.core.history import Fact, History, Thread, Threads
from keywork.core.judging import judge
from keywork.core.register import Duty, DutyKind, Register, Version
from keywork.core.states import OPEN_STATES, State
from keywork.core.turns import Turn, turns

TRIBUNAL_DATE = "tribunal-set-a-date"
NONE_TRIED: Mapping[str, str] = {}
# A case holds one request, one plan and their end, so an entry belongs to them whatever thread it carries:
# a review's decision completes the review of the plan though its thread names the review.
ONE_OF_EACH = frozenset({"request", "plan", "cessation"})


class Clock(NamedTuple):
    """What one duty says about one thread of a case on one day: its latest cycle.

    Args:
        duty: the duty.
        thread: the thread it is kept for, or None.
        state: where it stands.
        version: the version that applies, or None.
        cycle: which turn of a repeating duty this is, from 1.
        trigger_id: id of the entry that started it, or None.
        started_on: the day it counts from (settings and service rules applied), or None.
        legal_deadline: the last day in law, or None.
        act_by: the working day to plan for, or None.
        may_act_from: for a not-before duty, the first day the barred thing may be done.
        met_on: the day it was fulfilled, or None.
        met_id: the entry that fulfilled it.
        ended_on: the day it ended without being fulfilled, or None.
        ended_id: the entry that ended it.
        broken_on: the day a barred thing was done.
        undated: True where the entry that fulfilled or ended it has no date.
        disapplied: True where an exception is relied on in full.
        days_past: calendar days past the legal deadline.
        by_time: time of day by which the thing must arrive, for example ``17:00``.
        also: other readings worth showing, by name.
        exceptions: for every exception code, how it stands.
    """

    duty: Duty
    thread: str | None
    state: State
    version: Version | None = None
    cycle: int = 1
    trigger_id: str | None = None
    started_on: date | None = None
    legal_deadline: date | None = None
    act_by: date | None = None
    may_act_from: date | None = None
    met_on: date | None = None
    met_id: str | None = None
    ended_on: date | None = None
    ended_id: str | None = None
    broken_on: date | None = None
    undated: bool = False
    disapplied: bool = False
    days_past: int = 0
    by_time: str | None = None
    also: Mapping[str, date] = NO_READINGS
    exceptions: Mapping[str, str] = NONE_TRIED

    @property
    def is_open(self) -> bool:
        """Say whether something is still to be done or waited for."""
        return self.state in OPEN_STATES


def clocks_of(
    register: Register,
    events: Iterable[Event],
    *,
    as_of: date,
    known_at: datetime,
    settings: Mapping[str, str] | None = None,
    facts: Iterable[str] = (),
) -> list[Clock]:
    """Return a clock for every duty and thread that a case has started, at its latest cycle.

    Args:
        register: the law.
        events: the case's entries.
        as_of: the day asked about.
        known_at: the moment up to which the record is read (timezone-aware).
        settings: the authority's answers to open questions.
        facts: facts of the case that conditions ask for.
    """
    history = History(register, events, as_of=as_of, known_at=known_at, settings=settings, facts=facts)
    return [latest(history, duty, thread) for duty, thread in started(history)]


def clock_of(
    register: Register,
    duty_id: str,
    events: Iterable[Event],
    *,
    thread: str | None = None,
    as_of: date,
    known_at: datetime,
    settings: Mapping[str, str] | None = None,
    facts: Iterable[str] = (),
) -> Clock:
    """Return one duty's clock at its latest cycle, started or not; as :func:`clocks_of`.

    Asked without a thread, every entry is read: that fits a case without repeats.

    Raises:
        KeyError: there is no such duty.
    """
    duty = register.duties[duty_id]
    history = History(register, events, as_of=as_of, known_at=known_at, settings=settings, facts=facts)
    return latest(history, duty, Threads.ALL if thread is None else thread)


def started(history: History) -> list[tuple[Duty, Thread]]:
    """Return every duty and thread for which a case has a starting entry, in the register's order.

    Where some starting entries name a thread and others do not, those without one are a thread apart.
    """
    register = history.register
    begun = {duty.id for kind in history.by_kind for duty in register.started_by.get(kind, ())}
    return [
        (duty, thread) for duty in register.duties.values() if duty.id in begun for thread in threads_of(history, duty)
    ]


def threads_of(history: History, duty: Duty) -> list[Thread]:
    """Return the threads of a duty that a case has started."""
    triggers = history.dated(duty.trigger.events, duty.per, Threads.ALL)
    if not triggers:
        return []
    if duty.per in ONE_OF_EACH:
        return [Threads.ALL]
    kinds = history.register.kinds
    own_kind = [f for f in triggers if kinds[f.kind].thread == duty.per]
    named = dict.fromkeys(f.thread for f in own_kind if f.thread is not None)
    if not named:
        return [Threads.ALL]
    unnamed: list[Thread] = [Threads.UNNAMED] if len(own_kind) > sum(f.thread in named for f in own_kind) else []
    return [*named, *unnamed]


def cycles_of(history: History, duty: Duty, thread: Thread) -> list[Clock]:
    """Return a duty's clocks for one thread, one for each cycle, the latest last.

    There is always at least one: a duty that nothing has started gives a clock that is not started.
    """
    found = turns(history, duty, thread)
    name = thread if isinstance(thread, str) else None
    if not found:
        return [Clock(duty, name, State.NOT_STARTED)]
    return [_clock(history, duty, thread, turn) for turn in found]


def latest(history: History, duty: Duty, thread: Thread) -> Clock:
    """Return a duty's clock for one thread at its latest cycle, the last of :func:`cycles_of`."""
    found = turns(history, duty, thread)
    if not found:
        return Clock(duty, thread if isinstance(thread, str) else None, State.NOT_STARTED)
    return _clock(history, duty, thread, found[-1])


def _clock(history: History, duty: Duty, thread: Thread, turn: Turn) -> Clock:
    start, name = turn.start, thread if isinstance(thread, str) else None
    version = _version(history, duty, start)
    state = None if version is None else _not_counted(history, duty, start)
    if version is None or state is not None:
        state = state or State.NOT_IN_FORCE
        return Clock(duty, name, state, version, turn.number, start.entry.event.id, start.starts_on)
    due = _deadline(history, duty, version, thread, turn)
    tried = exc.standings(history, duty, version, thread, turn, due.on)
    disapplied = exc.RELIED_ON in tried.values()
    judged = judge(history, duty, thread, turn, due, disapplied=disapplied)
    barring = duty.kind is DutyKind.NOT_BEFORE
    met, ended = turn.met, turn.ended
    close = met or ended
    return Clock(
        duty,
        name,
        judged.state,
        version,
        turn.number,
        start.entry.event.id,
        start.starts_on,
        due.on,
        history.working_days.last_working_day(due.on) if due.on and not barring else None,
        due.on + DAY if due.on and barring else None,
        met.on if met else None,
        met.entry.event.id if met else None,
        ended.on if ended else None,
        ended.entry.event.id if ended else None,
        judged.broken_on,
        close is not None and close.on is None,
        disapplied,
        judged.days_past,
        due.by_time,
        due.also,
        tried,
    )


def _not_counted(history: History, duty: Duty, start: Fact) -> State | None:
    """Say why a duty in force has no deadline to work out, or None where it has."""
    if duty.applies_when is not None and not applies(duty.applies_when, history, start):
        return State.NOT_APPLICABLE
    return State.MEASURED if duty.kind is DutyKind.MEASURE else None


def _version(history: History, duty: Duty, start: Fact) -> Version | None:
    """Choose the version in force when the clock started; for a standing duty, on the day asked about."""
    day = history.as_of if duty.kind is DutyKind.STANDING else start.starts_on or start.day
    for version in duty.versions:
        if version.covers(day):
            return version
    return None


def deadline_of(history: History, duty: Duty, thread: Thread, turn: Turn) -> Due:
    """Work out the deadline of one turn of a clock; a date that the tribunal set takes its place.

    Args:
        history: the case.
        duty: the duty, with a version in force.
        thread: the clock's thread.
        turn: the cycle.
    """
    version = _version(history, duty, turn.start)
    return Due(None) if version is None else _deadline(history, duty, version, thread, turn)


def _deadline(history: History, duty: Duty, version: Version, thread: Thread, turn: Turn) -> Due:
    def due_of(duty_id: str, start: Fact, thread: Thread) -> date | None:
        return _due_of_another(history, history.register.duties[duty_id], start, thread)

    due = work_out(Counting(history, duty, version, turn.start, thread, due_of))
    if TRIBUNAL_DATE not in history.by_kind:
        return due
    directed = [
        fact
        for fact in history.by_kind[TRIBUNAL_DATE]
        if fact.field("duty") == duty.id
        and fact.day >= turn.start.day
        and (turn.after is None or fact.order > turn.after)
    ]
    if directed and isinstance(on := directed[-1].field("due_on"), date):
        also = {**due.also, "worked": due.on} if due.on else due.also
        return due._replace(on=on, open_ended=False, also=also)
    return due


def _due_of_another(history: History, duty: Duty, start: Fact, thread: Thread) -> date | None:
    """Return another duty's deadline, worked from the same entry where that entry starts both."""
    triggers = history.of(duty.trigger.events, duty.per, Threads.ALL)
    shared = next((fact for fact in triggers if fact.entry is start.entry), None)
    if shared is not None:
        own = shared.thread if history.register.kinds[shared.kind].thread == duty.per else None
        unnamed = Threads.UNNAMED if Threads.UNNAMED in threads_of(history, duty) else Threads.ALL
        return deadline_of(history, duty, own or unnamed, Turn(1, shared, None, None, None)).on
    others = turns(history, duty, thread)
    return deadline_of(history, duty, thread, others[-1]).on if others else None


__all__ = [
    "OPEN_STATES",
    "Clock",
    "State",
    "clock_of",
    "clocks_of",
    "cycles_of",
    "deadline_of",
    "latest",
    "started",
    "threads_of",
]
