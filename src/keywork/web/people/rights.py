"""Who holds the rights over a child's case: what is known of it, and writing down what was decided or agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from keywork.core.rights import WORDS, Decision, Holder, Party, rights_holder
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.family import hold_person
from keywork.web.people.models import CapacityDecision, CaseCard, FamilyMember, Person, SharingAgreement

RIGHTS = "rights.record"
SHORTEST_REASON = 20


@dataclass(frozen=True, slots=True)
class Rights:
    """Who holds which right of a person on a day, and what was decided and agreed."""

    on: date
    passes: date | None
    has_passed: bool
    holders: tuple[tuple[Decision, Holder], ...]
    decided: tuple[CapacityDecision, ...]
    agreements: tuple[SharingAgreement, ...]

    @property
    def in_one(self) -> Party | None:
        """The one who holds every right; None where they are not all one's."""
        parties = {holder.party for _, holder in self.holders}
        return parties.pop() if len(parties) == 1 else None

    def holder_of(self, decision: Decision) -> Holder:
        """Return who makes a decision."""
        return dict(self.holders)[decision]

    def decided_about(self, decision: Decision) -> CapacityDecision | None:
        """Return what was decided last about the capacity to make a decision, and stands."""
        return next((one for one in self.decided if one.decision == decision and one.told.stands_on(self.on)), None)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words are said where a decision is to be made.

    Args:
        is_young: it is the child or young person.
        member: who of the family; None where the record names nobody.
        represents: the name of who decides for the young person and is not written down as of the family.
    """

    is_young: bool
    member: FamilyMember | None = None
    represents: str = ""


def makes(rights: Rights, decision: Decision, speaker: Speaker) -> bool:
    """Say whether somebody makes a decision: the parent, the young person, or whoever represents them in it."""
    party, decided = rights.holder_of(decision).party, rights.decided_about(decision)
    if party is Party.YOUNG_PERSON:
        return speaker.is_young
    if party is Party.REPRESENTATIVE and decided is not None:
        chosen = decided.representative_member_id
        named = speaker.member is not None and speaker.member.pk == chosen
        return named if chosen else speaker.represents == decided.representative
    return not speaker.is_young and not speaker.represents


def rights_of(person: Person, on: date) -> Rights:
    """Return who holds the rights of a person on a day."""
    decided = tuple(CapacityDecision.objects.filter(person=person).order_by("-decided_on", "-recorded_at"))
    agreements = tuple(SharingAgreement.objects.filter(person=person).select_related("member").order_by("-given_on"))
    capacity = [one.told for one in decided]  # of two of one day the one recorded last comes first, and so counts
    return Rights(
        on=on,
        passes=person.rights_pass_on,
        has_passed=person.rights_pass_on is not None and on > person.rights_pass_on,
        holders=tuple((one, rights_holder(person.born_on, on, one, capacity)) for one in WORDS),
        decided=decided,
        agreements=agreements,
    )


@transaction.atomic
def record_capacity(
    *,
    actor: Actor,
    card: CaseCard,
    decision: str,
    lacks: bool,
    decided_on: date,
    decided_by: str,
    reason: str,
    until: date | None = None,
    representative: str = "",
    representative_member: FamilyMember | None = None,
) -> CapacityDecision:
    """Write down what was decided about a young person's capacity to make one decision.

    Raises:
        Refused: the decision is unknown, the day is to come, or who decided or why is missing.
    """
    if decision not in {one.value for one in Decision}:
        raise Refused("Choose the one decision it is about. Capacity is never decided for everything at once.")
    if decided_on > clock.real_today():
        raise Refused("The day on which it was decided must be today or in the past.")
    if until is not None and until < decided_on:
        raise Refused("The day until which it stands cannot be before the day on which it was decided.")
    if not decided_by.strip():
        raise Refused("Enter who decided it.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"Say why, in at least {SHORTEST_REASON} letters. Age or a diagnosis alone is no reason.")
    if card.person.rights_pass_on is None:
        raise Refused("Record the date of birth first: until it is known nobody can say when the rights pass.")
    if representative_member is not None:
        if representative_member.person_id != card.person_id or representative_member.ended:
            raise Refused("Choose a representative of this family, or write down who it is.")
        representative = representative_member.name
    hold_person(card.person_id)
    made: CapacityDecision = CapacityDecision.objects.create(
        authority=actor.authority, person=card.person, decision=decision, lacks=lacks, decided_on=decided_on,
        until=until, decided_by=decided_by.strip(), reason=reason.strip(),
        representative=representative.strip() if lacks else "",
        representative_member=representative_member if lacks else None, recorded_by=actor.label,
    )  # fmt: skip
    _tell(actor, card, "capacity", decision)
    return made


@transaction.atomic
def record_agreement(
    *, actor: Actor, card: CaseCard, member: FamilyMember, given_on: date, how: str, action: str = RIGHTS
) -> SharingAgreement:
    """Write down that a young person agreed to somebody of their family seeing the record.

    ``action`` is what whoever writes it down does: keep the rights, or say it themselves.

    Raises:
        Refused: they are not of this family, the day is to come, it is not said how, or they agreed already.
    """
    if member.person_id != card.person_id or member.ended:
        raise Refused("Choose somebody of this family.")
    if given_on > clock.real_today():
        raise Refused("The day on which they agreed must be today or in the past.")
    if not how.strip():
        raise Refused("Say how they agreed, for example in a meeting or in writing.")
    hold_person(card.person_id)
    if SharingAgreement.objects.filter(person=card.person, member=member, withdrawn_on=None).exists():
        raise Refused("They have agreed to that already.")
    made: SharingAgreement = SharingAgreement.objects.create(
        authority=actor.authority, person=card.person, member=member, given_on=given_on, how=how.strip(),
        recorded_by=actor.label,
    )  # fmt: skip
    _tell(actor, card, "agreement", "given", action)
    return made


@transaction.atomic
def withdraw_agreement(*, actor: Actor, card: CaseCard, agreement_id: UUID, action: str = RIGHTS) -> None:
    """Write down that a young person withdrew their agreement: from today on it gives nothing.

    Raises:
        Refused: there is no such agreement that stands.
    """
    hold_person(card.person_id)
    found = SharingAgreement.objects.filter(pk=agreement_id, person=card.person, withdrawn_on=None)
    if not found.update(withdrawn_on=clock.real_today(), withdrawn_by=actor.label):
        raise Refused("There is no such agreement that stands.")
    _tell(actor, card, "agreement", "withdrawn", action)


def _tell(actor: Actor, card: CaseCard, what: str, which: str, action: str = RIGHTS) -> None:
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id], detail={"did": what, "which": which})
