"""What the pages of answers to drafts share: the case that is opened, and who asks."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of
from keywork.web.people.models import CaseCard
from keywork.web.representations import queries
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

CONFLICT = 409


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


def own_name(request: HttpRequest) -> str:
    """Return the name of whoever is signed in, as it stands beside what they write."""
    return str(request.user)
