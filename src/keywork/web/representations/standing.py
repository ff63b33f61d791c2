"""The draft that can be answered, until when, and by whom: worked out from the record each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from keywork.core.events import Entry, Event, in_force
from keywork.core.rights import Decision
from keywork.core.stages import Stage, stage_of
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.reassessing import reassessment_of
from keywork.web.kernel import clock
from keywork.web.ledger.queries import now, stream
from keywork.web.people.models import CaseCard
from keywork.web.people.rights import Rights, Speaker, makes, rights_of

SERVED = frozenset({"draft-plan-served", "draft-plan-sent-after-order"})
MEETING_ASKED, MEETING_HELD = "draft-meeting-requested", "draft-meeting-held"
WINDOW = "draft-representations"
DAYS = 15
__all__ = ["Draft", "Speaker", "draft_of", "holds", "why_not"]


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft that was served last.

    Args:
        thread: of its entries.
        served_on: the day.
        until: the last of the fifteen days.
        is_open: the plan is not finished, so that it can be answered.
        waits_for_meeting: a meeting was asked for and none was held since.
    """

    thread: str | None
    served_on: date
    until: date
    is_open: bool
    waits_for_meeting: bool

    def is_late(self, on: date) -> bool:
        return on > self.until


def draft_of(card: CaseCard, record: list[Event] | None = None) -> Draft | None:
    """Return the draft of a case; None where none was served.

    Args:
        card: of the case.
        record: the case's, where it has been read already.
    """
    events = stream(card.case_id) if record is None else record
    entries = in_force(events, as_of=clock.today(), known_at=max(now(card.authority_id), clock.now()))
    served = next((one for one in reversed(entries) if one.event.kind in SERVED and one.on), None)
    if served is None or served.on is None:
        return None
    row = ClockRow.objects.filter(case_id=card.case_id, duty=WINDOW, thread=served.event.thread or "").first()
    # Where the clock is another's, as in a re-assessment, the day of service is day 1 all the same.
    first = served.on + timedelta(days=DAYS - 1)
    until = row.legal_deadline if row and row.legal_deadline and row.legal_deadline >= first else first
    stage = stage_of(entries)[0]
    is_open = stage is Stage.DRAFT_SENT or (stage is Stage.PLAN and _is_of_another(card, entries, served))
    met = [one.event.kind for one in entries if one.event.kind in (MEETING_ASKED, MEETING_HELD)]
    return Draft(
        served.event.thread, served.on, until, is_open, bool(met) and met[-1] == MEETING_ASKED,
    )  # fmt: skip


def _is_of_another(card: CaseCard, entries: list[Entry], served: Entry) -> bool:
    """Say whether a draft is of the plan that a re-assessment ends in, while another plan is in force."""
    again = reassessment_of(card.case_id)
    began = next((one for one in entries if again and one.event.id == str(again.trigger_id)), None)
    return began is not None and served.order > began.order


def holds(card: CaseCard, speaker: Speaker, decision: Decision, rights: Rights | None = None) -> bool:
    """Say whether somebody holds the right to make a decision today."""
    return makes(rights or rights_of(card.person, clock.today()), decision, speaker)


def why_not(card: CaseCard, decision: Decision) -> str:
    """Return in a sentence whose right it is."""
    return dict(rights_of(card.person, clock.today()).holders)[decision].because
