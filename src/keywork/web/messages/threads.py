"""Threads of a case as somebody may read them: which, with whom, what is unread, and who answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.accounts.policy import NotKnown, decide
from keywork.web.kernel import clock
from keywork.web.messages import whose
from keywork.web.messages.models import Needs, Thread, ThreadRead, Written
from keywork.web.people.family import family_of
from keywork.web.people.models import CaseCard, FamilyMember, Involvement
from keywork.web.people.policy import cards_for, open_card
from keywork.web.people.relations import open_at
from keywork.web.ui.jinja import short_day

READ = "thread.read"
ON_A_CARD = ("case", "person", "keyworker", "cover")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of a case who can be written to: one of the three is set."""

    title: str
    member: FamilyMember | None = None
    user: User | None = None
    organisation: Organisation | None = None
    role: str = ""

    @property
    def key(self) -> str:
        one = self.member or self.user or self.organisation
        return f"{one.pk}.{self.role}" if one else ""


def card_of(actor: Actor, case_id: UUID, action: str = READ) -> CaseCard:
    """Return the card of a case in which somebody reads or writes messages.

    Raises:
        NotKnown: it is not theirs.
    """
    found = open_card(actor, action, case_id, ON_A_CARD)
    if found is None:
        raise NotKnown(decide(actor, action), case_id)
    return found


def opened(actor: Actor, thread_id: UUID, verbs: str = "R") -> tuple[Thread, CaseCard]:
    """Return a thread that somebody may read, or write in, and the card of its case.

    Raises:
        NotKnown: it is not theirs, or there is none.
    """
    there = Thread.objects.filter(pk=thread_id).first()
    card = cards_for(actor, READ).filter(pk=there.case_id).select_related(*ON_A_CARD).first() if there else None
    found = whose.threads_of(actor, card, verbs).filter(pk=thread_id).first() if card else None
    if found is None or card is None:
        raise NotKnown(decide(actor, READ), thread_id)
    return found, card


def listed(actor: Actor, card: CaseCard) -> list[Thread]:
    """Return the threads of a case that somebody may read, the latest first, with how many messages are unread."""
    read = ThreadRead.objects.filter(thread=OuterRef("pk"), user=actor.user_id).values("at")[:1]
    found = whose.threads_of(actor, card).annotate(read_at=Subquery(read))
    new = Q(read_at=None) | Q(written__at__gt=F("read_at"))
    counted = found.annotate(unread=Count("written", filter=new & ~Q(written__by=actor.label)), all=Count("written"))
    return list(counted.filter(all__gt=0).order_by("-latest_at", "pk"))


def written_in(thread: Thread) -> list[Written]:
    """Return the messages of a thread, the earliest first."""
    return list(Written.objects.filter(thread=thread))


def with_whom(thread: Thread) -> str:
    """Return whom a thread is with, in words."""
    if thread.member is not None:
        return f"{thread.member.name} ({thread.member.get_relationship_display().lower()})"
    if thread.organisation is not None:
        return f"{thread.organisation.name} ({Role(thread.role).label})" if thread.role else thread.organisation.name
    return f"{thread.user.display_name} ({Role(thread.role).label})" if thread.user and thread.role else "Not known"


def who_answers(card: CaseCard) -> list[str]:
    """Return who answers messages of a case and who covers for them, as sentences."""
    found = []
    covered = card.cover is not None and card.cover_until is not None and card.cover_until >= clock.today()
    if card.keyworker is not None:
        found.append(f"{card.keyworker.display_name} answers.")
    if covered and card.cover is not None:
        found.append(f"{card.cover.display_name} covers until {short_day(card.cover_until)}.")
    return found or ["The team's manager answers until a keyworker is named."]


def parties(card: CaseCard) -> list[Party]:
    """Return everybody of a case who can be written to, the family first."""
    family = [
        Party(f"{one.name} ({one.get_relationship_display().lower()})", member=one, role=Role.PARENT)
        for one in family_of(card.person_id)
    ]
    members = {party.member.user_id for party in family if party.member}
    others = [_party(one) for one in _involved(card) if one.user_id is None or one.user_id not in members]
    made = [*family, *(party for some in others for party in some)]
    return list({party.key: party for party in made}.values())


def _involved(card: CaseCard) -> Iterable[Involvement]:
    kinds = Involvement.Relation
    wanted = (kinds.FAMILY, kinds.SETTING, kinds.REQUEST)
    found = Involvement.objects.filter(case=card.case_id, relation__in=wanted)
    return open_at(found, clock.now()).select_related("user__membership__organisation", "organisation")


def _party(one: Involvement) -> list[Party]:
    """Return whom an involvement lets be written to: an account, or an organisation in each role it has people of."""
    if one.organisation is not None:
        roles = one.organisation.members.filter(user__is_active=True).values_list("role", flat=True).distinct()
        return [
            Party(f"{one.organisation.name} ({Role(role).label})", organisation=one.organisation, role=role)
            for role in sorted(roles)
        ]
    if one.user is None:
        return []
    place = one.user.membership
    if place.organisation is not None:
        title = f"{place.organisation.name} ({Role(place.role).label})"
        return [Party(title, organisation=place.organisation, role=place.role)]
    return [Party(f"{one.user.display_name} ({Role(place.role).label})", user=one.user, role=place.role)]


def needs_of(card: CaseCard, member_id: UUID | None) -> Needs | None:
    """Return how somebody of the family, or the child, wants to be written and spoken to, as it was said last."""
    found = Needs.objects.filter(person=card.person_id, member=member_id)
    latest: Needs | None = found.order_by("-written_at", "-pk").first()
    return latest
