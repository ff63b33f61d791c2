"""What the pages of consultations share: what is opened, and who asks."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.presenters import whose
from keywork.web.placements import presenters, queries
from keywork.web.placements.queries import Opened
from keywork.web.placements.standing import rows_of, standing
from keywork.web.ui.jinja import short_day
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

CONFLICT = 409
Typed = TypeVar("Typed", bound=Form)


def opened(request: HttpRequest, consultation_id: UUID, action: str) -> tuple[Actor, Opened]:
    """Return who asks and the consultation they may open; it stands in the access log before anything is shown."""
    actor = actor_of(request)
    found = queries.opened(actor, consultation_id, action)
    _log(actor, found.card, action, consultation_id)
    return actor, found


def opened_case(request: HttpRequest, case_id: UUID, action: str) -> tuple[Actor, CaseCard]:
    """Return who asks and the case they may do something with; it stands in the access log."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, action)
    _log(actor, card, action)
    return actor, card


def _log(actor: Actor, card: CaseCard, action: str, *more: UUID) -> None:
    detail = {"did": "look"} | ({"alert": "restricted"} if card.restricted else {})
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id, *more], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)


def frame(actor: Actor, found: Opened) -> dict[str, Any]:
    """Return what every page of a consultation shows: whose it is, whom it is of, and where it stands."""
    one, today = found.consultation, clock.today()
    where = standing(one.ended, rows_of([one]).get((one.case_id, one.thread)), today)
    return {
        "one": one,
        "consultation_id": one.pk,
        "case_id": found.card.case_id,
        "whose": whose(actor, found.card),
        "where": where,
        "tag": presenters.tag_of(where, today),
        "due": presenters.due_words(where),
        "asked_on": short_day(where.asked_on),
        "is_asked": found.is_asked,
        "may_ask": found.may_ask,
    }


def knowing(form: Typed, name: str, value: int) -> Typed:
    """Let a form know the record as it is now, so that sending it again is a decision and no accident."""
    form.data = form.data.copy()
    form.data[name] = str(value)
    return form


def own_name(request: HttpRequest) -> str:
    """Return the name of whoever is signed in, as it stands beside what they write."""
    return str(request.user)
