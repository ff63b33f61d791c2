"""A child's family, and who is kept from the child's records."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Membership, User
from keywork.web.kernel import clock, ports
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import Barrier, CaseCard, FamilyMember, Person

FAMILY, BAR = "family.change", "barrier.set"
KEPT = ("name", "relationship", "responsible", "ended")
SHORTEST_REASON = 20


def family_of(person_id: UUID) -> QuerySet[FamilyMember]:
    """Return the family of a child as it is now."""
    return FamilyMember.objects.filter(person=person_id, ended=False).order_by("written_at", "pk")


def hold_person(person_id: UUID) -> Person:
    """Return a child's row, which nobody else holds until the transaction ends.

    Whoever changes how the family is reached or who is kept out holds it, and so does whoever sends them something:
    the one who comes second sees what the first did. That a new row names the child is not enough, as PostgreSQL looks
    at such names only when the transaction ends.
    """
    found: Person = Person.objects.select_for_update().get(pk=person_id)
    return found


@transaction.atomic
def add_member(
    *, actor: Actor, card: CaseCard, name: str, relationship: str, responsible: bool, user: User | None = None
) -> FamilyMember:
    """Write down somebody of a child's family."""
    said = {"name": name.strip(), "relationship": relationship, "responsible": responsible, "user": user}
    made: FamilyMember = FamilyMember.objects.create(
        authority=actor.authority, person=card.person, written_at=clock.now(), written_by=actor.label, **said
    )
    _tell(actor, FAMILY, card, "member-added")
    _written(actor, card, made)
    return made


@transaction.atomic
def change_member(
    *,
    actor: Actor,
    card: CaseCard,
    member: FamilyMember,
    name: str,
    relationship: str,
    responsible: bool,
    user: User | None = None,
    ended: bool = False,
) -> None:
    """Change what is written of somebody of the family; what it said before is kept."""
    said = {
        "name": name.strip(),
        "relationship": relationship,
        "responsible": responsible,
        "user": user,
        "ended": ended,
    }
    hold_person(card.person_id)
    if all(getattr(member, field) == value for field, value in said.items()):
        return
    before = {field: getattr(member, field) for field in KEPT}
    account = str(member.user_id) if member.user_id else ""
    when = {"until": clock.now().isoformat(), "by": member.written_by, "changed_by": actor.label}
    member.before = [*member.before, before | when | {"user": account}]
    for field, value in said.items():
        setattr(member, field, value)
    member.written_at, member.written_by = clock.now(), actor.label
    member.save()
    _tell(actor, FAMILY, card, "member-ended" if ended else "member-changed")
    if not ended:
        _written(actor, card, member)


def _written(actor: Actor, card: CaseCard, member: FamilyMember) -> None:
    """Let other rooms keep what they know of somebody, now that there is a place for it."""
    for keep in ports.asked("FAMILY_WRITTEN"):
        keep(actor, card, member)


def standing(on: date) -> Q:
    """Return the filter for barriers that stand on a day."""
    return Q(lifted_at=None) & (Q(until=None) | Q(until__gte=on))


def barriers_of(person_id: UUID) -> QuerySet[Barrier]:
    """Return who is kept from a child's records now."""
    found = Barrier.objects.filter(standing(clock.today()), person=person_id)
    return found.select_related("user", "member").order_by("set_at")


def kept_from(user_id: UUID) -> QuerySet[Barrier]:
    """Return what keeps an account from children's records now."""
    return Barrier.objects.filter(standing(clock.today()), Q(user=user_id) | Q(member__user=user_id))


@transaction.atomic
def restrict_contact(
    *, actor: Actor, card: CaseCard, member: FamilyMember, document: str, reason: str, until: date
) -> Barrier:
    """Keep somebody of the family from the child's records and from everything that is sent.

    Raises:
        Refused: there is no document or reason, or the day by which to look again is past.
    """
    if not document.strip():
        raise Refused("Name the document the restriction rests on, such as a court order and its date.")
    if until < clock.today():
        raise Refused("The restriction must end, or be looked at again, today or later.")
    found = _bar(actor, card, Barrier.Kind.CONTACT, reason, member=member, document=document.strip(), until=until)
    _tell(actor, BAR, card, "contact-restricted")
    return found


@transaction.atomic
def declare_conflict(*, actor: Actor, card: CaseCard, user: User, reason: str) -> Barrier:
    """Keep somebody who works here from the records of a child they are close to.

    Raises:
        Refused: the person is of another authority, or is the one who asks about themselves without a reason.
    """
    if not Membership.objects.filter(user=user, authority=actor.authority).exists():
        raise Refused("That person does not work for this authority.")
    found = _bar(actor, card, Barrier.Kind.CONFLICT, reason, user=user)
    _tell(actor, BAR, card, "conflict-declared")
    return found


def _bar(actor: Actor, card: CaseCard, kind: str, reason: str, **more: object) -> Barrier:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"Give the reason in at least {SHORTEST_REASON} letters.")
    hold_person(card.person_id)
    common = {"authority": actor.authority, "person": card.person, "kind": kind, "reason": reason.strip()}
    made: Barrier = Barrier.objects.create(**common, set_at=clock.now(), set_by=actor.label, **more)
    return made


@transaction.atomic
def lift(*, actor: Actor, card: CaseCard, barrier_id: UUID) -> None:
    """Let somebody in again who was kept out.

    Raises:
        Refused: there is no such barrier, or the person would let themselves in.
    """
    found = barriers_of(card.person_id).filter(pk=barrier_id).first()
    if found is None:
        raise Refused("This no longer stands.")
    if actor.user_id in {found.user_id, found.member.user_id if found.member else None}:
        raise Refused("Nobody lets themselves in. Somebody else must lift this.")
    found.lifted_at, found.lifted_by = clock.now(), actor.label
    found.save(update_fields=["lifted_at", "lifted_by"])
    _tell(actor, BAR, card, f"{found.kind}-lifted")


def member_named(person: Person, member_id: UUID) -> FamilyMember:
    """Return somebody of a child's family.

    Raises:
        Refused: there is no such person in the family.
    """
    found = family_of(person.pk).filter(pk=member_id).first()
    if found is None:
        raise Refused("That person is no longer in the family as it is written.")
    return found


def _tell(actor: Actor, action: str, card: CaseCard, did: str) -> None:
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id], detail={"did": did})
