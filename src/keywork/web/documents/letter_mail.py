"""What the outbox asks of letters and tells them (``messages.ports``): may this e-mail go, and what became of it."""

from __future__ import annotations

from keywork.web.documents.letter_reach import hold_reach, why_not
from keywork.web.documents.models.letters import Dispatch, LetterLink
from keywork.web.documents.services.dispatching import has_gone
from keywork.web.documents.services.stopping import BY_ITSELF, stop
from keywork.web.kernel import clock
from keywork.web.messages.models import Message, State
from keywork.web.people.models import CaseCard

KINDS = frozenset({"letter", "letter-code"})
STOPPED = "letter-stopped"


def may_go(message: Message) -> str:
    """Return why an e-mail about a letter must not go; empty where it may."""
    if message.kind not in KINDS:
        return ""
    found = _copy_of(message)
    if found is None:  # a later code has taken the place of this one
        return STOPPED
    dispatch, card = found
    hold_reach(card)
    if message.kind == "letter-code":
        link = LetterLink.objects.get(dispatch=dispatch)
        ended = link.code_message != message.pk or link.killed_at is not None
        return STOPPED if ended else why_not(dispatch, card)
    return STOPPED if dispatch.state != Dispatch.State.QUEUED else why_not(dispatch, card)


def became(message: Message) -> None:
    """Write what an e-mail's fate means for the letter: it has gone, or it goes back to its keyworker."""
    found = _copy_of(message) if message.kind == "letter" else None
    if found is None:
        return
    dispatch, _ = found
    if message.state == State.SENT and dispatch.state == Dispatch.State.QUEUED:
        has_gone(dispatch, clock.real_today(), f"system:{BY_ITSELF}")
    elif message.state in (State.STOPPED, State.PARKED, State.BOUNCED) and dispatch.state in (
        Dispatch.State.QUEUED,
        Dispatch.State.SENT,
    ):
        stopped = message.state == State.STOPPED and message.reason
        stop(dispatch, message.reason if stopped else "not-delivered")


def _copy_of(message: Message) -> tuple[Dispatch, CaseCard] | None:
    if message.kind not in KINDS:
        return None
    copies = Dispatch.objects.select_related("release__letter__authority", "point")
    if message.kind == "letter":
        dispatch = copies.filter(message=message.pk).first()
    else:
        dispatch = copies.filter(link__code_message=message.pk).first()
    if dispatch is None:
        return None
    return dispatch, CaseCard.objects.select_related("case", "person").get(pk=dispatch.release.letter.case_id)
