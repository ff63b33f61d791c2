"""Whose request somebody may write, read or look at: said once, for lists and for one request alike."""

from __future__ import annotations

from django.db.models import Q

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NONE, Either, Predicate, Reach
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.people.models import CaseCard
from keywork.web.people.overlays import DENIED
from keywork.web.people.policy import relation

OF_SETTINGS = frozenset({Role.SENCO, Role.COLLEGE, Role.EARLY_YEARS})


class Written(Predicate[AssessmentRequest]):
    """The requests somebody wrote; those of a setting are the setting's, whoever works there."""

    def q(self, actor: Actor) -> Q:
        if actor.user_id is None:
            return NONE
        theirs = Q(user=actor.user_id)
        return theirs | Q(organisation=actor.organisation_id) if _for_a_setting(actor) else theirs

    def holds(self, actor: Actor, record: AssessmentRequest) -> bool:
        if actor.user_id is None or record.authority_id != actor.authority_id:
            return False
        shared = _for_a_setting(actor) and record.organisation_id == actor.organisation_id
        return record.user_id == actor.user_id or shared


def _for_a_setting(actor: Actor) -> bool:
    return actor.role in OF_SETTINGS and actor.organisation_id is not None


class OfCases(Predicate[AssessmentRequest]):
    """The requests whose cases stand in a relation to somebody."""

    def __init__(self, cases: Predicate[CaseCard]) -> None:
        self.cases = cases

    def q(self, actor: Actor) -> Q:
        found = self.cases.q(actor)
        return NONE if found == NONE else Q(case__in=CaseCard.objects.filter(found).values("case_id"))

    def holds(self, actor: Actor, record: AssessmentRequest) -> bool:
        return record.case is not None and self.cases.holds(actor, record.case.card)


class Nobodys(Predicate[CaseCard]):
    """The cases that nobody works on yet: whoever answers for a team sees what has come in for all of them."""

    def q(self, actor: Actor) -> Q:
        return Q(team=None, keyworker=None) if actor.role == Role.MANAGER else NONE

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        nobodys = record.team_id is None and record.keyworker_id is None
        return actor.role == Role.MANAGER and nobodys and record.authority_id == actor.authority_id


def _queue(scope: Scope, classes: tuple[str, ...]) -> Predicate[AssessmentRequest]:
    its = relation(scope, classes)
    return OfCases(Either(its, Nobodys()) if scope is Scope.TEAM else its)


# A flag takes a request away with its case, also from whoever wrote it.
OWN: Reach[AssessmentRequest] = Reach(lambda scope, classes: Written(), denied=OfCases(DENIED))
QUEUE: Reach[AssessmentRequest] = Reach(_queue, denied=OfCases(DENIED))
