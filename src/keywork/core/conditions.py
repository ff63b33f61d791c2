"""Whether a duty applies at all: the conditions of the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from keywork.core.calendars import DAY
from keywork.core.history import Fact, History

REASSESSMENT_BEGINS = ("reassessment-agreed", "reassessment-decided-by-authority")
REASSESSMENT_ENDS = ("reassessed-plan-sent", "reassessed-plan-unchanged")
FIRST_2015_TRANSFER = date(2015, 9, 1)
NOTICE_OF_MOVE = 15


def applies(condition: str | None, history: History, start: Fact) -> bool:
    """Say whether a condition holds for a clock.

    A condition that starts with ``not-`` holds unless the opposite is known.

    Args:
        condition: its name, or None for a duty that always applies.
        history: the case.
        start: what started the clock.
    """
    if condition is None:
        return True
    worked = WORKED.get(condition)
    if worked:
        return worked(history, start)
    if condition.startswith("not-"):
        return not applies(condition[4:], history, start)
    return condition in history.facts


def _in_reassessment(history: History, start: Fact) -> bool:
    """Say whether a re-assessment is under way, of several one; what comes later on the day does not end it."""
    steps = [
        (fact, True)
        for kind in REASSESSMENT_BEGINS
        for fact in history.by_kind.get(kind, ())
        if fact.day <= start.day and fact.entry is not start.entry
    ]
    steps += [
        (fact, False)
        for kind in REASSESSMENT_ENDS
        for fact in history.by_kind.get(kind, ())
        if fact.order < start.order
    ]
    under_way: set[str | None] = set()
    for fact, begins in sorted(steps, key=lambda step: step[0].order):
        if begins:
            under_way.add(fact.thread)
        elif fact.thread is None:
            under_way.clear()
        else:
            under_way.discard(fact.thread)
    return bool(under_way)


def _known_in_time(history: History, start: Fact) -> bool:
    move_on = start.field("move_on")
    if not isinstance(move_on, date) or start.starts_on is None:
        return False
    return history.working_days.count(start.starts_on, move_on - DAY) >= NOTICE_OF_MOVE


def _transfer_in_2015(history: History, start: Fact) -> bool:
    return start.field("transfer_on") == FIRST_2015_TRANSFER


WORKED: dict[str, Callable[[History, Fact], bool]] = {
    "in-a-reassessment": _in_reassessment,
    "known-15-working-days-before-move": _known_in_time,
    "transfer-on-1-september-2015": _transfer_in_2015,
    "transfer-not-on-1-september-2015": lambda history, start: not _transfer_in_2015(history, start),
}
