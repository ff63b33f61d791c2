"""Logging what somebody was worried about, and that it was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.voice.models import ASSESSING, GENERAL, Concern
from keywork.web.voice.queries import LOG, READ
from keywork.web.voice.talks import talked


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told us.

    Args:
        about: the cause.
        who: who told it.
        way: how it came.
        raised_on: the day it came.
        step: where the case stood; empty where its own stage says it.
        words: in a sentence.
        answered: whether it was answered there and then.
    """

    about: str
    who: str
    way: str
    raised_on: date
    step: str = ""
    words: str = ""
    answered: bool = False


@transaction.atomic
def log_concern(*, actor: Actor, card: CaseCard | None, told: Told) -> Concern:
    """Keep a concern; or the talk about a request, which is recorded in the case by the same step.

    Args:
        actor: who took the call.
        card: of the case it is about; None where it is about none.
        told: what was told.

    Raises:
        Refused: it is the talk, and that is not owed or was not on that day.
    """
    if told.about == Concern.About.TALK:
        talked(actor=actor, card=card, on=told.raised_on)
    now = clock.now()
    answered = (now, actor.user_id) if told.answered else (None, None)
    made: Concern = Concern.objects.create(
        authority=actor.authority, case_id=card.case_id if card else None, about=told.about, who=told.who,
        way=told.way, raised_on=told.raised_on, step=told.step or step_of(card), words=told.words, logged_at=now,
        logged_by_id=actor.user_id, answered_at=answered[0], answered_by_id=answered[1],
    )  # fmt: skip
    log(actor=actor, action=LOG, subjects=[card.case_id, card.person_id] if card else [])
    return made


def step_of(card: CaseCard | None) -> str:
    """Return the step at which a case stands, as concerns name it."""
    summary = getattr(card.case, "summary", None) if card else None
    stage = summary.stage if summary else ""
    return stage if stage in {*ASSESSING, Stage.PLAN} else GENERAL


def answer(*, actor: Actor, concern: Concern) -> None:
    """Keep that a concern was answered.

    Raises:
        Refused: somebody has answered it meanwhile.
    """
    found = Concern.objects.filter(pk=concern.pk, answered_at=None)
    if not found.update(answered_at=clock.now(), answered_by_id=actor.user_id):
        raise Refused("Somebody has answered this already.")
    card = concern.case.card if concern.case else None
    log(actor=actor, action=READ, subjects=[card.case_id, card.person_id] if card else [], detail={"did": "answered"})
