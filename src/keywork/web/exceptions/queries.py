"""Finding exceptions: the only place where an id becomes one, always within a case that somebody may open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.exceptions.models import Reliance
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for

RELATED = ("document", "circumstance", "entry")
SOON = timedelta(days=7)
State = Reliance.State


def of_case(case_id: UUID) -> list[Reliance]:
    """Return the exceptions of a case, the latest first."""
    return list(Reliance.objects.filter(case_id=case_id).select_related(*RELATED).prefetch_related("steps"))


def opened(actor: Actor, card: CaseCard, reliance_id: UUID, action: str) -> Reliance:
    """Return an exception of a case that somebody may open.

    Raises:
        NotKnown: the case has none such.
    """
    found = Reliance.objects.filter(pk=reliance_id, case_id=card.case_id).select_related(*RELATED)
    one: Reliance | None = found.prefetch_related("steps").first()
    if one is None:
        raise NotKnown(decide(actor, action), reliance_id)
    return one


def _with_cards(actor: Actor) -> QuerySet[Reliance]:
    cards = cards_for(actor, "exception.tray").values("pk")
    return Reliance.objects.filter(case_id__in=cards).select_related("case__card__person")


def waiting(actor: Actor) -> list[Reliance]:
    """Return the exceptions that wait for a second person, in cases that somebody works on, the oldest first."""
    return list(_with_cards(actor).filter(state=State.PROPOSED).order_by("proposed_at", "pk"))


def to_look_at(actor: Actor) -> list[Reliance]:
    """Return the exceptions that are relied on and whose day to be looked at again has come or is near."""
    found = _with_cards(actor).filter(state=State.AGREED, review_on__lte=clock.today() + SOON)
    return list(found.order_by("review_on", "pk"))


def told_why(case_id: UUID) -> Mapping[tuple[str, str], str]:
    """Return why each limit of a case could not be kept, by duty and thread: of exceptions that were agreed."""
    found = Reliance.objects.filter(case_id=case_id, state=State.AGREED).order_by("proposed_at")
    return {(duty, thread): why for duty, thread, why in found.values_list("duty", "thread", "why")}
