"""What the pages of plans share: the case that is opened, and who asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of
from keywork.web.people.models import CaseCard
from keywork.web.people.presenters import whose
from keywork.web.plans import queries
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

CONFLICT = 409


def opened(request: HttpRequest, case_id: UUID, action: str) -> tuple[Actor, CaseCard]:
    """Return who asks and the case with whose plan they may do something; it stands in the access log."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, action)
    detail = {"did": "look"} | ({"alert": "restricted"} if card.restricted else {})
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)
    return actor, card


def frame(actor: Actor, card: CaseCard) -> dict[str, Any]:
    """Return what every page of a plan shows: whose it is."""
    return {"case_id": card.case_id, "whose": whose(actor, card)}


def own_name(request: HttpRequest) -> str:
    """Return the name of whoever is signed in, as it stands beside what they write."""
    return str(request.user)
