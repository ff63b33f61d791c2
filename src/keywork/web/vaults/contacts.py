"""How a child and the family are reached: each change is a new row, and hidden words go to the vault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.family import hold_person
from keywork.web.people.models import CaseCard, FamilyMember, Person
from keywork.web.people.names import fold
from keywork.web.vaults.models import CHILD, ContactPoint, HiddenWords

CHANGE, CLEAR = "family.change", "contact.unhide"
PROTECTED = "Protected"


def points_of(person_id: UUID) -> QuerySet[ContactPoint]:
    """Return how a child and the family are reached now."""
    found = ContactPoint.objects.filter(person=person_id, replaced_by=None, ended=False)
    return found.select_related("member").order_by("kind", "written_at", "pk")


def history_of(person_id: UUID) -> QuerySet[ContactPoint]:
    """Return every version of how they were reached, newest first."""
    return ContactPoint.objects.filter(person=person_id).select_related("member").order_by("-written_at", "-pk")


@transaction.atomic
def write_point(
    *,
    actor: Actor,
    card: CaseCard,
    kind: str,
    value: str,
    member: FamilyMember | None,
    reached: Sequence[str],
    hidden: bool,
    replaces: ContactPoint | None = None,
) -> ContactPoint:
    """Write down how somebody is reached, as a new row that takes the place of the one before.

    Args:
        member: whose it is; None is the child's own.
        reached: who lives or reads there: identities of members of the family, or the child.
        hidden: nobody is shown it but by two people's word; the words go to the vault.
        replaces: what it takes the place of.

    Raises:
        Refused: there are no words, the one it replaces is no longer the latest, or a hidden one would be opened.
    """
    _check(value, replaces, hidden)
    person = hold_person(card.person_id)
    made = _new(actor, person, replaces, kind=kind, member=member, reached=list(reached), hidden=hidden)
    if hidden:
        _hide_words(made, value.strip())
        _hide_elsewhere(made, value)
    else:
        made.value = value.strip()
        made.save(update_fields=["value"])
    _protect_child(person, made)
    _tell(actor, card, "contact-hidden" if hidden else "contact-written")
    return made


def _check(value: str, replaces: ContactPoint | None, hidden: bool) -> None:
    if not value.strip():
        raise Refused("Enter the address or number.")
    if replaces is None:
        return
    if ContactPoint.objects.filter(replaces=replaces).exists() or replaces.ended:
        raise Refused("Somebody changed this meanwhile. Look at what it says now, then change it again.")
    if replaces.hidden and not hidden:
        raise Refused("This is hidden. To open it, ask a manager; a second person must agree.")


def _new(actor: Actor, person: Person, replaces: ContactPoint | None, **fields: object) -> ContactPoint:
    common = {"authority": actor.authority, "person": person, "replaces": replaces}
    made: ContactPoint = ContactPoint.objects.create(**common, written_at=clock.now(), written_by=actor.label, **fields)
    return made


def _hide_words(point: ContactPoint, words: str) -> None:
    hidden = HiddenWords(authority_id=point.authority_id, person_id=point.person_id, point=point)
    hidden.put(words)
    hidden.save()


def _hide_elsewhere(point: ContactPoint, value: str) -> None:
    """Take the same words out of every earlier row of this child, where they stood open."""
    same = _folded(value)
    for earlier in ContactPoint.objects.filter(person=point.person_id, hidden=False).exclude(value=""):
        if _folded(earlier.value) == same:
            _hide_words(earlier, earlier.value)
            earlier.value, earlier.hidden = "", True
            earlier.save(update_fields=["value", "hidden"])


def _folded(value: str) -> str:
    """Return words as they are compared; of signs that folding leaves nothing of, the signs."""
    return fold(value) or value.strip()


def _protect_child(person: Person, point: ContactPoint) -> None:
    """Where the child lives at a hidden address, the postcode on the index card goes to the vault with it."""
    if not (point.hidden and point.kind == ContactPoint.Kind.ADDRESS and CHILD in point.reached):
        return
    if person.postcode:
        hidden = HiddenWords(authority_id=person.authority_id, person=person)
        hidden.put(person.postcode)
        hidden.save()
    person.postcode, person.address_hidden = "", True
    person.save(update_fields=["postcode", "address_hidden"])


@transaction.atomic
def end_point(*, actor: Actor, card: CaseCard, point: ContactPoint) -> None:
    """Write that nobody is reached there any more; the row that says so takes the place of the one before.

    Raises:
        Refused: it is no longer the latest.
    """
    hold_person(card.person_id)
    _check("ends", point, point.hidden)
    kept = {"kind": point.kind, "member": point.member, "reached": point.reached, "hidden": point.hidden}
    _new(actor, point.person, point, **kept, ended=True)
    _tell(actor, card, "contact-ended")


@transaction.atomic
def unhide(*, actor: Actor, card: CaseCard, point: ContactPoint) -> ContactPoint:
    """Stop hiding a contact point, once a second person has agreed: a new row says it openly."""
    hold_person(card.person_id)
    words = point.hidden_words.words()
    kept = {"kind": point.kind, "member": point.member, "reached": point.reached}
    made = _new(actor, point.person, point, **kept, value=words)
    still = points_of(card.person_id).filter(kind=ContactPoint.Kind.ADDRESS, hidden=True)
    if not any(CHILD in other.reached for other in still):
        Person.objects.filter(pk=card.person_id).update(address_hidden=False)
    _tell(actor, card, "contact-unhidden", CLEAR)
    return made


def point_named(card: CaseCard, point_id: UUID) -> ContactPoint:
    """Return one of the ways in which a child and the family are reached now.

    Raises:
        Refused: it has been changed or ended since.
    """
    found = points_of(card.person_id).filter(pk=point_id).first()
    if found is None:
        raise Refused("Somebody changed this meanwhile. Look at what it says now, then change it again.")
    return found


def words_of(points: Iterable[ContactPoint]) -> list[str]:
    """Return what is shown of each: a hidden one is "Protected" to every reader."""
    return [PROTECTED if point.hidden else point.value for point in points]


def _tell(actor: Actor, card: CaseCard, did: str, action: str = CHANGE) -> None:
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id], detail={"did": did})
