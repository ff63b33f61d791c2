"""The keyworker's side: asking, reminding, taking back, and writing down what came another way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from keywork.core.events import CORRECTION_KINDS, NewEvent
from keywork.core.loading import load_register
from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation, User
from keywork.web.advice import reasons
from keywork.web.advice.bodies import BY_CODE, DUTIES, PREFIX, Body, code_of, next_thread
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.advice.services import steps
from keywork.web.advice.services.news import tell_asked
from keywork.web.advice.standing import State, clocks_of
from keywork.web.deadlines.models import CaseSummary
from keywork.web.deadlines.services import Held, hold, preview, record
from keywork.web.kernel import clock
from keywork.web.ledger import queries as ledger
from keywork.web.ledger.errors import Refused
from keywork.web.messages.services import people_of
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.requested import keep_own_words, let_in, let_out

ASK = "advice.ask"
IN_ASSESSMENT = (Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT)
NOT_NOW = "Advice is asked for once the authority has decided to assess, and until the plan is final."
Kind = AdviceStep.Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """One body to ask: whom, and a person of it where one is known.

    Args:
        body: a code.
        organisation: whoever works for it; or
        user: one person who works for none. Both are None where the family is asked.
        assignee: the person of the organisation.
    """

    body: str
    organisation: Organisation | None = None
    user: User | None = None
    assignee: User | None = None

    @property
    def about(self) -> Body:
        return BY_CODE[self.body]

    @property
    def has_tray(self) -> bool:
        """Say whether whoever is asked answers here: of a body that stands for several, somebody has an account."""
        if not self.about.roles or not (self.organisation or self.user):
            return False
        named = not self.about.several or self.user or self.assignee
        return bool(named or (self.organisation and people_of(self.organisation, self.about.roles)))


@dataclass(frozen=True, slots=True)
class Due:
    """When the advice of one body would be due, as the law's clocks have it."""

    asked: Asked
    thread: str
    due: date | None


def is_in_assessment(card: CaseCard) -> bool:
    """Say whether advice can be asked for: the authority decided to assess, and the plan is not final."""
    summary = CaseSummary.objects.filter(case_id=card.case_id).first()
    return summary is not None and summary.stage in IN_ASSESSMENT


def open_bodies(card: CaseCard) -> set[str]:
    """Return the bodies whose advice a case waits for."""
    found = AdviceRequest.objects.filter(case_id=card.case_id, ended="")
    return {one.body for one in found if steps.now_standing(one).is_open}


def dues(*, actor: Actor, card: CaseCard, asked: Sequence[Asked], on: date, received: bool) -> list[Due]:
    """Return when each body's advice would be due, were it received on a day; nothing is saved.

    Raises:
        NotDone: it cannot be asked for so.
    """
    _check(actor, card, asked, on)
    threads = _threads(card, asked)
    entries = [
        event for one, thread in zip(asked, threads, strict=True) for event in _entries(one, thread, on, received=True)
    ]
    try:
        seen = preview(case=card.case, entries=entries, actor=actor)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    clocks = clocks_of(seen.after)
    return [
        Due(one, thread, clocks[thread].legal_deadline if thread in clocks else None)
        for one, thread in zip(asked, threads, strict=True)
    ]


@transaction.atomic
def ask(
    *,
    actor: Actor,
    card: CaseCard,
    asked: Sequence[Asked],
    on: date,
    received: bool,
    question: str = "",
    seen: int | None = None,
) -> list[AdviceRequest]:
    """Ask some bodies for their advice, each on a thread and a clock of its own.

    Args:
        actor: who asks.
        card: of the case.
        asked: the bodies.
        on: the day.
        received: they received it that day, so their six weeks begin.
        question: what is asked, in words.
        seen: how many entries the record had when the page was shown.

    Raises:
        NotKnown: the case is not theirs to ask for.
        NotDone: it cannot be asked for so.
        Overtaken: somebody recorded something in the case since.
    """
    _check(actor, card, asked, on)
    record_of = hold(case_id=card.case_id, actor=actor)
    _check_seen(record_of, seen)
    threads = _threads(card, asked)
    entries = [
        event
        for one, thread in zip(asked, threads, strict=True)
        for event in _entries(one, thread, on, received=received)
    ]
    try:
        record(case=card.case, entries=entries, actor=actor, held=record_of)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    return [_made(actor, card, one, thread, question) for one, thread in zip(asked, threads, strict=True)]


def _check_seen(record_of: Held, seen: int | None) -> None:
    if seen is not None and seen != (record_of.events[-1].sequence if record_of.events else 0):
        raise Overtaken(
            "Somebody recorded something in this case since you began. Check the dates below, then send it again."
        )


def _check(actor: Actor, card: CaseCard, asked: Sequence[Asked], on: date) -> None:
    CASES.check(actor, ASK, card)
    if not asked:
        raise NotDone("Choose at least one body to ask.")
    if not is_in_assessment(card):
        raise NotDone(NOT_NOW)
    if on > clock.today():
        raise NotDone("The day it is asked must be today or in the past.")
    decided = _assessing_since(card)
    if decided and on < decided:
        raise NotDone("The day it is asked cannot be before the decision to assess.")
    waiting = open_bodies(card)
    for one in asked:
        where = one.organisation.authority_id if one.organisation else None
        if one.organisation and where != actor.authority_id:
            raise NotDone("There is no such organisation here.")
        if not one.about.is_views and not (one.organisation or one.user):
            raise NotDone(f"Choose whom to ask: {one.about.title}.")
        if one.body in waiting and one.about.roles and not one.about.several:
            raise NotDone(f"{one.about.title} was asked already and has not answered. Chase it, or take it back first.")


def _assessing_since(card: CaseCard) -> date | None:
    kinds = ("decided-to-assess", "ordered-assessment-notified", "refusal-reversed")
    days = [e.occurred_on for e in ledger.stream(card.case_id) if e.kind in kinds and e.occurred_on]
    return min(days, default=None)


def _threads(card: CaseCard, asked: Sequence[Asked]) -> list[str]:
    taken = {event.thread for event in ledger.stream(card.case_id) if event.thread}
    taken |= set(AdviceRequest.objects.filter(case_id=card.case_id).values_list("thread", flat=True))
    found = []
    for one in asked:
        found.append(next_thread(one.body, taken))
        taken.add(found[-1])
    return found


def _entries(one: Asked, thread: str, on: date, *, received: bool) -> list[NewEvent]:
    fields = {"body": thread.removeprefix(PREFIX), "body_kind": one.about.kind}
    kinds = ("advice-requested", "advice-request-received") if received else ("advice-requested",)
    made = [NewEvent(kind, on, thread=thread, fields=fields) for kind in kinds]
    named = bool(one.user or one.assignee)
    if (received and (named or not one.has_tray)) or (named and one.body == steps.SOCIAL_CARE):
        made.append(NewEvent(steps.worker_kind(one.body), on, thread=thread))
    return made


def _made(actor: Actor, card: CaseCard, one: Asked, thread: str, question: str) -> AdviceRequest:
    """Keep whom a thread was asked of, and open the case to them."""
    involvement = None
    if one.has_tray:
        is_setting = one.about.record_class == "b1"
        involvement = let_in(
            actor=actor, card=card, organisation=one.organisation, user=one.user, is_setting=is_setting
        )
    made: AdviceRequest = AdviceRequest.objects.create(
        authority=actor.authority, case=card.case, thread=thread, body=code_of(thread), organisation=one.organisation,
        user=one.user, assignee=one.assignee, question=question.strip(), asked_by=actor.label,
        involvement=involvement,
    )  # fmt: skip
    steps.note(actor, ASK, made, "ask")
    tell_asked(made, "advice-requested", actor)
    return made


def replaced(actor: Actor, card: CaseCard, one: Asked, question: str, on: date) -> AdviceRequest:
    """Ask somebody instead of a body that passed the request on, within the caller's transaction.

    Raises:
        NotDone: it cannot be recorded.
    """
    there = AdviceRequest.objects.filter(
        case_id=card.case_id, ended="", body=one.body, organisation=one.organisation, user=one.user
    )
    if any(steps.now_standing(other).is_open for other in there):
        raise NotDone("They were asked for this advice in this case already.")
    thread = _threads(card, [one])[0]
    try:
        record(case=card.case, entries=_entries(one, thread, on, received=False), actor=actor)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    return _made(actor, card, one, thread, question)


@transaction.atomic
def chase(*, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, text: str, seen: int | None) -> None:
    """Keep that a body was reminded today.

    Raises:
        NotDone: nothing is waited for. Overtaken: somebody did something with it since.
    """
    CASES.check(actor, ASK, card)
    found = steps.held(request, seen=seen)
    steps.check_open(found)
    steps.write(found, [steps.entry("advice-chased", found, clock.today())], actor)
    steps.keep(found, Kind.CHASED, actor, name, text=text)
    steps.note(actor, ASK, found, "chase")
    tell_asked(found, "advice-chased", actor)


@transaction.atomic
def withdraw(
    *, actor: Actor, card: CaseCard, request: AdviceRequest, name: str, code: str, text: str, seen: int | None
) -> None:
    """Take a request back: its clock ends, and whom it was asked of reads nothing more of the case.

    Raises:
        NotDone: it was answered already. Overtaken: somebody did something with it since.
    """
    CASES.check(actor, ASK, card)
    found = steps.held(request, seen=seen)
    where = steps.now_standing(found)
    if where.is_given:
        raise NotDone("This advice has been given already and cannot be taken back.")
    if not where.is_open and where.state not in (State.DECLINED, State.STOPPED):
        raise NotDone("This request is not open any more.")
    if code not in reasons.WORDS["withdrawn"]:
        raise NotDone("Choose why it is taken back.")
    steps.write(found, steps.no_longer(found, "advice-request-cancelled", clock.today()), actor)
    found.ended = found.Ended.WITHDRAWN
    if found.involvement and not found.involvement.closed_at:
        let_out(actor=actor, involvement=found.involvement)
    steps.keep(found, Kind.WITHDRAWN, actor, name, code=code, text=text)
    steps.note(actor, ASK, found, "withdraw", reason=code)
    tell_asked(found, "advice-withdrawn", actor)


def ends_advice(entry: NewEvent) -> bool:
    """Say whether an entry can end or answer a request; a correction can bring either about."""
    duties = load_register().duties
    return entry.kind in CORRECTION_KINDS or any(
        entry.kind in (*duties[duty].met_by, *duties[duty].ended_by) for duty in DUTIES
    )


@transaction.atomic
def settle(*, actor: Actor, card: CaseCard) -> int:
    """Take the access of everybody whose request the record has ended or answered; return how many requests that is.

    For whoever records what ends an assessment, or advice that came another way: a request that nothing is asked of any
    more opens nothing, and one that was answered leaves its own words.
    """
    found = AdviceRequest.objects.filter(
        case_id=card.case_id, ended="", involvement__isnull=False, involvement__closed_at=None, involvement__classes="",
    ).select_related("involvement", "case")  # fmt: skip
    count = 0
    for one in found:
        where = steps.now_standing(one)
        if one.involvement is None or where.is_open:
            continue
        if where.is_given:
            keep_own_words(involvement=one.involvement, record_class=one.about.record_class)
        else:
            let_out(actor=actor, involvement=one.involvement)
            tell_asked(one, "advice-withdrawn", actor)
        count += 1
    return count
