"""Stopping a copy of a letter that must not go where it was meant to, and giving the letter back to its keyworker."""

from __future__ import annotations

from uuid import UUID

from keywork.web.accounts.actors import system
from keywork.web.accounts.log import log
from keywork.web.documents.letter_enclosures import still_go
from keywork.web.documents.letter_reach import WAITS, hold_reach, why_not
from keywork.web.documents.letter_states import may, move
from keywork.web.documents.models.files import Document
from keywork.web.documents.models.letters import Dispatch, LetterLink
from keywork.web.documents.services.letter_news import tell_of
from keywork.web.documents.services.letters import BY_ITSELF, held_letter
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard

State = Dispatch.State


def stop(dispatch: Dispatch, why: str, *, state: str = State.STOPPED) -> None:
    """Stop a copy, end its link and give the letter back to its keyworker, who reads why."""
    letter = held_letter(dispatch.release.letter_id)
    dispatch.state, dispatch.why, dispatch.changed_at = state, why, clock.now()
    dispatch.save(update_fields=["state", "why", "changed_at"])
    LetterLink.objects.filter(dispatch=dispatch, killed_at=None).update(
        killed_at=clock.now(), killed_why=why, code="", code_until=None
    )
    if may(letter, "stop"):
        move(letter, "stop", why=why)
        tell_of(letter)
    told = system(BY_ITSELF, letter.authority)
    log(
        actor=told, action="letter.release", subjects=[letter.case_id, letter.pk], detail={"did": "stopped", "why": why}
    )


def hold_letters(case_id: UUID) -> CaseCard:
    """Keep the letters of a case from going until the transaction ends, and return its card.

    Whoever changes a document calls it before they hold the document's row, in the order in which letters are sent.
    """
    card: CaseCard = CaseCard.objects.select_related("case", "person", "authority").get(pk=case_id)
    hold_reach(card)
    return card


def stop_with(document: Document, card: CaseCard) -> None:
    """Stop the copies with which a document was to go, where it cannot go any more.

    What has gone stays on record as it went. Whoever calls holds the letters of the case.
    """
    copies = Dispatch.objects.select_for_update(of=("self",)).select_related("release__letter__authority")
    waiting = copies.filter(state__in=WAITS, release__enclosures__version__document=document).order_by("pk")
    for one in [each for each in waiting if not still_go(each.release, card)]:
        stop(one, "file-changed")


def stop_if_changed(dispatch: Dispatch, card: CaseCard) -> str:
    """Stop a copy that must not go where it was meant to; return why, or nothing where it may go on.

    Whoever calls holds how the family is reached.
    """
    why = why_not(dispatch, card)
    if why:
        stop(dispatch, why)
    return why
