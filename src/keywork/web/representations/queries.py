"""Finding answers to drafts: the only place where an id becomes one, always within a person's reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from keywork.core.rights import Decision, Party
from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Membership, Role, User
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.deadlines.reassessing import is_reassessed
from keywork.web.documents.letter_queries import own_copies
from keywork.web.kernel import clock
from keywork.web.messages.services import family_accounts
from keywork.web.people.models import CaseCard, FamilyMember
from keywork.web.people.policy import cards_for, known_card
from keywork.web.people.rights import rights_of
from keywork.web.representations.models import Representation, RepresentationPoint
from keywork.web.representations.standing import Speaker, draft_of

MAKE, READ, REPLY = "representation.make", "representation.read", "representation.reply"
ON_A_CARD = ("case", "case__summary", "person", "keyworker", "team")
DRAFT_PLAN = "draft-plan"
State = Representation.State
YOUNG, REPRESENTS = "young", "represents"


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case that somebody may do something with.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def speaker_of(actor: Actor, card: CaseCard) -> Speaker:
    """Return as whom of the family somebody who signed in speaks."""
    if actor.role == Role.YOUNG_PERSON:
        return Speaker(is_young=True)
    members = FamilyMember.objects.filter(person=card.person_id, user=actor.user_id, ended=False)
    return Speaker(is_young=False, member=members.first())


def speakers(card: CaseCard) -> dict[str, Speaker]:
    """Return by a code everybody whose words can be written down: the child or young person, their family, and whoever
    else represents them."""
    members = (
        FamilyMember.objects.filter(person=card.person_id, ended=False).select_related("user").order_by("name", "pk")
    )
    found = {YOUNG: Speaker(is_young=True)} | {str(one.pk): Speaker(is_young=False, member=one) for one in members}
    rights = rights_of(card.person, clock.today())
    decided = rights.decided_about(Decision.DRAFT)
    if (
        rights.holder_of(Decision.DRAFT).party is Party.REPRESENTATIVE
        and decided
        and not decided.representative_member_id
    ):
        found[REPRESENTS] = Speaker(is_young=False, represents=decided.representative)
    return found


def to_answer(actor: Actor) -> list[CaseCard]:
    """Return the cases whose draft a parent answers for a young person, and of which they see nothing else."""
    if actor.role != Role.PARENT:
        return []
    drafted = cards_for(actor, MAKE).filter(Q(case__summary__stage=Stage.DRAFT_SENT.value) | is_reassessed("pk"))
    found = drafted.exclude(pk__in=cards_for(actor, "case.list").values("pk"))
    cards = found.select_related("case", "person", "authority").order_by("case__reference")
    return [card for card in cards if (draft := draft_of(card)) is not None and draft.is_open]


def own_draft(actor: Actor, card: CaseCard) -> Representation | None:
    """Return the answer that somebody has begun and not sent."""
    found: Representation | None = Representation.objects.filter(
        case=card.case_id, user=actor.user_id, state=State.DRAFT
    ).first()
    return found


def own_sent(actor: Actor, card: CaseCard) -> list[Representation]:
    """Return what somebody answered themselves, and what was written down for them; nothing of anybody else's."""
    mine = Q(user=actor.user_id) | Q(member__user=actor.user_id)
    if actor.role == Role.YOUNG_PERSON:
        mine |= Q(user=None, member=None) & ~Q(party=Party.REPRESENTATIVE.value)
    found = _sent(card).filter(mine)
    return list(found)


def accounts_of(one: Representation) -> list[User]:
    """Return the open accounts by which whoever said something reads what is replied; none where they have none.

    What the team wrote down is of a member of the family, of whoever represents the young person, or else of the young
    person.
    """
    if one.user is not None or one.member is not None:
        user = one.user or one.member.user
        return [user] if user is not None and user.is_active else []
    if one.party == Party.REPRESENTATIVE:
        return []
    young = Membership.objects.filter(role=Role.YOUNG_PERSON, user__in=family_accounts(one.case_id))
    return [place.user for place in young.select_related("user")]


def served_here(actor: Actor, card: CaseCard) -> date | None:
    """Return the day on which the draft went to somebody of the family themselves; None where they had none here.

    Nothing of anybody else's copy is told: parents who live apart may have theirs on other days.
    """
    mine = own_copies(actor, card).filter(release__letter__kind=DRAFT_PLAN, release__enclosures__isnull=False)
    copy = mine.first()
    return copy.sent_on if copy else None


def of_case(card: CaseCard) -> list[Representation]:
    """Return what was answered in a case, the latest first, for whoever works on it."""
    return list(_sent(card))


def _sent(card: CaseCard) -> QuerySet[Representation]:
    found: QuerySet[Representation] = Representation.objects.filter(case=card.case_id, state=State.SENT)
    return found.select_related("user", "member__user").prefetch_related("points__replies")


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer or a point that somebody may open, with the card of its case."""

    one: Representation
    card: CaseCard


def opened(actor: Actor, answer_id: UUID) -> Opened:
    """Return an answer of one's own.

    Raises:
        NotKnown: there is none, or it is somebody else's: the two look the same.
    """
    cards = cards_for(actor, MAKE).values("pk")
    one = Representation.objects.filter(pk=answer_id, user=actor.user_id, way="here", case_id__in=cards).first()
    if one is None:
        raise NotKnown(decide(actor, MAKE), answer_id)
    return Opened(one, case_card(actor, one.case_id, MAKE))


def point(actor: Actor, point_id: UUID) -> tuple[RepresentationPoint, CaseCard]:
    """Return a point of an answer that was sent, with the card of its case, for whoever replies to it.

    Raises:
        NotKnown: there is none, or the case is not theirs.
    """
    cards = cards_for(actor, REPLY).values("pk")
    found = RepresentationPoint.objects.filter(pk=point_id, representation__case_id__in=cards)
    one = found.select_related("representation").prefetch_related("replies").first()
    if one is None:
        raise NotKnown(decide(actor, REPLY), point_id)
    return one, case_card(actor, one.representation.case_id, REPLY)
