"""What the pages of documents share: who asks, the case or the document that is opened, and what heads the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of
from keywork.web.documents import letter_queries, queries
from keywork.web.documents.letter_presenters import stopped_words
from keywork.web.documents.models import Dispatch
from keywork.web.documents.queries import Opened
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.presenters import whose
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

CONFLICT = 409


def case_opened(request: HttpRequest, case_id: UUID, action: str) -> tuple[Actor, CaseCard]:
    """Return who asks and the case; it stands in the access log before anything is shown."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, action)
    _note(actor, card, action, [], {"did": "look"})
    return actor, card


def opened(request: HttpRequest, document_id: UUID, action: str, **detail: Any) -> tuple[Actor, Opened]:
    """Return who asks and the document; it stands in the access log before anything is shown."""
    actor = actor_of(request)
    found = queries.opened(actor, document_id, action)
    _note(actor, found.card, action, [document_id], detail or {"did": "look"})
    return actor, found


def _note(actor: Actor, card: CaseCard, action: str, subjects: list[UUID], detail: dict[str, Any]) -> None:
    if card.restricted:
        detail = detail | {"alert": "restricted"}
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id, *subjects], detail=detail)


def waiting_with(actor: Actor, found: Opened) -> list[Dispatch]:
    """Return the copies of letters in which a document lies and that have not gone."""
    return letter_queries.waiting_with(actor, found.card, found.document)


def tell_stopped(request: HttpRequest, waited: Sequence[Dispatch]) -> None:
    """Tell whoever changed a document which letters that waited with it have stopped."""
    ids = [one.pk for one in waited]
    stopped = set(Dispatch.objects.filter(pk__in=ids, state=Dispatch.State.STOPPED).values_list("pk", flat=True))
    for one in waited:
        if one.pk in stopped:
            messages.warning(request, stopped_words(one, printed=one.state == Dispatch.State.PRINTED))


def frame(actor: Actor, card: CaseCard) -> dict[str, Any]:
    """Return what every page about documents of a case shows, and what can be done there."""
    return {
        "case_id": card.case_id,
        "whose": whose(actor, card),
        "reads": CASES.can(actor, "document.list", card),
        "adds": CASES.can(actor, "document.add", card),
        "opens_case": CASES.can(actor, "case.open", card),
    }
