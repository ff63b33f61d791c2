"""What the pages of advice share: the request that is opened, and who asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of
from keywork.web.advice import presenters, queries
from keywork.web.advice.bodies import title_of
from keywork.web.advice.queries import Opened
from keywork.web.advice.standing import rows_of, standing
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.presenters import whose
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

CONFLICT = 409


def opened(request: HttpRequest, request_id: UUID, action: str) -> tuple[Actor, Opened]:
    """Return who asks and the request they may open; it stands in the access log before anything is shown."""
    actor = actor_of(request)
    found = queries.opened(actor, request_id, action)
    detail = {"body": found.request.body} | ({"alert": "restricted"} if found.card.restricted else {})
    log(actor=actor, action=action, subjects=[found.card.case_id, found.card.person_id, request_id], detail=detail)
    tell(actor, found.card)
    return actor, found


def tell(actor: Actor, card: CaseCard) -> None:
    """Let those who answer for restricted cases know that somebody looked at one."""
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)


def frame(actor: Actor, found: Opened) -> dict[str, Any]:
    """Return what every page of a request shows: whose it is, who is asked for what, and where it stands."""
    one, today = found.request, clock.today()
    where = standing(one.ended, rows_of([one]).get((one.case_id, one.thread)), today)
    return {
        "asked": one,
        "asked_title": title_of(one.thread),
        "request_id": one.pk,
        "case_id": found.card.case_id,
        "whose": whose(actor, found.card),
        "where": where,
        "tag": presenters.tag_of(where, today),
        "due": presenters.due_words(where),
        "works": presenters.worker(one),
        "is_asked": found.is_asked,
        "may_ask": found.may_ask,
    }


def own_name(request: HttpRequest) -> str:
    """Return the name of whoever is signed in, as it stands beside what they write."""
    return str(request.user)
