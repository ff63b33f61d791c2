"""Who else has to do with the demo's cases: families, panels and those who check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard, Involvement

Kind = Involvement.Relation
MOST = 8
# How many cases each has, under which relation, and why.
GIVEN = {
    Role.PLAN_WRITER: (Kind.OWN, 6, "Writes the plan"),
    Role.INFORMATION_GOVERNANCE: (Kind.GRANT, 1, "A request for the record"),
    Role.COMMISSIONER: (Kind.GRANT, 3, "A decision about joint funding"),
    Role.SENDIASS: (Kind.GRANT, 1, "The family asked for help"),
    Role.MEDIATOR: (Kind.GRANT, 2, "A mediation"),
    Role.AUDITOR: (Kind.SAMPLED, 10, "The sample of this quarter"),
}
GRANTED = timedelta(days=60)
ADULT_ENOUGH = 17 * 365 + 5


def involve(actor: Actor, hired: Staff) -> int:
    """Give everybody who does not hold cases something real to see, the same for a seed; return how many."""
    people = {user.membership.role: user.pk for user in hired.people}
    open_cases = CaseCard.objects.filter(case__summary__is_open=True).order_by("case__reference")
    made = [*_given(open_cases, people), *_families(open_cases, people)]
    for one in made:
        one.authority, one.given_by = actor.authority, actor.label
    Involvement.objects.bulk_create(made)
    return len(made)


def _given(open_cases: QuerySet[CaseCard], people: dict[str, UUID]) -> Iterator[Involvement]:
    cards = list(open_cases[: 4 * MOST])
    for first, (role, (relation, many, reason)) in enumerate(GIVEN.items()):
        ends = None if relation == Kind.OWN else clock.now() + GRANTED
        for card in cards[first :: len(GIVEN)][:many]:
            yield Involvement(
                case_id=card.case_id, user_id=people[role], relation=relation, reason=reason, ends_at=ends
            )


def _families(open_cases: QuerySet[CaseCard], people: dict[str, UUID]) -> Iterator[Involvement]:
    """Yield the cases of one child to their parent, and those of one young person to themselves."""
    grown = clock.today() - timedelta(days=ADULT_ENOUGH)
    whose = {
        Role.PARENT: open_cases.filter(person__rights_pass_on__gt=clock.today()).first(),
        Role.YOUNG_PERSON: open_cases.filter(person__born_on__lte=grown).first(),
    }
    for role, card in whose.items():
        for one in CaseCard.objects.filter(person=card.person_id) if card else ():
            yield Involvement(case_id=one.case_id, user_id=people[role], relation=Kind.FAMILY, reason="It is their own")
