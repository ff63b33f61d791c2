"""Where a request stands: worked out from its clock and from what was done with it, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from keywork.core.clocks import Clock
from keywork.web.advice.bodies import DUTIES
from keywork.web.advice.models import AdviceRequest
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.threads import Dates, clocks_by_thread, rows_by_thread

# Days before and after the due date on which a reminder is due.
REMINDERS = (-14, -5, 1, 7, 14, 21, 28)
SOON = timedelta(days=7)


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    GIVEN = "given"
    GIVEN_LATE = "given-late"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    STOPPED = "stopped"


OPEN = frozenset({State.ASKED, State.RUNNING, State.SOON, State.LATE})
GIVEN = frozenset({State.GIVEN, State.GIVEN_LATE})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one request stands on a day."""

    state: State
    due: date | None = None
    given_on: date | None = None
    ended_on: date | None = None
    excused: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_given(self) -> bool:
        return self.state in GIVEN

    def reminder_after(self, last: date | None, asked_on: date) -> date | None:
        """Return the day on which the next reminder is due after the last: one that was not sent is due still.

        Args:
            last: the day of the last reminder; None where none was sent.
            asked_on: the day the advice was asked for.
        """
        return self.next_reminder(max(last + timedelta(days=1), asked_on) if last else asked_on, asked_on)

    def next_reminder(self, today: date, asked_on: date) -> date | None:
        """Return the next day on which a reminder is due; nothing where nothing is waited for.

        Before receipt is confirmed, it is the fifth day after the asking, and every seventh from then.
        """
        if not self.is_open:
            return None
        if self.due is None:
            first = asked_on + timedelta(days=5)
            return first if first >= today else first + timedelta(days=-(-(today - first).days // 7) * 7)
        days = (self.due + timedelta(days=days) for days in REMINDERS)
        found = next((day for day in days if day >= today), None)
        return found or today + timedelta(days=(-(today - self.due).days) % 7)


def standing(ended: str, dates: Dates | None, today: date) -> Standing:
    """Return where a request stands.

    Args:
        ended: how it was ended by hand, or empty.
        dates: of its clock; None before its body received it.
        today: the day asked about.
    """
    due = dates.legal_deadline if dates else None
    excused = bool(dates and dates.disapplied)
    if dates and (dates.met_on or (dates.undated and not dates.ended_on)):
        late = bool(due and dates.met_on and dates.met_on > due)
        return Standing(State.GIVEN_LATE if late else State.GIVEN, due, dates.met_on, None, excused)
    if ended:
        return Standing(State(ended), due, None, dates.ended_on if dates else None, excused)
    if dates and dates.ended_on:
        return Standing(State.STOPPED, due, None, dates.ended_on, excused)
    if due is None:
        return Standing(State.ASKED)
    if due < today:
        return Standing(State.LATE, due, excused=excused)
    return Standing(State.SOON if due - today <= SOON else State.RUNNING, due, excused=excused)


def rows_of(requests: Iterable[AdviceRequest]) -> Mapping[tuple[UUID, str], ClockRow]:
    """Return the stored clocks of some requests."""
    return rows_by_thread([one.case_id for one in requests], DUTIES)


def clocks_of(clocks: Iterable[Clock]) -> dict[str, Clock]:
    """Return the clocks of advice of one case by their threads; a request that nobody received yet has none."""
    return clocks_by_thread(clocks, DUTIES)
