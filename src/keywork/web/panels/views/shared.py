"""What the pages of panels share: the case that is opened, and who asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of
from keywork.web.panels import presenters, queries
from keywork.web.panels.queries import Opened
from keywork.web.people.models import CaseCard
from keywork.web.people.presenters import whose
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

CONFLICT = 409


def opened(request: HttpRequest, agenda_id: UUID, action: str) -> tuple[Actor, Opened]:
    """Return who asks and the case before a panel; it stands in the access log before anything is shown."""
    actor = actor_of(request)
    found = queries.opened(actor, agenda_id, action)
    looked_at(actor, action, found.card, agenda_id)
    return actor, found


def opened_case(request: HttpRequest, case_id: UUID, action: str) -> tuple[Actor, CaseCard]:
    """Return who asks and the case they may do something with; that stands in the access log first."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, action)
    looked_at(actor, action, card)
    return actor, card


def looked_at(actor: Actor, action: str, card: CaseCard, *more: UUID) -> None:
    """Write that somebody looked, and let those who answer for restricted cases know."""
    detail = {"did": "look"} | ({"alert": "restricted"} if card.restricted else {})
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id, *more], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)


def frame(actor: Actor, found: Opened) -> dict[str, Any]:
    """Return what every page of a case before a panel shows: whose it is, and which meeting."""
    meeting = found.item.meeting
    return {
        "item": found.item,
        "agenda_id": found.item.pk,
        "case_id": found.card.case_id,
        "whose": whose(actor, found.card),
        "question": found.item.asks,
        "meeting": presenters.meeting_row(meeting),
        "meeting_id": meeting.pk,
        "is_closed": meeting.closed_at is not None,
        "terms": meeting.panel.terms,
        "quorum": meeting.panel.quorum,
    }


def own_name(request: HttpRequest) -> str:
    """Return the name of whoever is signed in, as it stands beside what they write."""
    return str(request.user)
