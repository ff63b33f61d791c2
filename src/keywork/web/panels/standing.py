"""Who sits before a case, and where its decision stands: worked out from the record each time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.core.events import Entry, Event, in_force
from keywork.core.stages import Stage, stage_of
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.kernel import clock
from keywork.web.ledger.queries import now, stream
from keywork.web.panels.limbs import NOT_TO_ASSESS, TO_ASSESS
from keywork.web.panels.models import AssessmentDecision

DECISION = "ehcna-decision"
CONCLUDED, RECOMMENDED = "officer-concluded", "panel-recommended"
NOTICES = {TO_ASSESS: "decided-to-assess", NOT_TO_ASSESS: "decided-not-to-assess"}
OTHER_NOTICES = {TO_ASSESS: NOTICES[NOT_TO_ASSESS], NOT_TO_ASSESS: NOTICES[TO_ASSESS]}
RECEIPTS = frozenset({"assessment-request-received", "responsibility-began"})
# Who reads the papers of a panel because they sit on it, and not because they work on the case.
BY_SEAT = frozenset({Role.PANEL_MEMBER.value, Role.DCO.value, Role.DSCO.value, Role.COMMISSIONER.value})


def decision_runs(case_id: UUID) -> bool:
    """Say whether a case waits for the decision whether to assess."""
    return bool(ClockRow.objects.filter(case_id=case_id, duty=DECISION, met_on=None, ended_on=None).exists())


@dataclass(frozen=True, slots=True)
class Stands:
    """Where the decision of a case stands.

    Args:
        stage: of the case.
        received_on: the day of the request, corrections included.
        decision: the last of an officer that nobody struck out; None where there is none.
        decided_on: its day.
        told_on: the day of the notice that followed it; None before.
        other_notice: the notice that was sent says something else than was decided.
        number: how many decisions were made, so that a page knows whether there is another one.
        last: the last sequence of the record.
    """

    stage: Stage | None
    received_on: date | None
    decision: AssessmentDecision | None
    decided_on: date | None
    told_on: date | None
    other_notice: bool
    number: int
    last: int

    @property
    def waits(self) -> bool:
        """Say whether the family has not been told of a decision."""
        return self.stage is Stage.DECIDING

    @property
    def is_doubtful(self) -> bool:
        """Say whether the request is recorded as received after it was decided about."""
        return bool(self.decided_on and self.received_on and self.received_on > self.decided_on)


def nothing_decided(summary: CaseSummary) -> Stands:
    """Return where a case stands about which no officer decided, as lists know it: its record need not be read."""
    return Stands(Stage(summary.stage) if summary.stage else None, summary.requested_on, None, None, None, False, 0, 0)


def stands(
    case_id: UUID,
    authority_id: UUID,
    record: list[Event] | None = None,
    made: list[AssessmentDecision] | None = None,
) -> Stands:
    """Return where the decision of a case stands today.

    Args:
        case_id: the case.
        authority_id: whose it is.
        record: the case's, where it has been read already.
        made: the decisions about it, likewise.
    """
    events = stream(case_id) if record is None else record
    entries = in_force(events, as_of=clock.today(), known_at=max(now(authority_id), clock.now()))
    made = list(AssessmentDecision.objects.filter(case_id=case_id)) if made is None else made
    days = {str(entry.event.id): entry.on for entry in entries}
    decision = next((one for one in made if str(one.event_id) in days), None)
    decided_on = days.get(str(decision.event_id)) if decision else None
    return Stands(
        stage_of(entries)[0],
        min((entry.on for entry in entries if entry.event.kind in RECEIPTS and entry.on), default=None),
        decision,
        decided_on,
        _told(entries, decision, NOTICES),
        decision is not None and _told(entries, decision, OTHER_NOTICES) is not None,
        len(made),
        events[-1].sequence if events else 0,
    )


def _told(entries: Iterable[Entry], decision: AssessmentDecision | None, notices: Mapping[str, str]) -> date | None:
    """Return the day of the last notice of a kind that was recorded after a decision; None where there is none."""
    if decision is None:
        return None
    later = itertools.dropwhile(lambda entry: str(entry.event.id) != str(decision.event_id), entries)
    days = [entry.on for entry in later if entry.event.kind == notices[decision.conclusion]]
    return days[-1] if days else None
