"""Who sits before a case, and where its decision stands: worked out from the record each time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from keywork.core.events import Entry, Event, NewEvent, in_force
from keywork.core.stages import Stage, stage_of
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import CaseSummary, ClockRow
from keywork.web.kernel import clock
from keywork.web.kernel.written import Written
from keywork.web.ledger.queries import now, stream
from keywork.web.panels.models import AssessmentDecision
from keywork.web.panels.questions import (
    ASSESS,
    BY_CONCLUSION,
    BY_STAGE,
    NOT_AFTER_ORDER,
    NOT_TO_ISSUE,
    QUESTIONS,
    Question,
)
from keywork.web.people.models import CaseCard

CONCLUDED, RECOMMENDED = "officer-concluded", "panel-recommended"
ORDERS = frozenset({"order-to-assess-made", "appeal-on-assessment-not-opposed"})
# Who reads the papers of a panel because they sit on it, and not because they work on the case.
BY_SEAT = frozenset({Role.PANEL_MEMBER.value, Role.DCO.value, Role.DSCO.value, Role.COMMISSIONER.value})


def asked_of(case_id: UUID) -> Question | None:
    """Return the question that a case waits for an answer to; None where it waits for none."""
    summary = CaseSummary.objects.filter(case_id=case_id).first()
    question = BY_STAGE.get(Stage(summary.stage)) if summary and summary.stage else None
    return question if question and decision_runs(case_id, question) else None


def decision_runs(case_id: UUID, question: Question) -> bool:
    """Say whether a clock of a case waits for the decision on a question."""
    rows = ClockRow.objects.filter(case_id=case_id, duty__in=question.duties, met_on=None, ended_on=None)
    return bool(rows.exists())


@dataclass(frozen=True, slots=True)
class Stands:
    """Where the decision of a case stands.

    Args:
        question: that is decided.
        stage: of the case.
        began_on: the day of the request, or of the notice of an assessment, corrections included.
        decision: the last of an officer that nobody struck out; None where there is none.
        decided_on: its day.
        told_on: the day of the notice that followed it; None before.
        other_notice: the notice that was sent says something else than was decided.
        number: how many decisions were made, so that a page knows whether there is another one.
        last: the last sequence of the record.
        order: the thread of the order or concession that the assessment is made under; None where there is none.
        notice_thread: the thread of the notice, under which the family's time to appeal runs; None where it has none.
    """

    question: Question
    stage: Stage | None
    began_on: date | None
    decision: AssessmentDecision | None
    decided_on: date | None
    told_on: date | None
    other_notice: bool
    number: int
    last: int
    order: str | None = None
    notice_thread: str | None = None

    @property
    def waits(self) -> bool:
        """Say whether it can be decided, or decided again."""
        return self.stage is self.question.stage

    @property
    def is_untold(self) -> bool:
        """Say whether there is a decision that the family has not been told of."""
        if self.decision is None or self.told_on is not None:
            return False
        return self.stage is self.question.then.get(self.decision.conclusion, self.question.stage)

    @property
    def is_doubtful(self) -> bool:
        """Say whether what it was decided about is recorded as having begun after that."""
        return bool(self.decided_on and self.began_on and self.began_on > self.decided_on)

    def notice(self, conclusion: str, on: date) -> NewEvent:
        """Return the entry that says the family was told of a conclusion; after an order the law knows another."""
        if conclusion == NOT_TO_ISSUE and self.order is not None:
            return NewEvent(NOT_AFTER_ORDER, on, thread=self.order or None)
        return NewEvent(self.question.notices[conclusion], on)


def _decided(*, case: UUID) -> QuerySet[AssessmentDecision]:
    return AssessmentDecision.objects.filter(case=case).select_related("item__meeting__panel")


DECIDED: Written[AssessmentDecision] = Written(_decided)


def decided_of(card: CaseCard) -> list[AssessmentDecision]:
    """Return what was decided of a case, the last first, with where each was before a panel."""
    return DECIDED.records(case=card.case_id)


def untold(card: CaseCard) -> str:
    """Return what an officer decided of a case and the family has not been told; empty where that is nothing."""
    made = card.once(decided_of)
    record = stream(card.case_id) if made else []
    asked = {one.question: QUESTIONS[one.question] for one in made}
    where = [stands(card.case_id, card.authority_id, one, record, made) for one in asked.values()]
    return next((one.decision.conclusion for one in where if one.decision and one.is_untold), "")


def nothing_decided(summary: CaseSummary, question: Question) -> Stands:
    """Return where a case stands about which no officer decided, as lists know it: its record need not be read."""
    began_on = summary.requested_on if question is ASSESS else None
    return Stands(question, Stage(summary.stage) if summary.stage else None, began_on, None, None, None, False, 0, 0)


def stands(
    case_id: UUID,
    authority_id: UUID,
    question: Question,
    record: list[Event] | None = None,
    made: list[AssessmentDecision] | None = None,
) -> Stands:
    """Return where the decision of a case on a question stands today.

    Args:
        case_id: the case.
        authority_id: whose it is.
        question: which decision.
        record: the case's, where it has been read already.
        made: the decisions about it, likewise, the last first.
    """
    events = stream(case_id) if record is None else record
    entries = in_force(events, as_of=clock.today(), known_at=max(now(authority_id), clock.now()))
    made = list(AssessmentDecision.objects.filter(case_id=case_id)) if made is None else made
    made = [one for one in made if one.question == question.code]
    days = {str(entry.event.id): entry.on for entry in entries}
    decision = next((one for one in made if str(one.event_id) in days), None)
    told = _told(entries, decision, decision.conclusion) if decision else None
    ordered = [entry.event.thread or "" for entry in entries if entry.event.kind in ORDERS]
    return Stands(
        question,
        stage_of(entries)[0],
        min((entry.on for entry in entries if entry.event.kind in question.begins and entry.on), default=None),
        decision,
        days.get(str(decision.event_id)) if decision else None,
        told.on if told else None,
        decision is not None and _told(entries, decision, _other(decision.conclusion)) is not None,
        len(made),
        events[-1].sequence if events else 0,
        ordered[-1] if ordered else None,
        told.event.thread if told else None,
    )


def _other(conclusion: str) -> str:
    question = BY_CONCLUSION[conclusion]
    return question.no if conclusion == question.yes else question.yes


def _told(entries: Iterable[Entry], decision: AssessmentDecision, conclusion: str) -> Entry | None:
    """Return the last dated notice of a conclusion that was recorded after a decision, or None."""
    question = BY_CONCLUSION[conclusion]
    kinds = {question.notices[conclusion]} | question.also_tells.get(conclusion, frozenset())
    later = itertools.dropwhile(lambda entry: str(entry.event.id) != str(decision.event_id), entries)
    notices = [entry for entry in later if entry.event.kind in kinds and entry.on]
    return notices[-1] if notices else None
