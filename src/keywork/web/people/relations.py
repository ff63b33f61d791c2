"""How a person stands to a case: each relation said once, as a filter for lists and as an answer for one case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import NONE, Predicate
from keywork.web.deadlines.models import CaseSummary
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, Involvement


class Mine(Predicate[CaseCard]):
    """The cases a person holds, or covers today."""

    def q(self, actor: Actor) -> Q:
        if actor.user_id is None:
            return NONE
        return Q(keyworker=actor.user_id) | Q(cover=actor.user_id, cover_until__gte=clock.today())

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        if actor.user_id is None or record.authority_id != actor.authority_id:
            return False
        covers = record.cover_id == actor.user_id and record.cover_until is not None
        return record.keyworker_id == actor.user_id or (covers and record.cover_until >= clock.today())


class OurTeams(Predicate[CaseCard]):
    """The cases of a person's team."""

    def q(self, actor: Actor) -> Q:
        return Q(team=actor.team_id) if actor.team_id else NONE

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        ours = actor.team_id is not None and record.team_id == actor.team_id
        return ours and record.authority_id == actor.authority_id


class OnRoll(Predicate[CaseCard]):
    """The cases of the children at the setting a person works for, from the day they come until the day they leave."""

    def q(self, actor: Actor) -> Q:
        if not actor.urn:
            return NONE
        return Q(pk__in=CaseSummary.objects.filter(setting=actor.urn).values("case_id"))

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        if not actor.urn or record.authority_id != actor.authority_id:
            return False
        return record.setting == actor.urn


class Involved(Predicate[CaseCard]):
    """The cases that an involvement of one of some kinds opens now, to a person or to whom they work for.

    Args:
        relations: the kinds of involvement.
        classes: the classes of record it must open, all of them.
    """

    def __init__(self, *relations: Involvement.Relation, classes: Iterable[str] = ()) -> None:
        self.relations = relations
        self.classes = tuple(classes)

    def q(self, actor: Actor) -> Q:
        if actor.user_id is None:
            return NONE
        found = of_person(actor).filter(relation__in=self.relations)
        for code in self.classes:
            found = found.filter(Q(classes="") | naming(code))
        return Q(pk__in=found.values("case_id"))

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        if actor.user_id is None or record.authority_id != actor.authority_id:
            return False
        now = clock.now()
        its = [one for one in record.involved if one.relation in self.relations]
        return any(one.is_for(actor) and one.is_open(now) and one.opens(*self.classes) for one in its)


def naming(code: str) -> Q:
    """Return the filter for the involvements that name a class of record.

    Not by LIKE: SQLite would plan the whole statement anew at each asking, to see whether the text has a beginning.
    """
    return Q(GreaterThan(StrIndex("classes", Value(f",{code},")), 0))


def of_person(actor: Actor) -> QuerySet[Involvement]:
    """Return the involvements that are open now, of a person and of whom they work for."""
    whose = Q(user=actor.user_id)
    if actor.organisation_id:
        whose |= Q(organisation=actor.organisation_id)
    return open_at(Involvement.objects.filter(whose), clock.now())


def open_at(found: QuerySet[Involvement], now: datetime) -> QuerySet[Involvement]:
    """Leave the involvements that are open at a moment."""
    begun = found.filter(starts_at__lte=now).filter(Q(ends_at=None) | Q(ends_at__gt=now))
    still: QuerySet[Involvement] = begun.filter(Q(closed_at=None) | Q(closed_at__gt=now))
    return still
