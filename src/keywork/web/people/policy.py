"""Which cases a person may open: said once, for lists and for one case alike."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import Predicate, Reach
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard


class Mine(Predicate[CaseCard]):
    """The cases a person holds, or covers today."""

    def q(self, actor: Actor) -> Q:
        if actor.user_id is None:
            return Q(pk__in=[])
        return Q(keyworker=actor.user_id) | Q(cover=actor.user_id, cover_until__gte=clock.today())

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        if actor.user_id is None or record.authority_id != actor.authority_id:
            return False
        covers = record.cover_id == actor.user_id and record.cover_until is not None
        return record.keyworker_id == actor.user_id or (covers and record.cover_until >= clock.today())


class OurTeams(Predicate[CaseCard]):
    """The cases of a person's team."""

    def q(self, actor: Actor) -> Q:
        return Q(team=actor.team_id) if actor.team_id else Q(pk__in=[])

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        ours = actor.team_id is not None and record.team_id == actor.team_id
        return ours and record.authority_id == actor.authority_id


CASES: Reach[CaseCard] = Reach(own=Mine(), team=Mine() | OurTeams())


def cards_for(actor: Actor, action: str = "case.open") -> QuerySet[CaseCard]:
    """Return the index cards of the cases with which somebody may do something."""
    found: QuerySet[CaseCard] = CaseCard.objects.filter(CASES.q(actor, action))
    return found
