"""What measures count: the facts of one case, drawn from its history, each a date or a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from keywork.core.clocks import Clock, State, cycles_of
from keywork.core.history import MEETING_HELD, PLAN_FIRST_MADE, REQUEST_RECEIVED, Fact, History, Threads

Value = date | str | None

DECISIONS = ("decided-to-assess", "decided-not-to-assess")
BROUGHT = "responsibility-began"
REQUEST_DETAILS = "request-details-recorded"
WITHDRAWN = "assessment-request-withdrawn"
FINAL = "final-plan-sent"
NOT_ISSUED = "decided-not-to-issue-plan"
REVIEW_DECISIONS = {
    "review-decided-amend": "amend",
    "review-decided-cease": "cease",
    "review-decided-no-change": "maintain",
}
LEAVING = ("plan-ceased", "child-moved-out", "child-died")
REVIEWED = "plan-reviewed"
FLAGS = ("mediation", "tribunal")
ABOUT = ("request", "assessment", "other")


class CaseFacts:
    """The facts of a case that measures may name, each worked out when first asked for.

    Args:
        history: the case as known on the day asked about.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self._known: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        """Return a fact by its name."""
        if name not in self._known:
            self._known[name] = FACTS[name](self)
        return self._known[name]

    def first(self, kind: str) -> Fact | None:
        """Return the first entry of a kind, or None."""
        found = self.history.by_kind.get(kind)
        return found[0] if found else None

    def latest(self, kind: str) -> Fact | None:
        """Return the last entry of a kind, or None."""
        found = self.history.by_kind.get(kind)
        return found[-1] if found else None

    def decision(self) -> Fact | None:
        """Return the first decision on the request; one overturned later stays the first."""
        found = [fact for kind in DECISIONS if (fact := self.first(kind))]
        return min(found, key=lambda fact: fact.order, default=None)

    def asked(self) -> Fact | None:
        """Return the first entry by which an assessment was asked for, or the child brought to attention."""
        found = [fact for kind in (REQUEST_RECEIVED, BROUGHT) if (fact := self.first(kind))]
        return min(found, key=lambda fact: fact.order, default=None)

    def flag(self, about: str, name: str) -> str:
        """Return whether mediation or a tribunal is on record about a step."""
        marks = self.history.by_kind.get("dispute-flags-recorded", ())
        return yes_no(any(m.field("about") == about and m.field(name) for m in marks))

    def clock(self, duty_id: str) -> Clock:
        """Return the latest clock of a duty."""
        return cycles_of(self.history, self.history.register.duties[duty_id], Threads.ALL)[-1]

    def review(self) -> list[Fact]:
        """Return the entries of the latest review: meeting, decision, outcome and draft share its thread."""
        kinds = (MEETING_HELD, *REVIEW_DECISIONS, REVIEWED, "review-outcome-recorded")
        facts = [fact for kind in kinds for fact in self.history.by_kind.get(kind, ())]
        if not facts:
            return []
        dated = [fact for fact in facts if fact.on] or facts
        latest = max(dated, key=lambda fact: fact.order).thread
        return [fact for fact in facts if fact.thread == latest]


def yes_no(holds: bool) -> str:
    """Write a yes or no."""
    return "yes" if holds else "no"


def _left_on(facts: CaseFacts) -> Value:
    days = [fact.on for kind in LEAVING if (fact := facts.first(kind)) and fact.on]
    return min(days, default=None)


def _on(kind: str) -> Callable[[CaseFacts], Value]:
    def day(facts: CaseFacts) -> Value:
        fact = facts.first(kind)
        return fact.on if fact else None

    return day


def _flag(about: str, name: str) -> Callable[[CaseFacts], Value]:
    return lambda facts: facts.flag(about, name)


def _undecided_on(_: CaseFacts) -> Value:
    """Return no day: what has not been decided is no event, whatever date a return puts beside it."""
    return None


def _outcome(facts: CaseFacts) -> Value:
    """Return the outcome of the request. A decision to assess without a date is history."""
    decision = facts.decision()
    if decision is not None:
        return "history" if decision.on is None and decision.kind == DECISIONS[0] else decision.kind
    return "withdrawn" if facts.first(WITHDRAWN) else "open"


def _decided_on(facts: CaseFacts) -> Value:
    decision = facts.decision()
    return decision.on if decision else None


def _assessment_withdrawn_by(facts: CaseFacts) -> Value:
    """Return the last day on which a request was withdrawn after the decision to assess."""
    withdrawn, decision = facts.first(WITHDRAWN), facts.decision()
    return withdrawn.day if withdrawn and decision else None


def _disputed(facts: CaseFacts) -> Value:
    return yes_no(any(facts[f"{about}_{flag}"] == "yes" for about in ABOUT for flag in FLAGS))


def _week_20(facts: CaseFacts) -> Value:
    fact = facts.latest("week-20-flag-recorded")
    return yes_no(bool(fact.field("applies"))) if fact else "unknown"


def _youth(facts: CaseFacts) -> Value:
    fact = facts.latest(REQUEST_DETAILS)
    return yes_no(bool(fact and fact.field("in_youth_accommodation")))


def _asked_on(facts: CaseFacts) -> Value:
    asked = facts.asked()
    return asked.on if asked else None


def _asked_by(facts: CaseFacts) -> Value:
    """Return who asked, by the last entry about it; old entries and those of a return do not say."""
    fact = facts.latest(REQUEST_DETAILS)
    return str(fact.field("source")) if fact and fact.field("source") else None


def _brought(facts: CaseFacts) -> Value:
    asked = facts.asked()
    return yes_no(asked is not None and asked.kind == BROUGHT)


def _meeting_on(facts: CaseFacts) -> Value:
    return max((f.on for f in facts.review() if f.kind == MEETING_HELD and f.on), default=None)


def _review_decided_on(facts: CaseFacts) -> Value:
    return max((f.on for f in facts.review() if f.kind == REVIEWED and f.on), default=None)


def _review_outcome(facts: CaseFacts) -> Value:
    for fact in facts.review():
        if fact.kind in REVIEW_DECISIONS:
            return REVIEW_DECISIONS[fact.kind]
        if fact.kind == "review-outcome-recorded":
            return str(fact.field("outcome"))
    return None


def _final_state(facts: CaseFacts) -> Value:
    state = facts.clock("ehcp-final").state
    return None if state is State.NOT_STARTED else str(state)


FACTS: Mapping[str, Callable[[CaseFacts], Value]] = {
    "requested_on": _on(REQUEST_RECEIVED),
    "asked_on": _asked_on,
    "asked_by": _asked_by,
    "brought": _brought,
    "outcome": _outcome,
    "decided_on": _decided_on,
    "youth_accommodation": _youth,
    **{f"{about}_{flag}": _flag(about, flag) for about in ABOUT for flag in FLAGS},
    "disputed": _disputed,
    "week_20": _week_20,
    "issued_on": _on(FINAL),
    "not_issued_on": _on(NOT_ISSUED),
    "undecided_on": _undecided_on,
    "assessment_withdrawn_by": _assessment_withdrawn_by,
    "plan_on": _on(PLAN_FIRST_MADE),
    "left_on": _left_on,
    "review_meeting_on": _meeting_on,
    "review_decided_on": _review_decided_on,
    "review_outcome": _review_outcome,
    "final_due_on": lambda facts: facts.clock("ehcp-final").legal_deadline,
    "decision_due_on": lambda facts: facts.clock("ehcna-decision").legal_deadline,
    "final_state": _final_state,
}
