"""Clocks: what a duty says about a case on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from keywork.core.register import Duty, Version


class State(StrEnum):
    """Where a clock stands on a day; which states a clock may take depends on its duty's kind."""

    NOT_STARTED = "not-started"
    NOT_IN_FORCE = "not-in-force"
    NOT_APPLICABLE = "not-applicable"
    MEASURED = "measured"
    BROKEN = "broken"
    RUNNING = "running"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met-late"
    MET_AFTER_TARGET = "met-after-target"
    MET_UNDER_EXCEPTION = "met-under-exception"
    MET_UNDATED = "met-undated"
    LIMIT_DISAPPLIED = "limit-disapplied"
    PAST_TARGET = "past-target"
    OPEN = "open"
    LAPSED = "lapsed"
    USED = "used"
    USED_LATE = "used-late"
    WAITING = "waiting"
    PASSED = "passed"
    ANSWERED = "answered"
    OWED = "owed"
    ENDED = "ended"
    NOT_IN_SOURCE = "not-in-source"


OPEN_STATES = frozenset(
    {State.RUNNING, State.OVERDUE, State.LIMIT_DISAPPLIED, State.PAST_TARGET, State.OPEN, State.WAITING, State.OWED}
)


@dataclass(frozen=True, slots=True)
class Clock:
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
    also: Mapping[str, date] = field(default_factory=dict)
    exceptions: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Say whether something is still to be done or waited for."""
        return self.state in OPEN_STATES
