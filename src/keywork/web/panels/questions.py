"""What a panel and an officer are asked: whether to assess, and after the assessment whether to issue a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from keywork.core.stages import TRANSITIONS, Stage

TO_ASSESS, NOT_TO_ASSESS = "to-assess", "not-to-assess"
TO_ISSUE, NOT_TO_ISSUE = "to-issue", "not-to-issue"
CONCLUSIONS = {
    TO_ASSESS: "There will be an assessment",
    NOT_TO_ASSESS: "There will be no assessment",
    TO_ISSUE: "There will be an EHC plan",
    NOT_TO_ISSUE: "There will be no EHC plan",
}
RECOMMENDATIONS = {
    TO_ASSESS: "Assess",
    NOT_TO_ASSESS: "Do not assess",
    TO_ISSUE: "Issue a plan",
    NOT_TO_ISSUE: "Do not issue a plan",
}
CANNOT_TELL = {"cannot-tell": "I cannot tell from the papers"}
VIEWS = RECOMMENDATIONS | CANNOT_TELL
NOT_AFTER_ORDER = "no-plan-notified-after-order"


@dataclass(frozen=True, slots=True)
class Limb:
    """One question of a test.

    Args:
        code: by which it is kept.
        question: as the Act or the Code puts it.
        source: where it stands.
        hint: what to weigh; the Code guides and does not bind.
        decides: the conclusion follows from it; otherwise it is weighed and binds nobody.
    """

    code: str
    question: str
    source: str
    hint: str
    decides: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What is decided, by which test, and what the record knows of it.

    Args:
        code: by which it is kept.
        title: in words, after "decision".
        yes: the conclusion where every limb that decides is answered yes.
        no: the other conclusion.
        limbs: of the test.
        limit: how long the law gives, in words.
        must: what is said to whoever refuses though the test is met.
        must_not: what is said to whoever agrees though it is not.
        duties: whose clocks wait for it.
        stage: at which a case waits for it.
        begins: the kinds of entry before which it cannot be decided.
        notices: by conclusion the kind of entry that says the family was told.
        also_tells: kinds of entry that tell the family as well.
        at_once: by conclusion the kind of entry that is made with the decision, as the law asks no notice for it.
        then: by conclusion the stage at which a case whose family was not told stands, where it moves on at once.
    """

    code: str
    title: str
    yes: str
    no: str
    limbs: tuple[Limb, ...]
    limit: str
    must: str
    must_not: str
    duties: tuple[str, ...]
    stage: Stage
    begins: frozenset[str]
    notices: Mapping[str, str]
    also_tells: Mapping[str, frozenset[str]] = field(default_factory=dict)
    at_once: Mapping[str, str] = field(default_factory=dict)
    then: Mapping[str, Stage] = field(default_factory=dict)

    @property
    def conclusions(self) -> dict[str, str]:
        return {code: CONCLUSIONS[code] for code in (self.yes, self.no)}

    @property
    def recommendations(self) -> dict[str, str]:
        return {code: RECOMMENDATIONS[code] for code in (self.yes, self.no)}

    @property
    def views(self) -> dict[str, str]:
        return self.recommendations | CANNOT_TELL

    @property
    def is_of_plan(self) -> bool:
        return self.yes == TO_ISSUE


ASSESS = Question(
    code="assess",
    title="whether to assess",
    yes=TO_ASSESS,
    no=NOT_TO_ASSESS,
    limbs=(
        Limb(
            "may-have-needs",
            "Does the child or young person have special educational needs, or may they have them?",
            "Children and Families Act 2014, section 36(8)(a)",
            "No diagnosis is needed. It is enough that they may have a learning difficulty or disability that calls "
            "for provision beyond what is usual.",
        ),
        Limb(
            "may-need-plan",
            "May it be necessary to make special educational provision for them through an EHC plan?",
            "Children and Families Act 2014, section 36(8)(b); Code of Practice 9.14",
            "Weigh progress, the needs, what the setting has done, what it took where they moved on, and health and "
            "development. “May” asks less than “will”.",
        ),
    ),
    limit="six weeks",
    must="Both answers are yes. The Act then requires an assessment. Look at the answers again.",
    must_not="One answer is no. The Act asks for an assessment where both are yes. Look at the answers again.",
    duties=("ehcna-decision",),
    stage=Stage.DECIDING,
    begins=frozenset({"assessment-request-received", "responsibility-began"}),
    notices={TO_ASSESS: "decided-to-assess", NOT_TO_ASSESS: "decided-not-to-assess"},
)
ISSUE = Question(
    code="issue",
    title="whether to issue a plan",
    yes=TO_ISSUE,
    no=NOT_TO_ISSUE,
    limbs=(
        Limb(
            "needs-shown",
            "Does the assessment show that the child or young person has special educational needs?",
            "Children and Families Act 2014, sections 20 and 37(1); Code of Practice 9.54",
            "Say which needs, and from which advice. Set it beside what was known before: does it confirm it, and did "
            "the provision match the needs?",
        ),
        Limb(
            "ordinary-provision",
            "Can what they need be provided from what mainstream settings ordinarily have?",
            "Code of Practice 9.55 and 9.56",
            "Name the provision, and who could give it with what. The Code guides: this answer is weighed in the next "
            "one and does not settle it.",
            decides=False,
        ),
        Limb(
            "plan-necessary",
            "Is it necessary for special educational provision to be made in accordance with an EHC plan?",
            "Children and Families Act 2014, section 37(1)",
            "Necessary for this child, on all that the assessment shows. A rule that fits every child alike is no "
            "answer.",
        ),
    ),
    limit="16 weeks",
    must="There are needs, and a plan is necessary. The Act then requires a plan. Look at the answers again.",
    must_not="The Act asks for a plan where there are needs and a plan is necessary. Look at the answers again.",
    duties=("ehcp-not-issue-notice", "order-assess-no-plan", "unopposed-assess-no-plan"),
    stage=Stage.ADVICE,
    begins=frozenset(kind for kind, (_, to) in TRANSITIONS.items() if to is Stage.ADVICE),
    notices={TO_ISSUE: "assessment-outcome-notified", NOT_TO_ISSUE: "decided-not-to-issue-plan"},
    also_tells={
        TO_ISSUE: frozenset({"draft-plan-served", "draft-plan-sent-after-order"}),
        NOT_TO_ISSUE: frozenset({NOT_AFTER_ORDER}),
    },
    at_once={TO_ISSUE: "decided-to-issue-plan"},
    then={TO_ISSUE: Stage.DRAFTING},
)
QUESTIONS = {one.code: one for one in (ASSESS, ISSUE)}
BY_DUTY = {duty: one for one in QUESTIONS.values() for duty in one.duties}
BY_CONCLUSION = {code: one for one in QUESTIONS.values() for code in (one.yes, one.no)}
BY_STAGE = {one.stage: one for one in QUESTIONS.values()}
EVERY_LIMB = {limb.code: limb for one in QUESTIONS.values() for limb in one.limbs}
