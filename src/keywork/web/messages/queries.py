"""What is new for somebody, as far as they may know of it at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.kernel.written import Written
from keywork.web.messages.kinds import OPENED_BY
from keywork.web.messages.models import Notice
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for
from keywork.web.vaults.models import KeptBack

SHOWN, COUNTED = 200, 100


@dataclass(frozen=True, slots=True)
class News:
    """A notice with the card of the case it is about; None where it is about none."""

    notice: Notice
    card: CaseCard | None


def news_for(actor: Actor) -> list[News]:
    """Return what is new for somebody, the latest first. A case that is not theirs any more leaves no trace."""
    found = list(Notice.objects.filter(user=actor.user_id)[:SHOWN])
    cards = _cards(actor, found)
    return [News(one, cards.get(one.pk)) for one in _shown(actor, found, cards)]


def _unread(*, user: UUID | None) -> QuerySet[Notice]:
    return Notice.objects.filter(user=user, read_at=None)[:COUNTED]


UNREAD: Written[Notice] = Written(_unread)


def unread(actor: Actor) -> int:
    """Count what somebody has not read, up to a hundred: as many as their page would show as new."""
    found = UNREAD.records(user=actor.user_id)
    return len(_shown(actor, found, _cards(actor, found))) if found else 0


def _cards(actor: Actor, found: Sequence[Notice]) -> dict[UUID, CaseCard]:
    """Return by notice the card of the case it is about, as far as somebody may know of it.

    Whoever decides one thing and sees nothing else of a case is told of that one thing.
    """
    cards = _open_by("case.open", actor, [one for one in found if one.case_id])
    for kind, action in OPENED_BY.items():
        cards |= _open_by(action, actor, [one for one in found if one.kind == kind and one.pk not in cards])
    return cards


def _open_by(action: str, actor: Actor, found: Sequence[Notice]) -> dict[UUID, CaseCard]:
    if not found:
        return {}
    cards = cards_for(actor, action).filter(pk__in={one.case_id for one in found}).select_related("case", "person")
    known = {card.case_id: card for card in cards}
    return {one.pk: known[one.case_id] for one in found if one.case_id in known}


def _shown(actor: Actor, found: Sequence[Notice], cards: dict[UUID, CaseCard]) -> list[Notice]:
    entries = [one.event_id for one in found if one.event_id]
    kept: set[UUID] = set()
    if entries and actor.role == Role.PARENT:  # what a young person keeps back
        kept = set(KeptBack.objects.filter(event_id__in=entries).values_list("event_id", flat=True))
    return [one for one in found if (not one.case_id or one.pk in cards) and one.event_id not in kept]
