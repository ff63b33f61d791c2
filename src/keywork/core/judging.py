"""Judging a turn of a clock: met, late, broken, ended or still to do, for each kind of duty.

Source: ``law/README.md`` parts 1 and 12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from keywork.core.deadlines import Due
from keywork.core.history import Fact, History, Thread
from keywork.core.register import Duty, DutyKind
from keywork.core.states import UNANSWERED_STATES, State
from keywork.core.turns import Turn

COUNTS_DAYS = frozenset({DutyKind.LIMIT, DutyKind.TARGET, DutyKind.INTERVAL})


class Judgement(NamedTuple):
    """How a turn stands on a day.

    Args:
        state: where it stands.
        broken_on: the day a barred thing was done.
        days_past: calendar days past the deadline.
    """

    state: State
    broken_on: date | None
    days_past: int


def judge(history: History, duty: Duty, thread: Thread, turn: Turn, due: Due, *, disapplied: bool) -> Judgement:
    """Judge a turn on the day asked about.

    Args:
        history: the case.
        duty: the duty; not a measure.
        thread: the clock's thread.
        turn: the cycle.
        due: its deadline.
        disapplied: True where an exception is relied on in full.
    """
    broken = _broken(history, duty, thread, turn, due)
    state = State.BROKEN if broken else STATES[duty.kind](turn, due, history.as_of, disapplied)
    if state in UNANSWERED_STATES and not _answerable(history, duty, turn):
        state = State.NOT_IN_SOURCE
    return Judgement(state, broken.on if broken else None, _days_past(duty, turn, due, history.as_of, state))


def _broken(history: History, duty: Duty, thread: Thread, turn: Turn, due: Due) -> Fact | None:
    """Find the first barred thing done while the bar lasted, unless it was answered or ended by then."""
    if not duty.barred:
        return None
    for fact in history.of(duty.barred, duty.per, thread):
        if fact.on is None or fact.day < turn.start.day or fact.entry is turn.start.entry:
            continue
        if turn.after is not None and fact.order <= turn.after:
            continue
        if turn.close is not None and turn.close.day <= fact.day:
            return None
        if duty.kind is not DutyKind.NOT_BEFORE or due.open_ended or (due.on and fact.on <= due.on):
            return fact
    return None


def _answerable(history: History, duty: Duty, turn: Turn) -> bool:
    """Say whether the source that started a clock could also tell of its answer."""
    told = history.register.told_by.get(turn.start.entry.event.source)
    return told is None or not duty.met_by or not told.isdisjoint(duty.met_by)


def _after(day: date | None, due: Due) -> bool:
    return day is not None and due.on is not None and day > due.on


def _limit(turn: Turn, due: Due, as_of: date, disapplied: bool) -> State:
    if turn.met:
        if turn.met.on is None:
            return State.MET_UNDATED
        if not _after(turn.met.on, due):
            return State.MET
        return State.MET_UNDER_EXCEPTION if disapplied else State.MET_LATE
    if turn.ended:
        return State.ENDED
    if not _after(as_of, due):
        return State.RUNNING
    return State.LIMIT_DISAPPLIED if disapplied else State.OVERDUE


def _interval(turn: Turn, due: Due, as_of: date, disapplied: bool) -> State:
    state = _limit(turn, due, as_of, disapplied)
    return State.MET if state in {State.MET_LATE, State.MET_UNDER_EXCEPTION} else state


def _target(turn: Turn, due: Due, as_of: date, _: bool) -> State:
    state = _limit(turn, due, as_of, False)
    return {State.MET_LATE: State.MET_AFTER_TARGET, State.OVERDUE: State.PAST_TARGET}.get(state, state)


def _window(turn: Turn, due: Due, as_of: date, _: bool) -> State:
    if turn.met:
        return State.USED_LATE if _after(turn.met.on, due) else State.USED
    if turn.ended:
        return State.ENDED
    return State.LAPSED if _after(as_of, due) else State.OPEN


def _not_before(turn: Turn, due: Due, as_of: date, _: bool) -> State:
    if turn.met:
        return State.ANSWERED
    if turn.ended:
        return State.ENDED
    return State.PASSED if _after(as_of, due) else State.WAITING


def _standing(turn: Turn, due: Due, as_of: date, _: bool) -> State:
    if turn.met:
        return State.MET
    return State.ENDED if turn.ended else State.OWED


STATES: Mapping[DutyKind, Callable[[Turn, Due, date, bool], State]] = {
    DutyKind.LIMIT: _limit,
    DutyKind.TARGET: _target,
    DutyKind.WINDOW: _window,
    DutyKind.NOT_BEFORE: _not_before,
    DutyKind.INTERVAL: _interval,
    DutyKind.STANDING: _standing,
}


def _days_past(duty: Duty, turn: Turn, due: Due, as_of: date, state: State) -> int:
    """Count the days past the deadline, to the day it was met, the day it ended, or the day asked about."""
    if due.on is None or (duty.kind not in COUNTS_DAYS and state is not State.USED_LATE):
        return 0
    until = turn.close.on if turn.close else as_of
    return max(0, (until - due.on).days) if until else 0
