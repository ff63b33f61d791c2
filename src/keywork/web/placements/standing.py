"""Where a consultation stands: worked out from its clock and from what was done with it, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from keywork.core.clocks import Clock
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.threads import Dates, clocks_by_thread, rows_by_thread
from keywork.web.placements.models import Consultation

# The Code gives a setting fifteen days, and an authority that is asked about its school is given the same here.
DUTIES = ("setting-consult-response", "other-la-consult")


class State(StrEnum):
    """Where a consultation stands."""

    WAITING = "waiting"
    LATE = "late"
    REPLIED = "replied"
    REPLIED_LATE = "replied-late"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


OPEN = frozenset({State.WAITING, State.LATE})
REPLIED = frozenset({State.REPLIED, State.REPLIED_LATE})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one consultation stands on a day."""

    state: State
    asked_on: date | None = None
    due: date | None = None
    replied_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_replied(self) -> bool:
        return self.state in REPLIED


def standing(ended: str, dates: Dates | None, today: date) -> Standing:
    """Return where a consultation stands.

    Args:
        ended: how it was ended by hand, or empty.
        dates: of its clock; None where the record knows none, as on a day before it was sent.
        today: the day asked about.
    """
    asked = dates.started_on if dates else None
    due = dates.legal_deadline if dates else None
    if dates and (dates.met_on or (dates.undated and not dates.ended_on)):
        late = bool(due and dates.met_on and dates.met_on > due)
        return Standing(State.REPLIED_LATE if late else State.REPLIED, asked, due, dates.met_on)
    if ended:
        return Standing(State(ended), asked, due)
    if dates and dates.ended_on:
        return Standing(State.STOPPED, asked, due)
    return Standing(State.LATE if due is not None and due < today else State.WAITING, asked, due)


def rows_of(found: Iterable[Consultation]) -> Mapping[tuple[UUID, str], ClockRow]:
    """Return the stored clocks of some consultations."""
    return rows_by_thread([one.case_id for one in found], DUTIES)


def clocks_of(clocks: Iterable[Clock]) -> dict[str, Clock]:
    """Return the clocks of consultations of one case by their threads."""
    return clocks_by_thread(clocks, DUTIES)
