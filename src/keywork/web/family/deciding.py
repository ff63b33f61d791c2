"""Who decides what, for whoever reads it: the young person, a parent, or who represents them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from keywork.core.guidance import Line, Words, decisions_at
from keywork.core.rights import Decision, Party
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.people.family import family_of
from keywork.web.people.models import CaseCard, SharingAgreement
from keywork.web.people.rights import Rights, rights_of
from keywork.web.ui.jinja import day


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: what it is, who makes it, and why it is not simply theirs."""

    line: Line
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody of the family, and whether they may see the record."""

    member_id: UUID
    name: str
    relation: str
    since: str
    agreement_id: UUID | None


@dataclass(frozen=True, slots=True)
class Deciding:
    """What the page says.

    Args:
        intro: whose the rights are, in a sentence.
        each: every decision.
        says_who: whether the reader says themselves who of the family may see the record.
        helpers: the family, where the reader says so.
        seen: why the reader sees the record, where it is not by their own right.
    """

    intro: str
    each: list[Decided]
    says_who: bool
    helpers: list[Helper]
    seen: str


def deciding(actor: Actor, card: CaseCard, words: Words) -> Deciding:
    """Return who decides what today.

    Args:
        actor: of the family.
        card: of their case.
        words: how to say it.
    """
    rights = rights_of(card.person, clock.today())
    own = actor.role == Role.YOUNG_PERSON
    lines = decisions_at(words, to_young_person=own)
    return Deciding(
        intro=_intro(rights, card, own=own),
        each=[_one(actor, card, rights, one, lines[one], words) for one in lines],
        says_who=own and says_who(rights),
        helpers=_helpers(rights, card) if own else [],
        seen="" if own else _why_seen(actor, rights, card),
    )


def says_who(rights: Rights) -> bool:
    """Say whether the young person themselves says who may see the record."""
    return rights.holder_of(Decision.SEE_RECORD).party is Party.YOUNG_PERSON


def in_short(actor: Actor, card: CaseCard) -> str:
    """Return one sentence for the page that families read first; nothing while a parent holds every right."""
    rights = rights_of(card.person, clock.today())
    own = actor.role == Role.YOUNG_PERSON
    if not rights.has_passed and not own:
        return ""
    if own and rights.in_one is Party.YOUNG_PERSON:
        return "You decide. The rights are your own, and nobody needs to agree to what you ask for."
    if own and rights.has_passed:
        return "You decide most things. Some are decided for you, one by one."
    return _intro(rights, card, own=own)


def _intro(rights: Rights, card: CaseCard, *, own: bool) -> str:
    if rights.passes is None:
        return "The date of birth is not written down, so nobody can say yet who decides. Tell the keyworker."
    passes, name = day(rights.passes), card.person.forename
    if not rights.has_passed:
        return (
            f"Until {passes} your parent decides for you. From then on you decide."
            if own
            else f"Until {passes} you decide. From then on {name} does."
        )
    if own:
        since = f"You have been old enough to decide since {passes}."
        return f"{since} Nobody decides for you just because of your age or needs."
    return f"{name} has been old enough to decide since {passes}, and is the one we ask and write to."


def _one(actor: Actor, card: CaseCard, rights: Rights, decision: Decision, line: Line, words: Words) -> Decided:
    holder, decided = rights.holder_of(decision), rights.decided_about(decision)
    own, name = actor.role == Role.YOUNG_PERSON, card.person.forename
    member = decided.representative_member if decided else None
    acts = member is not None and member.user_id == actor.user_id and not own
    why = ""
    if decided is not None and decided.lacks and words is not Words.EASY:
        until = f" It is looked at again by {day(decided.until)}." if decided.until else ""
        whose = "you" if own else name
        on = day(decided.decided_on)
        why = f"On {on} it was found that {whose} cannot decide this one thing, even with help.{until}"
    match holder.party:
        case Party.YOUNG_PERSON:
            return Decided(line, "You decide." if own else f"{name} decides.", why if decided and decided.lacks else "")
        case Party.REPRESENTATIVE if acts:
            return Decided(line, f"You decide this for {name}.", why)
        case Party.REPRESENTATIVE:
            who = decided.representative if own and decided else "Somebody who represents them"
            return Decided(line, f"{who} decides this {'for you' if own else f'for {name}'}.", why)
        case Party.PARENT if own:
            return Decided(line, "Your parent decides this for you.", why)
        case Party.PARENT:
            return Decided(line, f"You decide this for {name}." if rights.has_passed else "You decide.", why)
    return Decided(line, "Nobody can say yet.", "")


def _helpers(rights: Rights, card: CaseCard) -> list[Helper]:
    stands: dict[UUID, SharingAgreement] = {
        one.member_id: one for one in rights.agreements if one.told.stands_on(rights.on)
    }
    return [
        Helper(
            one.pk, one.name, one.get_relationship_display(),
            day(stands[one.pk].given_on) if one.pk in stands else "",
            stands[one.pk].pk if one.pk in stands else None,
        )
        for one in family_of(card.person_id)
    ]  # fmt: skip


def _why_seen(actor: Actor, rights: Rights, card: CaseCard) -> str:
    if not rights.has_passed:
        return ""
    own = [one for one in rights.agreements if one.member.user_id == actor.user_id and one.told.stands_on(rights.on)]
    if own and says_who(rights):
        given = day(own[0].given_on)
        return f"You can read this because {card.person.forename} agreed to it on {given}, and can stop it on any day."
    return f"You can read this because who sees the record is decided for {card.person.forename}."
