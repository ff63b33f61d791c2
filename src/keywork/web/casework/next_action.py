"""What is useful to do next for a running clock: it follows from what was done in the case, and names nothing done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from keywork.core.clocks import Clock
from keywork.core.outlook import Step
from keywork.core.stages import Stage
from keywork.web.deadlines.outlooks import ADVICE, DECISION, FINAL
from keywork.web.panels.questions import NOT_TO_ISSUE, TO_ISSUE
from keywork.web.placements.standing import DUTIES as CONSULTATIONS
from keywork.web.ui.jinja import short_day

NO_PLAN = "ehcp-not-issue-notice"
CHASE = "chase the advice that is still to come"
BY_DUTY = {
    ADVICE: "chase this advice, or record it if it has come",
    **dict.fromkeys(CONSULTATIONS, "chase this reply, or record it if it has come"),
}
OTHERWISE = "do it, or record that it was done"


@dataclass(frozen=True, slots=True)
class Done:
    """How far a case has come.

    Args:
        stage: where it stands; None where nothing is on record.
        untold: what an officer decided and the family has not been told; empty where that is nothing, or the council's
            own to know.
        answers_until: the last of the fifteen days of anybody who may still answer the draft; None where none run.
        asked: the threads of the advice that is asked of whoever reads it.
    """

    stage: Stage | None
    untold: str = ""
    answers_until: date | None = None
    asked: frozenset[str] = frozenset()


def next_action(clock: Clock, step: Step | None, case: Collection[Clock], done: Done, today: date) -> str:
    """Return what is useful to do next, as a sentence.

    Args:
        clock: that runs.
        step: that the assessment is in, where it is the clock of its final plan.
        case: every clock of the case that is open to whoever asks.
        done: how far the case has come.
        today: the day asked about.
    """
    text = _text(clock, step, case, done, today)
    return f"{text[:1].upper()}{text[1:]}."


def _text(clock: Clock, step: Step | None, case: Collection[Clock], done: Done, today: date) -> str:
    waits = any(one.duty.id == ADVICE and one.is_open for one in case)
    duty = clock.duty.id
    if duty == ADVICE and clock.thread in done.asked:
        return "give this advice, or say why it comes late"
    if duty == DECISION or (duty == FINAL and step is Step.DECIDING):
        return _decide(done)
    if duty == NO_PLAN:
        return _plan_or_not(done) if not waits or done.untold else f"{CHASE}, and decide whether there will be a plan"
    if duty != FINAL or step is None:
        return BY_DUTY.get(duty, OTHERWISE)
    if step is Step.DRAFT_SENT:
        return _finish(case, done, today)
    if waits:
        return CHASE
    if step is Step.ADVICE and done.stage is not Stage.DRAFTING:
        return "ask for the advice that nobody was asked for yet"
    return _plan_or_not(done)


def _decide(done: Done) -> str:
    return "send the decision whether to assess" if done.untold else "decide whether to assess, and send the decision"


def _plan_or_not(done: Done) -> str:
    """Say what follows the advice: the decision, that the family hears of it, and the draft."""
    if done.untold == NOT_TO_ISSUE:
        return "tell the family that there will be no plan, and why"
    if done.untold == TO_ISSUE:
        return "tell the family that there will be a plan, and send the draft"
    return "send the draft" if done.stage is Stage.DRAFTING else "decide whether there will be a plan"


def _finish(case: Collection[Clock], done: Done, today: date) -> str:
    """Say what follows the draft: fifteen days, the setting's reply, and the final plan."""
    asked = [one for one in case if one.duty.id in CONSULTATIONS]
    due = [one.legal_deadline for one in asked if one.is_open and one.legal_deadline]
    if done.answers_until is not None:
        wait = f"wait for the family’s answer until {short_day(done.answers_until)}"
        if not asked:
            return f"{wait}, and consult the settings that the plan could name meanwhile"
        return f"{wait}, and for a setting’s reply, due {short_day(min(due))}" if due else wait
    if due:
        word = "chase" if min(due) < today else "wait for"
        return f"{word} a setting’s reply, due {short_day(min(due))}, and settle what the family answered"
    if not asked:
        return "consult the settings that the plan could name"
    return "settle what the family and the settings answered, and send the final plan"
