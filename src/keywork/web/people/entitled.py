"""Whether being family opens a case: a parent sees it until rights pass, then by agreement; and what they decide."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.lookups import Exact, IsNull

from keywork.core.rights import Decision, Party, parent_may_see, rights_holder
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NONE
from keywork.web.kernel import clock
from keywork.web.people.models import CapacityDecision, CaseCard, Involvement, SharingAgreement
from keywork.web.people.relations import Involved

PARENT, SELF, ANOTHER = "parent", "self", "another"


class Family(Involved):
    """The cases of a family: of whoever the case is about, and of a parent while it is theirs to see.

    The same is said by ``core.rights.parent_may_see``; a parent who is the representative decides as one.
    """

    def q(self, actor: Actor) -> Q:
        found = super().q(actor)
        return found & _theirs(actor) if actor.role == Role.PARENT else found

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        return super().holds(actor, record) and (actor.role != Role.PARENT or _is_theirs(actor, record))


class Decides(Involved):
    """The cases in which a parent makes a decision of the Act: by their own right, or for the young person.

    The same is said by ``core.rights.rights_holder``. Who decides one thing need not see the record: that is a
    decision of its own.

    Args:
        decision: the one decision.
        relations: as of :class:`Involved`.
        classes: as of :class:`Involved`.
    """

    def __init__(self, decision: Decision, *relations: Involvement.Relation, classes: Iterable[str] = ()) -> None:
        super().__init__(*relations, classes=classes)
        self.decision = decision

    def q(self, actor: Actor) -> Q:
        return super().q(actor) & _deciding(actor, self.decision) if actor.role == Role.PARENT else NONE

    def holds(self, actor: Actor, record: CaseCard) -> bool:
        return actor.role == Role.PARENT and super().holds(actor, record) and _is_deciding(actor, record, self.decision)


def _deciding(actor: Actor, decision: Decision) -> Q:
    today = clock.today()
    of_age = Q(person__rights_pass_on__lt=today)
    return Q(person__rights_pass_on__gte=today) | of_age & Q(Exact(_said(actor, decision), Value(PARENT)))


def _is_deciding(actor: Actor, record: CaseCard, decision: Decision) -> bool:
    today, person = clock.today(), record.person
    decided = _of(record, decision)
    party = rights_holder(person.born_on, today, decision, [one.told for one in decided]).party
    return party is Party.PARENT or (party is Party.REPRESENTATIVE and _represents(actor, decided))


def _theirs(actor: Actor) -> Q:
    today = clock.today()
    said = _said(actor, Decision.SEE_RECORD)
    agreed = SharingAgreement.objects.filter(person=OuterRef("person_id"), member__user=actor.user_id)
    agreed = agreed.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=today), given_on__lte=today)
    of_age = Q(person__rights_pass_on__lt=today)
    own_word = Q(IsNull(said, True)) | Q(Exact(said, Value(SELF)))
    return Q(person__rights_pass_on__gte=today) | of_age & (
        Q(Exact(said, Value(PARENT))) | own_word & Q(Exists(agreed))
    )


def _said(actor: Actor, decision: Decision) -> Subquery:
    """Return who makes a decision, by what was last decided about the capacity to make it and stands."""
    today = clock.today()
    stands = CapacityDecision.objects.filter(decision=decision.value, decided_on__lte=today)
    stands = stands.filter(Q(until=None) | Q(until__gte=today))
    said = Case(
        When(lacks=False, then=Value(SELF)),
        When(Q(representative="") | Q(representative_member__user=actor.user_id), then=Value(PARENT)),
        default=Value(ANOTHER),
        output_field=CharField(),
    )
    latest = stands.annotate(said=said).order_by(F("decided_on").desc(), F("recorded_at").desc())
    return Subquery(latest.filter(person=OuterRef("person_id")).values("said")[:1])


def _is_theirs(actor: Actor, record: CaseCard) -> bool:
    today, person = clock.today(), record.person
    decided = _of(record, Decision.SEE_RECORD)
    if person.rights_pass_on is not None and _represents(actor, decided):
        return True
    agreed = [one.told for one in record.agreements if one.member.user_id == actor.user_id]
    return parent_may_see(person.born_on, today, [one.told for one in decided], agreed)


def _of(record: CaseCard, decision: Decision) -> list[CapacityDecision]:
    return [one for one in record.capacity_decided if one.decision == decision.value]


def _represents(actor: Actor, decided: list[CapacityDecision]) -> bool:
    """Say whether what was last decided and stands names somebody as who decides."""
    latest = next((one for one in decided if one.told.stands_on(clock.today())), None)
    member = latest.representative_member if latest is not None and latest.lacks else None
    return member is not None and member.user_id == actor.user_id
