"""What takes a case away from somebody whatever their role and relation would give: flags that always win.

The cases taken away are few. They are found through indexes of their own, and a list leaves them out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.policy import NONE, Either, Predicate
from keywork.web.kernel import clock
from keywork.web.people.family import kept_from
from keywork.web.people.models import Barrier, CaseCard, Involvement
from keywork.web.people.relations import naming, of_person

SAFEGUARDING = "c1"
# By which relations somebody is named on a restricted case, where their cell of the matrix says so.
NAMED_BY = {
    Scope.GRANT: (Involvement.Relation.GRANT,),
    Scope.REQUEST: (Involvement.Relation.REQUEST,),
    Scope.SAMPLED: (Involvement.Relation.SAMPLED,),
}


@dataclass(frozen=True)
class Flagged(Predicate[CaseCard]):
    """What a flag takes away.

    Args:
        each: whether its filter asks row by row. Otherwise it lists all the cases that are taken away, and what it
            leaves is told by a list that the database makes once: of children or of cases, both short.
    """

    each: bool = False

    def row_by_row(self) -> Predicate[CaseCard]:
        return replace(self, each=True)


def _among(flagged: QuerySet[CaseCard]) -> Q:
    return Q(pk__in=flagged.values("pk"))


class Barred(Flagged):
    """The cases of children from whom a person is kept: by a contact restriction, or for a conflict of interest."""

    def q(self, actor: Actor) -> Q:
        if actor.user_id is None:
            return NONE
        barriers = kept_from(actor.user_id)
        if self.each:
            return Q(Exists(barriers.filter(person=OuterRef("person_id"))))
        return _among(CaseCard.objects.filter(person__in=barriers.values("person")))

    def keeps(self, actor: Actor) -> Q:
        if self.each or actor.user_id is None:
            return super().keeps(actor)
        return ~Q(person__in=kept_from(actor.user_id).values("person"))

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        return any(is_against(one, actor) for one in record.barriers_now)


def is_against(barrier: Barrier, actor: Actor) -> bool:
    """Say whether a barrier keeps somebody out."""
    member = barrier.member
    return actor.user_id in {barrier.user_id, member.user_id if member else None} - {None}


class RestrictedToOthers(Flagged):
    """The cases restricted for safeguarding on which a person is not named."""

    def q(self, actor: Actor) -> Q:
        relations = _naming(actor.role)
        if relations is None:
            return NONE
        named = _named(actor).filter(relation__in=relations)
        if self.each:
            return Q(~Exists(named.filter(case=OuterRef("pk"))), restricted=True)
        return _among(CaseCard.objects.filter(restricted=True).exclude(pk__in=named.values("case_id")))

    def keeps(self, actor: Actor) -> Q:
        relations = _naming(actor.role)
        if self.each or relations is None:
            return super().keeps(actor)
        return Q(restricted=False) | Q(pk__in=_named(actor).filter(relation__in=relations).values("case_id"))

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        relations = _naming(actor.role)
        if not record.restricted or relations is None:
            return False
        now = clock.now()
        its = [one for one in record.involved if one.relation in relations]
        return not any(one.is_for(actor) and one.is_open(now) and names(one) for one in its)


def names(involvement: Involvement) -> bool:
    """Say whether an involvement names its person on a restricted case: it says so, rather than opening everything."""
    return SAFEGUARDING in involvement.classes.split(",")


def _naming(role: str | None) -> tuple[str, ...] | None:
    """Return the relations that name somebody of a role on a restricted case; None where the role sees every one."""
    found: list[str] = []
    for grant in whole_matrix().marks(role or "", SAFEGUARDING, "R"):
        if grant.scope is Scope.AREA:
            return None
        found += NAMED_BY.get(grant.scope, ())
    return tuple(found)


def _named(actor: Actor) -> QuerySet[Involvement]:
    return of_person(actor).filter(naming(SAFEGUARDING))


BARRED: Predicate[CaseCard] = Barred()
RESTRICTED: Predicate[CaseCard] = RestrictedToOthers()
DENIED: Predicate[CaseCard] = Either(BARRED, RESTRICTED)
