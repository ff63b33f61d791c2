"""What becomes of a proposed exception: a second person agrees or not, it is taken back, or looked at again."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from keywork.core.events import ENTRY_STRUCK_OUT, NewEvent, in_force
from keywork.core.register import EXCEPTION_RECORDED
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import Held, history_with, hold, record
from keywork.web.exceptions.errors import NotDone, Overtaken
from keywork.web.exceptions.limits import limit_of
from keywork.web.exceptions.models import Reliance, RelianceStep
from keywork.web.exceptions.services.relying import PROPOSE
from keywork.web.exceptions.services.steps import keep, tell_workers
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES

AGREE = "exception.agree"
OVERTAKEN = (
    "Somebody else answered or changed this exception while you were on this page. Read what changed. What you typed "
    "is still here."
)
State, Kind = Reliance.State, RelianceStep.Kind


@transaction.atomic
def answer(
    *, actor: Actor, name: str, card: CaseCard, one: Reliance, agrees: bool, text: str, seen: int | None
) -> None:
    """Agree to an exception, from when on it is relied on, or do not.

    Args:
        actor: a second person, never the one who proposed it.
        name: theirs.
        card: of the case.
        one: the exception.
        agrees: whether they do.
        text: why, in words; needed where they do not.
        seen: its revision on the page that was sent.

    Raises:
        NotKnown: the case is not theirs.
        Overtaken: somebody did something with it since.
        NotDone: it cannot be answered so.
    """
    CASES.check(actor, AGREE, card)
    held, one = _held(actor, card, one, seen)
    if one.state != State.PROPOSED:
        raise NotDone("This exception waits for nobody any more.")
    if one.proposed_by == actor.label:
        raise NotDone("You proposed this yourself, so somebody else agrees or not. Ask another manager.")
    if agrees:
        one.entry_id = _recorded(actor, card, one, held)
    elif not text.strip():
        raise NotDone("Say why you do not agree.")
    one.state = State.AGREED if agrees else State.DECLINED
    keep(one, Kind.AGREED if agrees else Kind.DECLINED, actor, name, text)
    log(actor=actor, action=AGREE, subjects=[card.case_id, card.person_id, one.pk], detail={"did": one.state})
    tell_workers(card, one, actor)


def _recorded(actor: Actor, card: CaseCard, one: Reliance, held: Held) -> str:
    """Record that an exception is relied on; return which entry says so."""
    there = limit_of(history_with(case=card.case, entries=(), actor=actor, events=held.events), one)
    if there.clock.cycle != one.cycle:
        raise NotDone(
            "The clock of this limit has begun anew since this was proposed. It would be for another limit now."
        )
    tried = there.worked(one.code, str(one.circumstance_id))
    if not tried.met:
        raise NotDone(f"The record does not meet the test of this exception any more. {' '.join(tried.steps)}")
    fields = {"exception": one.code, "duty": one.duty, "circumstance": one.happened, "why_impractical": one.why}
    if one.review_on:
        fields |= {"review_on": one.review_on}  # type: ignore[dict-item] - a payload holds days beside words
    entry = NewEvent(EXCEPTION_RECORDED, clock.today(), thread=one.thread or None, fields=fields)
    return record(case=card.case, entries=[entry], actor=actor, held=held).events[-1].id


@transaction.atomic
def take_back(*, actor: Actor, name: str, card: CaseCard, one: Reliance, text: str, seen: int | None) -> None:
    """Take an exception back: from now on the limit applies again.

    Raises:
        NotKnown: the case is not theirs.
        Overtaken: somebody did something with it since.
        NotDone: it was taken back or declined already, or no reason is given.
    """
    CASES.check(actor, PROPOSE, card)
    held, one = _held(actor, card, one, seen)
    if one.state not in (State.PROPOSED, State.AGREED):
        raise NotDone("This exception is not relied on any more.")
    if not text.strip():
        raise NotDone("Say why it is taken back.")
    if one.entry_id and str(one.entry_id) in _standing(held):
        strike = NewEvent(ENTRY_STRUCK_OUT, clock.today(), corrects=str(one.entry_id))
        record(case=card.case, entries=[strike], actor=actor, held=held)
    one.state = State.TAKEN_BACK
    keep(one, Kind.TAKEN_BACK, actor, name, text)
    log(actor=actor, action=PROPOSE, subjects=[card.case_id, card.person_id, one.pk], detail={"did": one.state})


def _standing(held: Held) -> set[str]:
    return {entry.event.id for entry in in_force(held.events, as_of=clock.today(), known_at=clock.FOR_EVER)}


@transaction.atomic
def review(
    *, actor: Actor, name: str, card: CaseCard, one: Reliance, text: str, again_on: date | None, seen: int | None
) -> None:
    """Keep that somebody looked at an exception again and it still stands.

    Raises:
        NotKnown: the case is not theirs.
        Overtaken: somebody did something with it since.
        NotDone: it is not relied on, nothing was found, or the next day is not to come.
    """
    CASES.check(actor, PROPOSE, card)
    _, one = _held(actor, card, one, seen)
    if one.state != State.AGREED:
        raise NotDone("This exception is not relied on, so there is nothing to look at again.")
    if not text.strip():
        raise NotDone("Say what you found.")
    if again_on is not None and again_on <= clock.today():
        raise NotDone("The next day to look at it must be after today.")
    one.review_on = again_on
    keep(one, Kind.REVIEWED, actor, name, text)
    log(actor=actor, action=PROPOSE, subjects=[card.case_id, card.person_id, one.pk], detail={"did": "reviewed"})


def _held(actor: Actor, card: CaseCard, one: Reliance, seen: int | None) -> tuple[Held, Reliance]:
    """Keep everybody else from the record of the case, and return an exception as it is now."""
    held = hold(case_id=card.case_id, actor=actor)
    found: Reliance = Reliance.objects.select_for_update(of=("self",)).get(pk=one.pk, case_id=card.case_id)
    if seen is not None and found.revision != seen:
        raise Overtaken(OVERTAKEN)
    return held, found
