"""Whether a circumstance on record meets the test of an exception for a clock, worked and said in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from keywork.core.clocks import Clock
from keywork.core.exceptions import CLOSURE, TESTS, WEEK, Reach, advice_in_time, body_kind, span_of
from keywork.core.explaining import selection, words
from keywork.core.history import Fact, History
from keywork.core.register import ADVICE_REQUESTED, ExceptionRule

OPEN_END = "it goes on"


@dataclass(frozen=True, slots=True)
class Worked:
    """Whether a test is met, and the comparison of days, one sentence a step."""

    met: bool
    steps: tuple[str, ...]


def circumstance_kinds(rule: ExceptionRule) -> tuple[str, ...]:
    """Return the kinds of entry that tell of a circumstance of an exception; the first is the one to record."""
    return tuple(kind for kind in rule.events if kind != ADVICE_REQUESTED)


def may_be_relied_on(history: History, clock: Clock) -> list[ExceptionRule]:
    """Return the exceptions that the law gives for a clock's limit; whether their tests are met is another question."""
    if clock.version is None or clock.legal_deadline is None:
        return []
    return [history.register.exceptions[code] for code in clock.version.exceptions]


def circumstances(history: History, clock: Clock, rule: ExceptionRule) -> list[Fact]:
    """Return the circumstances on record that an exception could rest on for a clock, in order."""
    if rule.code in CLOSURES:
        asked = {
            fact.thread
            for fact in history.by_kind.get(ADVICE_REQUESTED, ())
            if body_kind(fact, history) in rule.body_kinds
        }
        return [fact for fact in history.by_kind.get("setting-closure-recorded", ()) if fact.thread in asked]
    thread = selection(history, clock.duty, clock.thread)
    return [fact for fact in history.of(circumstance_kinds(rule), clock.duty.per, thread) if fact.on]


def worked(history: History, clock: Clock, rule: ExceptionRule, event_id: str) -> Worked:
    """Work the test of an exception for a clock with one circumstance alone.

    Args:
        history: the case.
        clock: of the limit.
        rule: the exception.
        event_id: the entry that tells of the circumstance.
    """
    found = circumstances(history, clock, rule)
    fact = next((one for one in found if one.entry.event.id == event_id), None)
    if clock.version is None or clock.started_on is None or clock.legal_deadline is None:
        return Worked(False, ("This limit has no last day, so there is nothing to except.",))
    if fact is None or rule not in may_be_relied_on(history, clock):
        return Worked(False, ("Nothing of this kind is on record for this limit.",))
    thread = selection(history, clock.duty, clock.thread)
    reach = Reach(clock.duty, clock.version, thread, clock.started_on, clock.legal_deadline)
    others = {one.entry.event.id for one in found if one is not fact}
    alone = history.without(others)
    return Worked(TESTS[rule.code](rule, alone, reach), tuple(SAID[rule.code](fact, alone, reach)))


def _ran(reach: Reach) -> str:
    return f"The limit ran from {words(reach.starts_on)} to its last day, {words(reach.deadline)}."


def _lasted(fact: Fact, history: History) -> tuple[date, date, str]:
    first, last = span_of(fact, history)
    until = words(last) if isinstance(fact.field("to"), date) else OPEN_END
    return first, last, f"It began on {words(first)}, and {'ended on ' + until if until != OPEN_END else until}."


def _overlapping(fact: Fact, history: History, reach: Reach) -> list[str]:
    first, last, said = _lasted(fact, history)
    meets = first <= reach.deadline and last >= reach.starts_on
    return [said, _ran(reach), f"The two {'overlap' if meets else 'do not overlap, as they must'}."]


def _absent(days: int) -> Callable[[Fact, History, Reach], list[str]]:
    def said(fact: Fact, history: History, reach: Reach) -> list[str]:
        first, last, lasted = _lasted(fact, history)
        inside = max((min(last, reach.deadline) - max(first, reach.starts_on)).days + 1, 0)
        if history.setting("absence_days") == "touching":
            whole = (last - first).days + 1
            counted = f"The absence lasted {whole} days. At least {days} are needed, and some must fall in that time."
        else:
            counted = f"{inside} days of the absence fall in that time. At least {days} are needed."
        return [lasted, _ran(reach), counted]

    return said


def _within(fact: Fact, history: History, reach: Reach) -> list[str]:
    falls = reach.starts_on <= fact.day <= reach.deadline
    return [
        f"It happened on {words(fact.day)}.",
        _ran(reach),
        f"It {'falls' if falls else 'does not fall'} in that time.",
    ]


def _closed(fact: Fact, history: History, reach: Reach) -> list[str]:
    closed, reopens = fact.field("closed_from"), fact.field("reopens")
    if not (isinstance(closed, date) and isinstance(reopens, date)):
        return ["The first closed day and the first open day are not both on record."]
    said = [
        f"Closed from {words(closed)} until it reopens on {words(reopens)}: {(reopens - closed).days} days. "
        f"At least {CLOSURE.days} are needed.",
        f"It must have been asked for advice from {words(closed - WEEK)} to {words(reopens - WEEK)}, and not after the "
        f"limit's last day, {words(reach.deadline)}.",
    ]
    for request in history.by_kind.get(ADVICE_REQUESTED, ()):
        if request.thread == fact.thread and request.on:
            in_time = advice_in_time(request, history)
            came = "came" if in_time else "did not come"
            so = ", so the closure did not hold the limit up" if in_time else ""
            said.append(f"It was asked on {words(request.on)}. Its advice {came} within its own six weeks{so}.")
    return said


def _coronavirus(fact: Fact, history: History, reach: Reach) -> list[str]:
    return [f"The limit's last day is {words(reach.deadline)}. It must fall from 1 May to 25 September 2020."]


CLOSURES = ("EX-SCHOOL", "EX-EY")
SAID: Mapping[str, Callable[[Fact, History, Reach], list[str]]] = {
    "EX-SCHOOL": _closed,
    "EX-EY": _closed,
    "EX-PERSONAL": _overlapping,
    "EX-8A": _overlapping,
    "EX-ABSENT-4": _absent(28),
    "EX-ABSENT-2": _absent(14),
    "EX-APPT": _within,
    "EX-REP": _within,
    "EX-COVID": _coronavirus,
}
