"""Whose threads somebody reads and writes in, as the cells of correspondence (a9) have it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Grant, Scope
from keywork.web.accounts.policy import NONE
from keywork.web.messages.models import Thread
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import standing_of

CLASS = "a9"
PLAN, OWN, FOR_FAMILY = "plan thread", "own thread", "for the family"
# Whoever stands so to a case is written with, and reads no other's thread whatever else their cell says.
WRITTEN_WITH = frozenset({Scope.REQUEST, Scope.SETTING, Scope.FAMILY})
WORKS_ON = frozenset({Scope.OWN, Scope.TEAM})


def is_own(mark: Grant) -> bool:
    """Say whether a mark opens nobody's thread but one's own."""
    return mark.condition in (OWN, FOR_FAMILY) or mark.scope in WRITTEN_WITH


def own(actor: Actor) -> Q:
    """Return the filter for the threads with somebody, or with the organisation they work for in their role."""
    if actor.user_id is None:
        return NONE
    found = Q(user=actor.user_id) | Q(member__user=actor.user_id, member__ended=False)
    if actor.organisation_id:
        found |= Q(organisation=actor.organisation_id, role=actor.role)
    return found


def _marks(actor: Actor, card: CaseCard, verbs: Iterable[str]) -> list[Grant]:
    stands = standing_of(actor, card)
    if stands.is_masked():  # words could name a child that stays hidden
        return []
    return [mark for verb in verbs for mark in stands.marks(CLASS, verb)]


def threads_of(actor: Actor, card: CaseCard, verbs: str = "R") -> QuerySet[Thread]:
    """Return the threads of a case that somebody may read, or write in with ``CS``."""
    opened = NONE
    for mark in _marks(actor, card, verbs):
        if is_own(mark):
            opened |= own(actor)
        elif mark.condition == PLAN:
            opened |= Q(plan=True)
        elif not mark.condition:
            return _of(card)
    return _of(card).filter(opened)


def _of(card: CaseCard) -> QuerySet[Thread]:
    found: QuerySet[Thread] = Thread.objects.filter(case=card.case_id)
    return found.select_related("member", "user", "organisation")


def writes_to_others(actor: Actor, card: CaseCard) -> bool:
    """Say whether somebody writes on the council's side: to whomever the case has."""
    marks = _marks(actor, card, "CS")
    return any(mark.scope in WORKS_ON and not mark.condition for mark in marks)


def writes_own(actor: Actor, card: CaseCard) -> bool:
    """Say whether somebody writes to the council in a thread of their own."""
    return any(is_own(mark) for mark in _marks(actor, card, "C"))
