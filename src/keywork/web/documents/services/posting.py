"""The print queue: a letter on paper, from the printer to the letter box, with a look at the reference between."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_reach import WHY, hold_reach
from keywork.web.documents.models.letters import Dispatch
from keywork.web.documents.services.dispatching import has_gone
from keywork.web.documents.services.stopping import stop_if_changed
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, check_may

POST = "letter.post"
APPROVED = ("approved only",)
State = Dispatch.State


@transaction.atomic
def printed(*, actor: Actor, card: CaseCard, dispatch_id: UUID, reference: str) -> str:
    """Write that a copy is printed, once the reference at its foot was typed. Returns why it stopped, if it did.

    Raises:
        NotDone: the reference is another case's, or it does not wait to be printed.
    """
    dispatch = _held(actor, card, dispatch_id, State.QUEUED)
    if "".join(reference.split()).casefold() != card.case.reference.casefold():
        raise NotDone(
            "This is not the reference of this letter. Look at the foot of every page: another may lie in between."
        )
    if why := stop_if_changed(dispatch, card):
        return WHY[why]
    dispatch.state, dispatch.printed_by_id, dispatch.changed_at = State.PRINTED, actor.user_id, clock.now()
    dispatch.save(update_fields=["state", "printed_by", "changed_at"])
    _tell(actor, card, dispatch, "printed")
    return ""


@transaction.atomic
def posted(*, actor: Actor, card: CaseCard, dispatch_id: UUID, on: date) -> str:
    """Write on which day a copy was posted, and record what the law counts from it. Returns why it stopped, if it did.

    Raises:
        NotDone: the day cannot be, or it was not printed.
    """
    dispatch = _held(actor, card, dispatch_id, State.PRINTED)
    if on > clock.today():
        raise NotDone("The day it was posted must be today or in the past.")
    if on < dispatch.release.asked_at.astimezone(clock.LONDON).date():
        raise NotDone("It cannot have been posted before it was released.")
    if why := stop_if_changed(dispatch, card):
        return WHY[why]
    has_gone(dispatch, on, actor.label)
    _tell(actor, card, dispatch, "posted")
    return ""


def _held(actor: Actor, card: CaseCard, dispatch_id: UUID, state: str) -> Dispatch:
    CASES.check(actor, POST, card)
    check_may(actor, "a9", "S", card, APPROVED)
    hold_reach(card)
    copies = Dispatch.objects.select_for_update(of=("self",)).select_related("release__letter__authority", "point")
    found: Dispatch | None = copies.filter(pk=dispatch_id, state=state).exclude(way=Dispatch.Way.LINK).first()
    if found is None or found.release.letter.case_id != card.case_id:
        raise NotDone("This copy does not wait for that any more. Look at the queue again.")
    return found


def _tell(actor: Actor, card: CaseCard, dispatch: Dispatch, did: str) -> None:
    subjects = [card.case_id, card.person_id, dispatch.release.letter_id]
    log(actor=actor, action=POST, subjects=subjects, detail={"did": did, "way": dispatch.way})
