"""Whose rights a letter names: who decides what it is about, decision by decision, and how it speaks to them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from keywork.core.rights import WORDS, Decision, Party, parent_may_see
from keywork.web.documents.letter_kinds import Kind
from keywork.web.documents.letter_markup import one_line
from keywork.web.documents.models.letters import Letter
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.people.rights import Rights, rights_of

UNKNOWN = "The date of birth is not recorded, so nobody can say whose the rights are. Record it first."


@dataclass(frozen=True, slots=True)
class Right:
    """Who makes one of the decisions that a letter is about.

    Args:
        decision: which.
        party: who makes it.
        because: why they do, in a sentence.
        representative: the name of who decides for the young person; empty where nobody does.
        member_id: that person, where they are written down as somebody of the family.
    """

    decision: Decision
    party: Party
    because: str
    representative: str = ""
    member_id: UUID | None = None

    @property
    def sign(self) -> str:
        """Who makes it, as a letter keeps it: without anybody's name."""
        whose = f":{self.member_id or '-'}" if self.party is Party.REPRESENTATIVE else ""
        return f"{self.decision.value}={self.party.value}{whose}"


@dataclass(frozen=True, slots=True)
class Named:
    """The rights that a letter names, and whose they are."""

    rights: Rights
    each: tuple[Right, ...]

    @property
    def signs(self) -> str:
        """Who decides what, as a letter keeps it."""
        return ",".join(one.sign for one in self.each)

    @property
    def speaks_to_child(self) -> bool:
        """Say whether “you” is the young person: they make the first of the decisions it is about."""
        return bool(self.each) and self.each[0].party is Party.YOUNG_PERSON

    @property
    def are_known(self) -> bool:
        """Say whether anybody can say whose the rights are."""
        return all(one.party is not Party.NOT_KNOWN for one in self.each)

    def is_childs(self) -> bool:
        """Say whether the young person makes any of the decisions."""
        return any(one.party is Party.YOUNG_PERSON for one in self.each)

    def of_member(self, member: FamilyMember) -> list[Right]:
        """Return the decisions that somebody of the family makes."""
        return [
            one
            for one in self.each
            if one.party is Party.PARENT or (one.party is Party.REPRESENTATIVE and one.member_id == member.pk)
        ]

    def not_reached(self) -> list[str]:
        """Return the representatives who are not written down as somebody of the family, and so get no letter."""
        found = [one.representative for one in self.each if one.party is Party.REPRESENTATIVE and not one.member_id]
        return list(dict.fromkeys(found))


def named_in(card: CaseCard, kind: Kind) -> Named:
    """Return whose rights a letter of a kind names today."""
    rights = rights_of(card.person, clock.today())
    return Named(rights, tuple(_right(rights, one) for one in kind.decisions))


def _right(rights: Rights, decision: Decision) -> Right:
    holder, decided = rights.holder_of(decision), rights.decided_about(decision)
    if holder.party is not Party.REPRESENTATIVE or decided is None:
        return Right(decision, holder.party, holder.because)
    return Right(
        decision, holder.party, holder.because, one_line(decided.representative), decided.representative_member_id
    )


def may_be_told(member: FamilyMember, named: Named, card: CaseCard) -> bool:
    """Say whether somebody of the family may have a letter: they decide, or they see the record."""
    return bool(named.of_member(member)) or _sees_record(member, named.rights, card)


def _sees_record(member: FamilyMember, rights: Rights, card: CaseCard) -> bool:
    agreed = [one.told for one in rights.agreements if one.member_id == member.pk]
    return parent_may_see(card.person.born_on, rights.on, [one.told for one in rights.decided], agreed)


def why_rights(letter: Letter, card: CaseCard) -> str:
    """Return why a letter speaks to the wrong person now, as a code; empty where whoever it was written to decides."""
    if not letter.written_for:
        return ""
    now = named_in(card, letter.about)
    if now.signs == letter.written_for:
        return ""
    came = {one.sign for one in now.each if one.party is Party.YOUNG_PERSON} - set(letter.written_for.split(","))
    return "rights-passed" if came else "rights-changed"


def because_of(member: FamilyMember | None, named: Named, card: CaseCard) -> str:
    """Return what stands at the head of a copy whose reader is not simply who the letter speaks to.

    Args:
        member: whose copy it is; None for the young person's.
        named: whose rights the letter names.
        card: of the case.
    """
    whose = one_line(card.person.name)
    if member is None:
        return (
            "" if named.speaks_to_child else "You have this letter because some of what it is about is yours to decide."
        )
    own = named.of_member(member)
    to = f"This letter is written to {whose}. " if named.speaks_to_child else ""
    if own and all(one.party is Party.PARENT for one in own) and not to:
        return ""
    if own:
        return f"{to}You have it because you decide for {whose} about this: {_listed(own)}."
    if named.speaks_to_child:
        return f"{to}This is a copy for you: what it is about is {whose}’s to decide, and you may see the record."
    return f"This is a copy for you. Somebody else decides for {whose} about what it says, and you may see the record."


def _listed(rights: list[Right]) -> str:
    return "; ".join(WORDS[one.decision][:1].lower() + WORDS[one.decision][1:] for one in rights)


def fields_of(card: CaseCard, named: Named) -> dict[str, str]:
    """Return the fields by which a letter speaks to whoever it is written to."""
    name, forename = one_line(card.person.name), one_line(card.person.forename)
    to = named.speaks_to_child
    return {
        "whom.name": "you" if to else name,
        "whom.forename": "you" if to else forename,
        "whose.name": "your" if to else f"{name}’s",
        "whose.forename": "your" if to else f"{forename}’s",
        "rights.whose": _whose(named, "you" if to else forename),
    }


def _whose(named: Named, whom: str) -> str:
    said = [_in_words(one, whom, passed=named.rights.has_passed) for one in named.each]
    if len(set(said)) == 1:
        return f"The rights that this letter names are {said[0]}."
    lines = [f"- {WORDS[one.decision]}: {words}" for one, words in zip(named.each, said, strict=True)]
    return "\n".join(("Whose rights this letter names:", *lines)) if lines else ""


def _in_words(right: Right, whom: str, *, passed: bool) -> str:
    own = whom == "you"
    match right.party:
        case Party.YOUNG_PERSON:
            return "yours" if own else f"{whom}’s own"
        case Party.REPRESENTATIVE:
            return f"{right.representative}’s to use, who represents {whom}"
        case Party.PARENT if passed:
            return f"a parent’s to use on {'your' if own else f'{whom}’s'} behalf"
    return "a parent’s"
