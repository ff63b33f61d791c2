"""Exceptions: whether one is open, and whether somebody relied on it properly. None is ever applied.

Source: ``law/README.md`` part 6 and ``law/exceptions.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keywork.core.events import Entry
from keywork.core.history import Fact, History, Thread, Threads
from keywork.core.register import ADVICE_REQUESTED, EXCEPTION_RECORDED, Duty, ExceptionRule, Version
from keywork.core.turns import Turn

NOT_AVAILABLE = "not-available"
AVAILABLE = "available"
RELIED_ON = "relied-on"
INVALID = "recorded-but-invalid"

PARTS = ("circumstance", "why_impractical")
WEEK = timedelta(days=7)
CLOSURE = timedelta(days=28)
SIX_WEEKS = timedelta(weeks=6)
ADVICE_ASKED = ("advice-request-received", "custody-advice-request-received")
ADVICE_GIVEN = ("advice-received", "custody-advice-received")


@dataclass(frozen=True, slots=True)
class Reach:
    """The clock that an exception is tried on: its duty, thread, start and deadline."""

    duty: Duty
    version: Version
    thread: Thread
    starts_on: date
    deadline: date


def standings(
    history: History, duty: Duty, version: Version, thread: Thread, turn: Turn, deadline: date | None
) -> dict[str, str]:
    """Say for every exception of the register how it stands for a clock.

    Args:
        history: the case.
        duty: the duty.
        version: the version that applies.
        thread: the clock's thread.
        turn: the clock's cycle.
        deadline: its legal deadline, or None.
    """
    rules = history.register.exceptions
    stand = dict.fromkeys(rules, NOT_AVAILABLE)
    if history.by_kind.keys().isdisjoint(history.register.circumstances):
        return stand
    recordings = _recordings(history, duty, thread, turn)
    starts_on = turn.start.starts_on
    reach = Reach(duty, version, thread, starts_on, deadline) if starts_on and deadline else None
    for code in rules if recordings else version.exceptions:
        recorded = [entry for entry in recordings if _named(entry, code)]
        stand[code] = _standing(rules[code], history, version, reach, recorded)
    return stand


def _standing(
    rule: ExceptionRule, history: History, version: Version, reach: Reach | None, recorded: list[Entry]
) -> str:
    listed = rule.code in version.exceptions
    open_to_use = bool(listed and reach and TESTS[rule.code](rule, history, reach))
    if not recorded:
        return AVAILABLE if open_to_use else NOT_AVAILABLE
    complete = any(all(str(entry.event.fields.get(part) or "").strip() for part in PARTS) for entry in recorded)
    return RELIED_ON if open_to_use and complete else INVALID


def _recordings(history: History, duty: Duty, thread: Thread, turn: Turn) -> list[Entry]:
    """Return the recordings for a cycle of a duty; one without a thread covers every thread of it."""
    found = []
    for fact in history.by_kind.get(EXCEPTION_RECORDED, ()):
        ours = fact.thread is None or thread is Threads.ALL or fact.thread == thread
        if ours and fact.field("duty") == duty.id and (turn.after is None or fact.order > turn.after):
            found.append(fact.entry)
    return found


def _named(entry: Entry, code: str) -> bool:
    return entry.event.fields.get("exception") == code


def _facts(rule: ExceptionRule, history: History, reach: Reach, kinds: Sequence[str] | None = None) -> Sequence[Fact]:
    facts = history.of(rule.events if kinds is None else kinds, reach.duty.per, reach.thread)
    return [fact for fact in facts if fact.on] if facts else facts


def span_of(fact: Fact, history: History) -> tuple[date, date]:
    """Return the first and last day of a circumstance; one without an end goes on until the day asked about."""
    first, last = fact.field("from"), fact.field("to")
    begins = first if isinstance(first, date) else fact.day
    return begins, last if isinstance(last, date) else max(history.as_of, begins)


def _closure(rule: ExceptionRule, history: History, reach: Reach) -> bool:
    """Test whether a setting asked for advice was closed for four weeks and that held the limit up."""
    closures = history.by_kind.get("setting-closure-recorded", ())
    if not closures:
        return False
    requests = [f for f in history.by_kind.get(ADVICE_REQUESTED, ()) if f.on and f.on <= reach.deadline]
    return any(
        _asked_while_closed(request, closure, rule) and not advice_in_time(request, history)
        for request in requests
        for closure in closures
        if request.thread == closure.thread and body_kind(request, history) in rule.body_kinds
    )


def body_kind(request: Fact, history: History) -> object:
    own = request.field("body_kind")
    received = (f for kind in ADVICE_ASKED for f in history.by_kind.get(kind, ()) if f.thread == request.thread)
    return own or next((f.field("body_kind") for f in received), None)


def _asked_while_closed(request: Fact, closure: Fact, rule: ExceptionRule) -> bool:
    closed_from, reopens = closure.field("closed_from"), closure.field("reopens")
    if not (isinstance(closed_from, date) and isinstance(reopens, date) and request.on):
        return False
    return closed_from - WEEK <= request.on <= reopens - WEEK and reopens - closed_from >= CLOSURE


def advice_in_time(request: Fact, history: History) -> bool:
    """Say whether the body's advice came within its own six weeks.

    Where its receipt of the request is not on record the six weeks cannot have begun before it
    was asked: only advice within six weeks of the asking is surely in time.
    """
    asked = [f for kind in ADVICE_ASKED for f in history.by_kind.get(kind, ()) if f.thread == request.thread and f.on]
    given = [f for kind in ADVICE_GIVEN for f in history.by_kind.get(kind, ()) if f.thread == request.thread and f.on]
    since = [f for f in asked if f.day >= request.day]
    begins = since[0].day if since else request.day
    return any(request.day <= fact.day <= begins + SIX_WEEKS for fact in given)


def _overlapping(rule: ExceptionRule, history: History, reach: Reach) -> bool:
    spans = (span_of(fact, history) for fact in _facts(rule, history, reach))
    return any(first <= reach.deadline and last >= reach.starts_on for first, last in spans)


def _absent(days: int) -> Callable[[ExceptionRule, History, Reach], bool]:
    def test(rule: ExceptionRule, history: History, reach: Reach) -> bool:
        return any(_long_enough(*span_of(f, history), reach, history, days) for f in _facts(rule, history, reach))

    return test


def _long_enough(first: date, last: date, reach: Reach, history: History, days: int) -> bool:
    inside = (min(last, reach.deadline) - max(first, reach.starts_on)).days + 1
    if history.setting("absence_days") == "touching":
        return inside > 0 and (last - first).days + 1 >= days
    return inside >= days


def _within_clock(rule: ExceptionRule, history: History, reach: Reach) -> bool:
    return any(reach.starts_on <= fact.day <= reach.deadline for fact in _facts(rule, history, reach))


def _coronavirus(rule: ExceptionRule, history: History, reach: Reach) -> bool:
    in_time = rule.starts <= reach.deadline and (rule.ends is None or reach.deadline <= rule.ends)
    return in_time and bool(_facts(rule, history, reach))


TESTS: Mapping[str, Callable[[ExceptionRule, History, Reach], bool]] = {
    "EX-SCHOOL": _closure,
    "EX-EY": _closure,
    "EX-PERSONAL": _overlapping,
    "EX-8A": _overlapping,
    "EX-ABSENT-4": _absent(28),
    "EX-ABSENT-2": _absent(14),
    "EX-APPT": _within_clock,
    "EX-REP": _within_clock,
    "EX-COVID": _coronavirus,
}
