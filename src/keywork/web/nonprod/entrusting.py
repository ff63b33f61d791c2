"""The demo’s decisions about capacity, one by one: with a representative of the family, with a deputy, with none."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from keywork.core.rights import Decision
from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import Staff
from keywork.web.people.family import add_member
from keywork.web.people.models import CapacityDecision, CaseCard, FamilyMember, Involvement
from keywork.web.people.rights import record_capacity

DECIDED, LOOKED_AT = timedelta(days=60), timedelta(days=300)
BY = "Dr Rowan Sample, community paediatrician"
COULD_NOT = (
    "Met twice with pictures and a speech therapist. They could not hold what a plan says long enough to weigh it up."
)
COULD = "Met with their teacher. With pictures they said what they want and why, and what would be different."
DEPUTY = "Jo Sample, deputy appointed by the Court of Protection"


def entrust(actor: Actor, hired: Staff) -> int:
    """Give the demo decisions about capacity, as far as it has young people for them; return how many."""
    people = {user.membership.role: user for user in hired.people}
    _of_themselves(actor, people[Role.YOUNG_PERSON])
    grown = _grown()
    drafted = grown.filter(case__summary__stage=Stage.DRAFT_SENT.value).first() or grown.first()
    if drafted is not None:
        _represented(actor, people[Role.PARENT], drafted)
    for card in grown.exclude(pk=drafted.pk if drafted else None)[:1]:
        _decided(actor, card, Decision.DRAFT, representative=DEPUTY)
        _decided(actor, card, Decision.DISPUTE, representative=DEPUTY)
    return CapacityDecision.objects.count()


def _grown() -> QuerySet[CaseCard]:
    """Return the open cases of young people to whom the rights have passed and for whom nobody signs in yet."""
    found = CaseCard.objects.filter(
        case__summary__is_open=True, person__rights_pass_on__lt=clock.today() - DECIDED, restricted=False
    )
    families = CaseCard.objects.filter(case__involvements__relation=Involvement.Relation.FAMILY).values("person")
    found = (
        found.exclude(person__in=families)
        .exclude(case__reference__startswith="STORY")
        .select_related("case", "person", "authority")
    )
    return found.order_by("case__reference")


def _of_themselves(actor: Actor, user: User) -> None:
    """Of the young person who signs in: they decide about the draft, and a parent asks for a budget for them."""
    card = CaseCard.objects.filter(case__involvements__user=user).select_related("person").first()
    if card is not None:
        _decided(actor, card, Decision.DRAFT, lacks=False)
        _decided(actor, card, Decision.BUDGET)


def _represented(actor: Actor, user: User, card: CaseCard) -> None:
    """Let the parent who signs in answer the draft of a young person, and see nothing else of their record."""
    Involvement.objects.create(
        authority=actor.authority, case=card.case, user=user, relation=Involvement.Relation.FAMILY,
        reason="Represents them in one decision", given_by=actor.label,
    )  # fmt: skip
    member = add_member(
        actor=actor, card=card, name=user.display_name, relationship=FamilyMember.Relationship.GUARDIAN,
        responsible=True, user=user,
    )  # fmt: skip
    _decided(actor, card, Decision.DRAFT, representative_member=member)
    _decided(actor, card, Decision.REQUEST, representative_member=member)
    _decided(actor, card, Decision.SEE_RECORD, lacks=False)


def _decided(
    actor: Actor, card: CaseCard, decision: Decision, *, lacks: bool = True, representative: str = "",
    representative_member: FamilyMember | None = None,
) -> None:  # fmt: skip
    on = clock.real_today() - DECIDED
    record_capacity(
        actor=actor, card=card, decision=decision.value, lacks=lacks, decided_on=on, decided_by=BY,
        reason=COULD_NOT if lacks else COULD, until=on + LOOKED_AT if lacks else None, representative=representative,
        representative_member=representative_member,
    )  # fmt: skip
