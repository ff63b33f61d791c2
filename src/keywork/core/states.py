"""The states of a clock."""

from __future__ import annotations

from enum import StrEnum


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
UNANSWERED_STATES = OPEN_STATES | {State.LAPSED, State.PASSED}
