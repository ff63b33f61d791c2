"""What takes a case away from somebody whatever their role and relation would give: flags that always win.

The cases taken away are few. They are found through indexes of their own, and a list leaves them out.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.policy import NONE, Either, Predicate
from keywork.web.kernel import clock
from keywork.web.people.family import kept_from
from keywork.web.people.models import Barrier, CaseCard, Involvement
from keywork.web.people.relations import of_person

SAFEGUARDING = "c1"
# By which relations somebody is named on a restricted case, where their cell of the matrix says so.
NAMED_BY = {
    Scope.GRANT: (Involvement.Relation.GRANT,),
    Scope.REQUEST: (Involvement.Relation.REQUEST,),
    Scope.SAMPLED: (Involvement.Relation.SAMPLED,),
}


class Barred(Predicate[CaseCard]):
    """The cases of children from whom a person is kept: by a contact restriction, or for a conflict of interest."""

    def q(self, actor: Actor) -> Q:
        if actor.user_id is None:
            return NONE
        return _among(CaseCard.objects.filter(person__in=kept_from(actor.user_id).values("person")))

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        return any(is_against(one, actor) for one in record.barriers_now)


def is_against(barrier: Barrier, actor: Actor) -> bool:
    """Say whether a barrier keeps somebody out."""
    member = barrier.member
    return actor.user_id in {barrier.user_id, member.user_id if member else None} - {None}


def _among(flagged: QuerySet[CaseCard]) -> Q:
    """Return the filter for a few cases, by a query of its own that the database asks once for a list."""
    return Q(pk__in=flagged.values("pk"))


class RestrictedToOthers(Predicate[CaseCard]):
    """The cases restricted for safeguarding on which a person is not named."""

    def q(self, actor: Actor) -> Q:
        found = CaseCard.objects.filter(restricted=True)
        relations = _naming(actor.role)
        if relations is None:
            return NONE
        return _among(found.exclude(pk__in=_named(actor).filter(relation__in=relations).values("case_id")))

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
    return of_person(actor).filter(classes__contains=f",{SAFEGUARDING},")


BARRED: Predicate[CaseCard] = Barred()
RESTRICTED: Predicate[CaseCard] = RestrictedToOthers()
DENIED: Predicate[CaseCard] = Either(BARRED, RESTRICTED)
