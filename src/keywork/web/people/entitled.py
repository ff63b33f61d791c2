"""Whether being family still opens a case: a parent sees it until rights pass, and then by agreement."""

from __future__ import annotations

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.lookups import Exact, IsNull

from keywork.core.rights import Decision, parent_may_see
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.people.models import CapacityDecision, CaseCard, SharingAgreement
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


def _theirs(actor: Actor) -> Q:
    today = clock.today()
    said = Subquery(_decided(actor).filter(person=OuterRef("person_id")).values("said")[:1])
    agreed = SharingAgreement.objects.filter(person=OuterRef("person_id"), member__user=actor.user_id)
    agreed = agreed.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=today), given_on__lte=today)
    of_age = Q(person__rights_pass_on__lt=today)
    own_word = Q(IsNull(said, True)) | Q(Exact(said, Value(SELF)))
    return Q(person__rights_pass_on__gte=today) | of_age & (
        Q(Exact(said, Value(PARENT))) | own_word & Q(Exists(agreed))
    )


def _decided(actor: Actor) -> QuerySet[CapacityDecision]:
    """Return who decides who sees the record, by what was last decided about that and stands, the latest first."""
    today = clock.today()
    stands = CapacityDecision.objects.filter(decision=Decision.SEE_RECORD.value, decided_on__lte=today)
    stands = stands.filter(Q(until=None) | Q(until__gte=today))
    said = Case(
        When(lacks=False, then=Value(SELF)),
        When(Q(representative="") | Q(representative_member__user=actor.user_id), then=Value(PARENT)),
        default=Value(ANOTHER),
        output_field=CharField(),
    )
    return stands.annotate(said=said).order_by(F("decided_on").desc(), F("recorded_at").desc())


def _is_theirs(actor: Actor, record: CaseCard) -> bool:
    today, person = clock.today(), record.person
    every = CapacityDecision.objects.filter(person=person, decision=Decision.SEE_RECORD.value)
    decided = list(every.select_related("representative_member").order_by("-decided_on", "-recorded_at"))
    latest = next((one for one in decided if one.told.stands_on(today)), None)
    if latest is not None and latest.lacks and person.rights_pass_on is not None:
        member = latest.representative_member
        if member is not None and member.user_id == actor.user_id:
            return True
    agreements = SharingAgreement.objects.filter(person=person, member__user=actor.user_id)
    return parent_may_see(person.born_on, today, [one.told for one in decided], [one.told for one in agreements])
