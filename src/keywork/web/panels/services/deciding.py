"""The officer's decision on a question, and the notice that tells the family: two facts, each with its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from keywork.core.events import NewEvent
from keywork.core.stages import TITLES
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import Held, hold, record
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.panels.errors import NotDone, Overtaken
from keywork.web.panels.limbs import NEEDS, SETTING_TYPES, Test, band_of, check, kept
from keywork.web.panels.models import AgendaItem, AssessmentDecision, Recommendation
from keywork.web.panels.questions import Question
from keywork.web.panels.standing import CONCLUDED, Stands, stands
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.jinja import short_day

DECIDE, TELL = "decision.make", "decision.tell"
OVERTAKEN = (
    "Somebody else decided about this case while you were on this page. Their decision stands below, and what you "
    "typed is still here. Send yours again only if it is to replace theirs."
)


@dataclass(frozen=True, slots=True)
class Concluded:
    """What an officer decides.

    Args:
        conclusion: to assess or not, to issue a plan or not.
        test: the officer's answers to the questions of the test.
        reasons: in words, for the family.
        on: the day.
        told_on: the day on which notice was sent; None where that comes later.
        need: the main type of need as the request shows it.
        setting_type: where the child learns.
        feedback: what the family and the setting are told of what helps without a plan, where there will be none.
    """

    conclusion: str
    test: Test
    reasons: str
    on: date
    told_on: date | None
    need: str
    setting_type: str
    feedback: str = ""


def latest_item(case_id: object, question: Question) -> AgendaItem | None:
    """Return where a case is or was before a panel last with a question; None where it never was."""
    found = AgendaItem.objects.filter(case_id=case_id, question=question.code, taken_off_at=None).select_related(
        "meeting__panel"
    )
    item: AgendaItem | None = found.order_by("-put_at", "-pk").first()
    return item


@transaction.atomic
def decide(
    *,
    actor: Actor,
    name: str,
    card: CaseCard,
    question: Question,
    said: Concluded,
    seen: int | None,
    has_papers: bool,
) -> AssessmentDecision:
    """Decide whether there will be an assessment, or a plan after it.

    Args:
        actor: the officer.
        name: theirs, as it stands beside the decision.
        card: of the case.
        question: which of the two.
        said: what is decided.
        seen: how many decisions there were on the page that was sent.
        has_papers: there are papers to rest an answer on.

    Raises:
        NotKnown: the case is not theirs to decide about.
        Overtaken: somebody decided meanwhile.
        NotDone: it cannot be decided so.
    """
    CASES.check(actor, DECIDE, card)
    record_of = hold(case_id=card.case_id, actor=actor)
    where = stands(card.case_id, card.authority_id, question, record_of.events)
    if seen is not None and seen != where.number:
        raise Overtaken(OVERTAKEN)
    _check(where, said)
    check(question, said.test, said.conclusion, has_papers=has_papers)
    item = latest_item(card.case_id, question)
    recommended = Recommendation.objects.filter(item=item).first() if item else None
    if recommended is not None and recommended.by == actor.label:
        raise NotDone("You wrote down what the panel recommended, so somebody else decides. Ask another manager.")
    followed = None if recommended is None else recommended.recommendation == said.conclusion
    years = band_of(card.person.born_on, said.on)
    made = _record(actor, card, where, said, record_of, followed, years)
    decision: AssessmentDecision = AssessmentDecision.objects.create(
        authority=actor.authority, case=card.case, item=item if recommended else None, event_id=made,
        question=question.code, number=where.number + 1, conclusion=said.conclusion, test=kept(said.test),
        reasons=said.reasons.strip(), feedback=said.feedback.strip() if said.conclusion == question.no else "",
        followed=followed, need=said.need, years=years, setting_type=said.setting_type, by=actor.label, by_name=name,
    )  # fmt: skip
    detail = {"conclusion": said.conclusion, "with": "panel" if recommended else "alone"}
    log(actor=actor, action=DECIDE, subjects=[card.case_id, card.person_id, decision.pk], detail=detail)
    return decision


def _check(where: Stands, said: Concluded) -> None:
    if not where.waits:
        stage = TITLES[where.stage].lower() if where.stage else "nothing recorded"
        raise NotDone(
            f"This case waits for no decision {where.question.title}. It stands at: {stage}. What you typed is still "
            "here. If an entry is wrong, correct it in the history of the case first."
        )
    if said.on > clock.today():
        raise NotDone("The day of the decision must be today or in the past.")
    if where.began_on and said.on < where.began_on:
        what = "the assessment began" if where.question.is_of_plan else "the request came"
        raise NotDone(f"The day of the decision cannot be before {short_day(where.began_on)}, when {what}.")
    if said.need not in NEEDS or said.setting_type not in SETTING_TYPES:
        raise NotDone("Choose the main type of need and where the child or young person learns.")
    if where.question.is_of_plan and said.conclusion == where.question.no and not said.feedback.strip():
        raise NotDone("Say what the family and the setting are told of what helps without a plan.")
    if said.told_on is not None:
        _check_told(said.told_on, said.on)


def _check_told(told_on: date, decided_on: date) -> None:
    if told_on > clock.today():
        raise NotDone("The day of the notice must be today or in the past.")
    if told_on < decided_on:
        raise NotDone(f"The notice cannot have been sent before {short_day(decided_on)}, when it was decided.")


def _record(
    actor: Actor,
    card: CaseCard,
    where: Stands,
    said: Concluded,
    record_of: Held,
    followed: bool | None,
    years: str,
) -> str:
    """Record the decision, what the law counts from it at once, and the notice where it has been sent.

    Returns:
        The identity of the decision's entry.
    """
    fields = {"conclusion": said.conclusion, "way": "alone" if followed is None else "panel", "need": said.need,
              "years": years, "setting_type": said.setting_type}  # fmt: skip
    if followed is not None:
        fields["followed"] = "yes" if followed else "no"
    entries = [NewEvent(CONCLUDED, said.on, fields={name: value for name, value in fields.items() if value})]
    if said.conclusion in where.question.at_once:
        entries.append(NewEvent(where.question.at_once[said.conclusion], said.on))
    if said.told_on is not None:
        entries.append(where.notice(said.conclusion, said.told_on))
    return _written(actor, card, entries, record_of)


def _written(actor: Actor, card: CaseCard, entries: list[NewEvent], record_of: Held) -> str:
    try:
        recorded = record(case=card.case, entries=entries, actor=actor, held=record_of)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    return recorded.events[0].id


@transaction.atomic
def tell(*, actor: Actor, card: CaseCard, question: Question, on: date, seen: int | None) -> None:
    """Record that notice of the decision was sent; from that day the time to appeal against a refusal runs.

    Raises:
        NotKnown: the case is not theirs to work on.
        Overtaken: somebody decided anew meanwhile.
        NotDone: nothing was decided, the family was told already, or the day cannot be.
    """
    CASES.check(actor, TELL, card)
    record_of = hold(case_id=card.case_id, actor=actor)
    where = stands(card.case_id, card.authority_id, question, record_of.events)
    if seen is not None and seen != where.number:
        raise Overtaken(
            "Somebody decided about this case anew while you were on this page. Read it, then send it again."
        )
    if where.decision is None or where.decided_on is None:
        raise NotDone("Nothing has been decided yet, so there is nothing to tell.")
    if not where.is_untold:
        raise NotDone("That the family was told is on record already.")
    _check_told(on, where.decided_on)
    _written(actor, card, [where.notice(where.decision.conclusion, on)], record_of)
    log(actor=actor, action=TELL, subjects=[card.case_id, card.person_id], detail={"did": "tell"})
