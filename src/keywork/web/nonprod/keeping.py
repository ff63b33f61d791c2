"""What the demo keeps from most: a hidden address, a restricted case, a former identity, a parent's illness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role, User
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import Staff
from keywork.web.people import family
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.vaults import contacts, glass, health, identity, restricting, reveals
from keywork.web.vaults.identity import Former
from keywork.web.vaults.models import CHILD, BrokenGlass, Reveal

FLED = "They moved away from the father, who must not learn where they live now."


def keep(actor: Actor, hired: Staff) -> None:
    """Let the demo have somebody for each flag, among the cases that its people have to do with."""
    people = {user.membership.role: user for user in reversed(hired.people)}
    free = _free_cases(hired)
    fled = Involvement.objects.filter(relation=Involvement.Relation.FAMILY, user=people[Role.PARENT]).first()
    ill = Involvement.objects.filter(
        relation=Involvement.Relation.REQUEST, organisation=people[Role.THERAPIST].membership.organisation, classes=""
    ).first()
    # A small area has no case for some of them; what is left over goes to the first that find one.
    if (card := _card(fled.case_id) if fled else next(free, None)) is not None:
        _family_that_fled(actor, card, people)
    if (card := _card(ill.case_id) if ill else next(free, None)) is not None:
        _illness(card, people)
    if (card := next(free, None)) is not None:
        _adopted(actor, card)
    if (card := next(free, None)) is not None:
        _restricted(actor, card, hired)


def _card(case_id: UUID) -> CaseCard:
    found: CaseCard = CaseCard.objects.select_related("case", "person").get(pk=case_id)
    return found


def _free_cases(hired: Staff) -> Iterator[CaseCard]:
    """Yield open cases of the first keyworker that tell no story and that nobody else has to do with."""
    cards = CaseCard.objects.select_related("case", "person").filter(
        keyworker=hired.keyworkers[0][0], case__summary__is_open=True
    )
    cards = cards.exclude(case__reference__startswith="STORY").exclude(case__involvements__isnull=False)
    return reversed(list(cards.order_by("case__reference")[:4]))


def _family_that_fled(actor: Actor, card: CaseCard, people: dict[str, User]) -> None:
    surname = card.person.surname
    mother = family.add_member(
        actor=actor, card=card, name=f"Alex {surname}", relationship="mother", responsible=True,
        user=people[Role.PARENT],
    )  # fmt: skip
    father = family.add_member(actor=actor, card=card, name=f"Chris {surname}", relationship="father", responsible=True)
    there = {"kind": "address", "member": mother, "reached": [str(mother.pk), CHILD]}
    before = contacts.write_point(actor=actor, card=card, value="14 Shared Street\nWexcombe", hidden=False, **there)
    contacts.write_point(
        actor=actor, card=card, value="3 Quiet Close\nElsewhere", hidden=True, replaces=before, **there
    )
    contacts.write_point(
        actor=actor,
        card=card,
        kind="phone",
        value="01632 960 001",
        member=father,
        reached=[str(father.pk)],
        hidden=False,
    )
    family.restrict_contact(
        actor=actor, card=card, member=father, document="Non-molestation order of the family court",
        reason=FLED, until=clock.today() + timedelta(days=270),
    )  # fmt: skip
    asked = actor_for(people[Role.MANAGER])
    if asked is not None:
        reveals.ask(actor=asked, card=card, kind=Reveal.Kind.ADDRESS, reason="The family is to be visited on Monday.")


def _illness(card: CaseCard, people: dict[str, User]) -> None:
    by = actor_for(people[Role.THERAPIST])
    if by is not None:
        text = "The mother is being treated for an illness of her own. The school must not learn of it."
        health.write_paragraph(actor=by, card=card, about="mother", text=text)


def _adopted(actor: Actor, card: CaseCard) -> None:
    former = Former(forename="Jamie", surname="Formerly", upn="Z999999999999", nhs_number="9990000018")
    identity.keep_identity(actor=actor, card=card, former=former)


def _restricted(actor: Actor, card: CaseCard, hired: Staff) -> None:
    """Restrict a case to a colleague, and let the keyworker who held it have broken the glass since."""
    reason = "A named person threatened to take the child from school."
    restricting.restrict(actor=actor, card=card, named=[hired.keyworkers[0][1]], reason=reason)
    by = actor_for(hired.keyworkers[0][0])
    if by is not None:
        why, said = BrokenGlass.Why.URGENT_CALL, "The school says that somebody waits at the gate for the child."
        glass.break_glass(actor=by, reference=card.case.reference, why=why, reason=said)
