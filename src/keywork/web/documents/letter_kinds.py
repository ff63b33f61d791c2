"""The kinds of letter: whom each is for, who must agree to it, and which entry of the record its sending makes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from keywork.core.rights import Decision

TEXTS = Path(__file__).parent / "letter_texts"


@dataclass(frozen=True, slots=True)
class Course:
    """What a letter answers beside a first request: a request to re-assess, an order of the tribunal, a budget.

    A case can have several, each with clocks of its own.

    Args:
        ends: the kind of entry that meets the clock of the course, or ends it; while that runs, the course is open.
        entries: what sending the letter records in that course, the letter's own entry first.
    """

    ends: str
    entries: tuple[str, ...]


def _own(kind: str) -> tuple[Course, ...]:
    return (Course(kind, (kind,)),)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of letter.

    Args:
        code: its code.
        title: what it is, in words.
        event: the entry that the record gets on the day it is sent, or empty: the law has none for it.
        to_setting: it goes to a school or college; otherwise to the family.
        approval: a manager approves it before it is sent.
        plan: it issues a plan.
        partners: it goes to the integrated care board, social care and the child's setting, to each of them.
        encloses: the label of the paper that Keywork made and that goes with it, where there is one.
        decisions: whose holders it is written to, the first before the others; none where it goes to a setting.
        courses: in which its sending makes other entries, or its entry is of one of several; the first open counts.
    """

    code: str
    title: str
    event: str = ""
    to_setting: bool = False
    approval: bool = True
    plan: bool = False
    partners: bool = False
    encloses: str = ""
    decisions: tuple[Decision, ...] = (Decision.REQUEST,)
    courses: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A text that stands in several letters, and that an authority writes once."""

    code: str
    title: str


REFUSED = (Decision.REQUEST, Decision.DISPUTE)
DRAFT, PLAN = "draft-plan-served", "final-plan-sent"
AFTER_ORDER, REASSESSED = "final-plan-sent-after-order", "reassessed-plan-sent"
KINDS = (
    Kind("receipt", "Receipt of a request", approval=False),
    Kind("more-information", "Asking for more information", approval=False),
    Kind(
        "request-notified",
        "Telling health, social care and the setting of a request",
        "partners-notified-of-assessment",
        approval=False,
        partners=True,
        decisions=(),
    ),
    Kind("decided-to-assess", "Decision to assess", "decided-to-assess"),
    Kind("decided-not-to-assess", "Decision not to assess", "decided-not-to-assess", decisions=REFUSED),
    Kind(
        "information-pack",
        "First meeting, with the information pack",
        approval=False,
        decisions=(Decision.ADVICE,),
    ),
    Kind(
        "decided-to-issue-plan",
        "Decision that there will be a plan",
        "assessment-outcome-notified",
        decisions=(Decision.DRAFT,),
    ),
    Kind(
        "draft-plan",
        "Draft plan",
        DRAFT,
        encloses="draft",
        decisions=(Decision.DRAFT,),
        courses=(Course(AFTER_ORDER, (DRAFT, "draft-plan-sent-after-order")), Course(REASSESSED, (DRAFT,))),
    ),
    Kind("consultation", "Consultation of a setting", "setting-consulted", to_setting=True, decisions=()),
    Kind(
        "final-plan",
        "Final plan",
        PLAN,
        plan=True,
        encloses="plan",
        decisions=(Decision.DRAFT, Decision.DISPUTE),
        courses=(Course(AFTER_ORDER, (AFTER_ORDER,)), Course(REASSESSED, (REASSESSED,))),
    ),
    Kind(
        "decided-not-to-issue-plan",
        "Decision not to issue a plan",
        "decided-not-to-issue-plan",
        decisions=REFUSED,
        courses=(Course(AFTER_ORDER, ("no-plan-notified-after-order",)),),
    ),
    Kind(
        "ordered-assessment",
        "We will assess: after an order, an agreement or an appeal that we do not oppose",
        "ordered-assessment-notified",
        courses=_own("ordered-assessment-notified"),
    ),
    Kind("reassessment-agreed", "Decision to re-assess", "reassessment-agreed", courses=_own("reassessment-agreed")),
    Kind(
        "reassessment-refused",
        "Decision not to re-assess",
        "reassessment-refused",
        decisions=REFUSED,
        courses=_own("reassessment-refused"),
    ),
    Kind(
        "reassessed-plan-unchanged",
        "Decision after a re-assessment to leave the plan as it is",
        "reassessed-plan-unchanged",
        decisions=REFUSED,
        courses=_own("reassessed-plan-unchanged"),
    ),
    Kind(
        "budget-prepared",
        "A personal budget is prepared",
        "personal-budget-prepared",
        decisions=(Decision.DRAFT,),
        courses=_own("personal-budget-prepared"),
    ),
    Kind("other", "Another letter", approval=False, decisions=(Decision.SEE_RECORD,)),
)
PARTS = (
    Part("office", "Our address and how to reach us"),
    Part("sendiass", "Where families get independent advice"),
    Part("mediation", "The mediation adviser"),
    Part("appeal", "Mediation and appeal: the rights and the time limits"),
    Part("complaints", "Where a complaint goes, and who answers it"),
)
BY_CODE = {kind.code: kind for kind in KINDS}
PARTS_BY_CODE = {part.code: part for part in PARTS}
BY_EVENT = {kind.event: kind for kind in KINDS if kind.event}
TITLES = {one.code: one.title for one in (*KINDS, *PARTS)}


@cache
def shipped(code: str) -> str:
    """Return the text that the product brings for a kind of letter or a part, until an authority has its own."""
    return (TEXTS / f"{code}.txt").read_text(encoding="utf-8")
