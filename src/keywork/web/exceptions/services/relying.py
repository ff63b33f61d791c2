"""Proposing to rely on an exception: its test is worked on the record before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from keywork.core.events import NewEvent
from keywork.core.excusing import CLOSURES, circumstance_kinds, circumstances
from keywork.core.loading import load_register
from keywork.core.register import ExceptionRule
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import Held, history_with, hold, record
from keywork.web.documents.models.files import Document
from keywork.web.exceptions.errors import NotDone, Overtaken
from keywork.web.exceptions.limits import LAW, limit
from keywork.web.exceptions.models import Reliance
from keywork.web.exceptions.services.steps import tell_managers
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES

PROPOSE = "exception.propose"
LONGEST = 4000
OVERTAKEN = (
    "Somebody proposed or answered an exception in this case while you were on this page. Read it on the page of "
    "exceptions. What you typed is still here; send it again if it still stands."
)
OPEN = (Reliance.State.PROPOSED, Reliance.State.AGREED)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened: an entry of the record, or what is to be recorded.

    Args:
        event_id: of the entry, where it is on record; otherwise
        on: the day, where it is one; or
        first: the first day, or the first closed day; and
        last: the last day, None where it goes on, or the day the setting reopens.
        thread: the adviser whom it concerns, where it concerns one.
    """

    event_id: str = ""
    on: date | None = None
    first: date | None = None
    last: date | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said for an exception.

    Args:
        happened: what happened, in words.
        why: why the limit could not practicably be kept because of it.
        document: a document of the case that shows it; or
        evidence: what shows it, in words.
        review_on: the day to look at it again.
    """

    happened: str
    why: str
    document: Document | None = None
    evidence: str = ""
    review_on: date | None = None


def standing_of_case(card: CaseCard) -> int:
    """Return what grows with everything that is done with the exceptions of a case."""
    return sum(Reliance.objects.filter(case_id=card.case_id).values_list("revision", flat=True))


@transaction.atomic
def propose(
    *, actor: Actor, name: str, card: CaseCard, duty: str, thread: str, code: str, happened: Happened, said: Said,
    seen: int | None,
) -> Reliance:  # fmt: skip
    """Propose to rely on an exception. It counts for nothing until somebody else agrees.

    Args:
        actor: who proposes.
        name: theirs, as it stands beside it.
        card: of the case.
        duty: whose limit it is.
        thread: of the clock, or empty.
        code: of the exception.
        happened: the circumstance.
        said: what is said for it.
        seen: what :func:`standing_of_case` was on the page that was sent.

    Raises:
        NotKnown: the case is not theirs.
        Overtaken: somebody did something with the exceptions of the case since.
        NotDone: it cannot be relied on, with the reason.
    """
    CASES.check(actor, PROPOSE, card)
    held = hold(case_id=card.case_id, actor=actor)
    if seen is not None and seen != standing_of_case(card):
        raise Overtaken(OVERTAKEN)
    if duty not in load_register().duties:
        raise NotDone(LAW)
    _check_said(card, said)
    there = Reliance.objects.filter(case_id=card.case_id, duty=duty, thread=thread, code=code, state__in=OPEN)
    entries, event_id = _checked(actor, card, held, (duty, thread, code), happened)
    cycle = limit(history_with(case=card.case, entries=(), actor=actor, events=held.events), duty, thread).clock.cycle
    if there.filter(cycle=cycle).exists():
        raise NotDone("This exception is proposed or agreed for this limit already. Take that one back first.")
    if entries:
        event_id = record(case=card.case, entries=entries, actor=actor, held=held).events[-1].id
    made: Reliance = Reliance.objects.create(
        authority=actor.authority, case=card.case, duty=duty, thread=thread, cycle=cycle, code=code,
        circumstance_id=event_id, happened=said.happened.strip(), why=said.why.strip(), document=said.document,
        evidence=said.evidence.strip(), review_on=said.review_on, proposed_by=actor.label, proposed_by_name=name,
    )  # fmt: skip
    log(actor=actor, action=PROPOSE, subjects=[card.case_id, card.person_id, made.pk], detail={"exception": code})
    tell_managers(card, made, actor)
    return made


def _check_said(card: CaseCard, said: Said) -> None:
    for text, ask in (
        (said.happened, "Say what happened."),
        (said.why, "Say why the limit could not be kept because of it."),
        (said.evidence or (said.document and "document"), "Choose the document that shows it, or say what shows it."),
    ):
        if not str(text or "").strip():
            raise NotDone(ask)
    if said.document is not None and said.document.case_id != card.case_id:
        raise NotDone("Choose a document of this case.")
    if said.review_on is not None and said.review_on <= clock.today():
        raise NotDone("The day to look at it again must be after today.")


def _checked(
    actor: Actor, card: CaseCard, held: Held, what: tuple[str, str, str], happened: Happened
) -> tuple[list[NewEvent], str]:
    """Return the entry that tells of the circumstance, if it is to be recorded, and which it is if it is on record."""
    duty, thread, code = what
    now = history_with(case=card.case, entries=(), actor=actor, events=held.events)
    rule = limit(now, duty, thread).rule(code)
    if rule is None:
        raise NotDone(LAW)
    entries = [] if happened.event_id else [_entry(rule, happened, thread)]
    try:
        after = history_with(case=card.case, entries=entries, actor=actor, events=held.events)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
    there = limit(after, duty, thread)
    known = {fact.entry.event.id for fact in circumstances(now, there.clock, rule)}
    new = [fact.entry.event.id for fact in circumstances(after, there.clock, rule)]
    event_id = happened.event_id or next((one for one in new if one not in known), "")
    tried = there.worked(code, event_id)
    if not tried.met:
        raise NotDone(
            f"The record does not meet the test of this exception, so it cannot be relied on. {' '.join(tried.steps)}"
        )
    return entries, event_id


def _entry(rule: ExceptionRule, happened: Happened, thread: str) -> NewEvent:
    """Return the entry by which a circumstance stands in the record."""
    kind = load_register().kinds[circumstance_kinds(rule)[0]]
    fields: dict[str, object] = {}
    if rule.code in CLOSURES:
        if not (happened.first and happened.last and happened.thread):
            raise NotDone("Enter which setting it was, its first closed day and the day it reopens.")
        if happened.last <= happened.first:
            raise NotDone("The day it reopens must be after the first closed day.")
        fields = {"body": happened.thread.rpartition("/")[2], "closed_from": happened.first, "reopens": happened.last}
        return NewEvent(kind.name, min(happened.first, clock.today()), thread=happened.thread, fields=fields)
    if "from" in kind.fields:
        if happened.first is None:
            raise NotDone("Enter the first day.")
        if happened.last is not None and happened.last < happened.first:
            raise NotDone("The last day cannot be before the first.")
        fields = {"from": happened.first} | ({"to": happened.last} if happened.last else {})
        return NewEvent(kind.name, happened.first, fields=fields)
    if happened.on is None:
        raise NotDone("Enter the day it happened.")
    if "body" in kind.fields:
        fields = {"body": thread.rpartition("/")[2]}
    return NewEvent(kind.name, happened.on, thread=(thread or None) if kind.thread else None, fields=fields)
