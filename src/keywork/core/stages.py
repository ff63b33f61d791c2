"""Where a case stands between the request and the end of the plan: one table, one function."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from keywork.core.events import Entry


class Stage(StrEnum):
    """Where a case stands."""

    DECIDING = "deciding"
    ADVICE = "advice"
    DRAFTING = "drafting"
    DRAFT_SENT = "draft-sent"
    PLAN = "plan"
    REFUSED = "refused"
    NO_PLAN = "no-plan"
    WITHDRAWN = "withdrawn"
    CEASED = "ceased"
    MOVED = "moved"
    DIED = "died"


TITLES: Mapping[Stage, str] = {
    Stage.DECIDING: "Deciding whether to assess",
    Stage.ADVICE: "Gathering advice",
    Stage.DRAFTING: "Drafting the plan",
    Stage.DRAFT_SENT: "Draft plan sent",
    Stage.PLAN: "Plan in place",
    Stage.REFUSED: "Assessment refused",
    Stage.NO_PLAN: "No plan after assessment",
    Stage.WITHDRAWN: "Request withdrawn",
    Stage.CEASED: "Plan ceased",
    Stage.MOVED: "Moved to another area",
    Stage.DIED: "Died",
}
ASSESSMENT_STAGES = (Stage.DECIDING, Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT)
OPEN_STAGES = (*ASSESSMENT_STAGES, Stage.PLAN)

_BEFORE_ADVICE = frozenset({None, Stage.DECIDING, Stage.REFUSED})
_BEFORE_DRAFT = _BEFORE_ADVICE | {Stage.ADVICE, Stage.NO_PLAN}
_BEFORE_PLAN = _BEFORE_DRAFT | {Stage.DRAFTING, Stage.DRAFT_SENT}
_ANY: frozenset[Stage | None] = frozenset({None, *Stage}) - {Stage.DIED}

# For each event kind: the stages it can be reached from, and the stage it leads to.
TRANSITIONS: Mapping[str, tuple[frozenset[Stage | None], Stage]] = {
    "assessment-request-received": (frozenset({None, Stage.WITHDRAWN}), Stage.DECIDING),
    "responsibility-began": (frozenset({None}), Stage.DECIDING),
    "decided-to-assess": (_BEFORE_ADVICE, Stage.ADVICE),
    "decided-not-to-assess": (frozenset({None, Stage.DECIDING}), Stage.REFUSED),
    "refusal-reversed": (frozenset({Stage.REFUSED, Stage.NO_PLAN}), Stage.ADVICE),
    "refusal-overturned-recorded": (frozenset({Stage.REFUSED}), Stage.ADVICE),
    "ordered-assessment-notified": (_BEFORE_ADVICE, Stage.ADVICE),
    "decided-to-issue-plan": (_BEFORE_DRAFT, Stage.DRAFTING),
    "order-to-make-plan-made": (_BEFORE_DRAFT, Stage.DRAFTING),
    "draft-plan-served": (_BEFORE_DRAFT | {Stage.DRAFTING}, Stage.DRAFT_SENT),
    "draft-plan-sent-after-order": (_BEFORE_DRAFT | {Stage.DRAFTING}, Stage.DRAFT_SENT),
    "decided-not-to-issue-plan": (_BEFORE_DRAFT | {Stage.DRAFTING}, Stage.NO_PLAN),
    "no-plan-notified-after-order": (_BEFORE_DRAFT | {Stage.DRAFTING}, Stage.NO_PLAN),
    "final-plan-sent": (_BEFORE_PLAN, Stage.PLAN),
    "plan-first-made": (_BEFORE_PLAN, Stage.PLAN),
    "final-plan-sent-after-order": (_BEFORE_PLAN, Stage.PLAN),
    "transfer-in-recorded": (_BEFORE_PLAN, Stage.PLAN),
    "assessment-request-withdrawn": (_BEFORE_PLAN, Stage.WITHDRAWN),
    "plan-ceased": (_BEFORE_PLAN | {Stage.PLAN}, Stage.CEASED),
    "child-moved-out": (_BEFORE_PLAN | {Stage.PLAN}, Stage.MOVED),
    "child-died": (_ANY, Stage.DIED),
}


def stage_of(entries: Iterable[Entry]) -> tuple[Stage | None, date | None]:
    """Return where a case stands and the day it came there, from its entries in force.

    Args:
        entries: a case's entries in date order, as :func:`keywork.core.events.in_force` gives them.

    Returns:
        The stage and its day; the day is None where the source does not know it, both are None
        for a case without an entry that sets a stage.
    """
    stage: Stage | None = None
    since: date | None = None
    for entry in entries:
        step = TRANSITIONS.get(entry.event.kind)
        if step is not None and stage in step[0] and stage != step[1]:
            stage, since = step[1], entry.on
    return stage, since
