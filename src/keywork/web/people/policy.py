"""Which cases a person may open, and which parts of one: said once, for lists and for one case alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from keywork.core.rights import Decision as Right
from keywork.web.accounts.actors import Actor, asked_by
from keywork.web.accounts.cells import VEILED, Grant, Scope, Way
from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import Decision, Either, Everything, NotKnown, Predicate, Reach, decide
from keywork.web.kernel.written import Written
from keywork.web.people.entitled import Decides, Family
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.overlays import BARRED, DENIED
from keywork.web.people.relations import Involved, Mine, OnRoll, OurTeams

__all__ = ["CASES", "Mine", "cards_for", "check_may", "may", "standing_of"]

Kind = Involvement.Relation
# Whose own cases stand on the index card; everybody else's stand among the involvements.
ON_THE_CARD = frozenset({Role.KEYWORKER, Role.MANAGER})
BY_INVOLVEMENT = {
    Scope.REQUEST: (Kind.REQUEST,),
    Scope.SETTING: (Kind.SETTING,),
    Scope.FAMILY: (Kind.FAMILY,),
    Scope.GRANT: (Kind.GRANT, Kind.PANEL),
    Scope.SAMPLED: (Kind.SAMPLED,),
    Scope.GLASS: (Kind.GLASS,),
}


class Own(Predicate[CaseCard]):
    """The cases given to a person to work on."""

    def __init__(self, classes: tuple[str, ...]) -> None:
        self.given = Involved(Kind.OWN, classes=classes)

    def q(self, actor: Actor) -> Q:
        return (Mine() if actor.role in ON_THE_CARD else self.given).q(actor)

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        return (Mine() if actor.role in ON_THE_CARD else self.given).holds(actor, record)


class Locality(Predicate[CaseCard]):
    """The cases of a person's team; a manager without a team answers for every team."""

    def q(self, actor: Actor) -> Q:
        return self._of(actor).q(actor)

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        return self._of(actor).holds(actor, record)

    def _of(self, actor: Actor) -> Predicate[CaseCard]:
        return Everything() if actor.role == Role.MANAGER and actor.team_id is None else OurTeams()


def relation(scope: Scope, classes: tuple[str, ...]) -> Predicate[CaseCard]:
    """Return whose cases a scope of the matrix stands for."""
    if scope in (Scope.AREA, Scope.MASKED):
        return Everything()
    if scope is Scope.OWN:
        return Own(classes)
    if scope is Scope.TEAM:
        return Either(Own(classes), Locality())
    if scope is Scope.FAMILY:
        return Family(*BY_INVOLVEMENT[scope], classes=classes)
    involved = Involved(*BY_INVOLVEMENT[scope], classes=classes)
    return Either(OnRoll(), involved) if scope is Scope.SETTING else involved


@dataclass(frozen=True, slots=True)
class CaseReach(Reach[CaseCard]):
    """The reach over cases; of an action that is about a decision it takes in the cases in which they make it."""

    def of(self, action: str) -> Reach[CaseCard]:
        """Return the reach of one action."""
        rule = whole_matrix().actions.get(action)
        if rule is None or not rule.about:
            return Reach(self.relation, self.denied, self.behind_glass)
        return Reach(partial(relation_or_decision, Right(rule.about)), self.denied, self.behind_glass)

    def q(self, actor: Actor, action: str) -> Q:
        return self.of(action).q(actor, action)

    def takes_all(self, actor: Actor, action: str) -> bool:
        return self.of(action).takes_all(actor, action)

    def can(self, actor: Actor, action: str, record: CaseCard) -> bool:
        return self.of(action).can(actor, action, record)


def relation_or_decision(decision: Right, scope: Scope, classes: tuple[str, ...]) -> Predicate[CaseCard]:
    """Return whose cases a scope stands for, with those in which a parent makes a decision."""
    its = relation(scope, classes)
    if scope is not Scope.FAMILY:
        return its
    return Either(its, Decides(decision, *BY_INVOLVEMENT[scope], classes=classes))


CASES = CaseReach(relation, denied=DENIED, behind_glass=BARRED)


def decides(actor: Actor, decision: Right, card: CaseCard) -> bool:
    """Say whether somebody who signed in as a parent makes a decision of the Act in a case."""
    return Decides(decision, Kind.FAMILY).holds(actor, card) and not DENIED.holds(actor, card)


def cards_decided(actor: Actor, decision: Right) -> QuerySet[CaseCard]:
    """Return the index cards of the cases in which somebody who signed in as a parent makes a decision of the Act."""
    found: QuerySet[CaseCard] = CaseCard.objects.filter(Decides(decision, Kind.FAMILY).q(actor), DENIED.keeps(actor))
    return found


def _opened(role: str | None, action: str, related: tuple[str, ...], *, case: UUID, **whose: Any) -> QuerySet[CaseCard]:
    found = CaseCard.objects.filter(CASES.row_by_row().q(asked_by(role, whose), action), pk=case)
    return found.select_related(*related)


OPENED: Written[CaseCard] = Written(_opened)


def open_card(actor: Actor, action: str, case_id: UUID, related: tuple[str, ...] = ()) -> CaseCard | None:
    """Return the index card of a case with which somebody may do something, as :func:`cards_for` lists them.

    Args:
        actor: who asks.
        action: a code of the matrix.
        case_id: the case.
        related: what is read with the card, as for ``select_related``.
    """
    found = OPENED.records(actor.role, action, related, case=case_id, **actor.whose)
    return found[0] if found else None


def known_card(actor: Actor, action: str, case_id: UUID, related: tuple[str, ...] = ()) -> CaseCard:
    """Return the index card of a case, as :func:`open_card` does.

    Raises:
        NotKnown: there is no such case, or they may not know of it: the two look the same.
    """
    card = open_card(actor, action, case_id, related)
    if card is None:
        raise NotKnown(decide(actor, action), case_id)
    return card


def cards_for(actor: Actor, action: str = "case.open") -> QuerySet[CaseCard]:
    """Return the index cards of the cases with which somebody may do something."""
    found: QuerySet[CaseCard] = CaseCard.objects.filter(CASES.q(actor, action))
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to one case, and so which of its parts are open to them."""

    actor: Actor
    card: CaseCard

    def marks(self, class_code: str, verb: str = "R", met: Collection[str] = ()) -> list[Grant]:
        """Return the marks of the matrix that give them a verb on a class of this case."""
        if self.actor.is_system:
            return [Grant(verb, Scope.AREA)]
        found = list(whole_matrix().marks(self.actor.role or "", class_code, verb, met))
        ways = {grant: Way(grant.scope, (class_code,)) for grant in found}
        return [grant for grant, way in ways.items() if CASES.can_by(self.actor, [way], self.card)]

    def may(self, class_code: str, verb: str = "R", met: Collection[str] = ()) -> bool:
        """Say whether they may do something with a class of this case."""
        return bool(self.marks(class_code, verb, met))

    def limits(self, class_code: str, verb: str = "R", met: Collection[str] = ()) -> frozenset[str]:
        """Return the conditions of the matrix that narrow what is open; none where any mark gives all of it."""
        conditions = {grant.condition for grant in self.marks(class_code, verb, met)}
        return frozenset() if "" in conditions else frozenset(conditions)

    def is_masked(self) -> bool:
        """Say whether everything that tells who the child is must stay hidden."""
        marks = self.marks("a2")
        return bool(marks) and all(grant.scope in VEILED for grant in marks)


def standing_of(actor: Actor, card: CaseCard) -> Standing:
    """Return how somebody stands to a case."""
    return Standing(actor, card)


def may(actor: Actor, class_code: str, verb: str, card: CaseCard, met: Collection[str] = ()) -> bool:
    """Say whether somebody may do something with a class of record of one case.

    Args:
        actor: who asks.
        class_code: a class of the matrix, for example ``a7``.
        verb: a letter of the matrix, for example ``R``.
        card: the index card of the case.
        met: conditions of the matrix that must hold first, and are known to.
    """
    return Standing(actor, card).may(class_code, verb, met)


def check_may(actor: Actor, class_code: str, verb: str, card: CaseCard, met: Collection[str] = ()) -> None:
    """Do nothing where they may.

    Raises:
        NotKnown: they may not; the page answers as if there were no such record.
    """
    if not may(actor, class_code, verb, card, met):
        reason = f"The matrix does not open {class_code} ({verb}) of this case to them."
        raise NotKnown(Decision(f"{class_code} {verb}", (), reason), card.pk)
