"""Finding cases: the only place where an id becomes a case, always within a person's reach."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import Role, Team, User
from keywork.web.accounts.policy import joined
from keywork.web.casework.models import Note
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.written import Written
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.overlays import DENIED, SAFEGUARDING
from keywork.web.people.policy import CASES, cards_for, known_card
from keywork.web.people.relations import open_at

ON_A_CARD = ("case__summary", "person", "team", "keyworker", "cover")
OWN_WORK = timedelta(days=365)


def case_card(actor: Actor, case_id: UUID, action: str, related: tuple[str, ...] = ON_A_CARD) -> CaseCard:
    """Return the index card of a case that somebody may do something with.

    Args:
        actor: who asks.
        case_id: the case.
        action: what they would do with it.
        related: what is read with the card; the rest is read when it is asked for.

    Raises:
        NotKnown: there is no such case, or they may not know of it: the two look the same.
    """
    return known_card(actor, action, case_id, related)


def openable(actor: Actor, cards: list[CaseCard]) -> set[UUID]:
    """Return which of some cases somebody may open."""
    if not cards:
        return set()
    found = cards_for(actor).filter(case_id__in=[card.case_id for card in cards])
    return set(found.values_list("case_id", flat=True))


def _others(*, person: UUID, case: UUID) -> QuerySet[CaseCard]:
    return CaseCard.objects.filter(person=person).exclude(case_id=case).select_related("case", "case__summary")


OTHERS: Written[CaseCard] = Written(_others)


def other_cases(card: CaseCard) -> list[CaseCard]:
    """Return the other cases of the same person."""
    return OTHERS.records(person=card.person_id, case=card.case_id)


def to_allocate(
    actor: Actor, *, held_by: str = "", setting: str = "", surname_from: str = "", surname_to: str = "", stage: str = ""
) -> QuerySet[CaseCard]:
    """Return the index cards of open cases to give to somebody: those one answers for, and those nobody works on.

    Args:
        actor: who gives them.
        held_by: the id of a team or a keyworker; empty for the cases that nobody works on.
        setting: the number of the setting that the children are placed at.
        surname_from: the letters with which the first surname begins.
        surname_to: the letters with which the last one begins.
        stage: of the case.
    """
    nobodys = Q(team=None, keyworker=None)
    theirs = CASES.q(actor, "case.allocate")
    cards = CaseCard.objects.filter(joined([theirs, nobodys]), DENIED.keeps(actor), case__summary__is_open=True)
    holders = Q(team=held_by) | Q(keyworker=held_by) if held_by else nobodys
    cards = cards.filter(holders).annotate(capitals=Upper("person__surname"))
    if surname_from:
        cards = cards.filter(capitals__gte=surname_from.upper())
    if surname_to:
        last = surname_to.upper()
        cards = cards.filter(Q(capitals__lte=last) | Q(capitals__startswith=last))
    if setting:
        cards = cards.filter(case__summary__setting=setting)
    if stage:
        cards = cards.filter(case__summary__stage=stage)
    related = ("case", "person", "case__summary", "team", "keyworker")
    return cards.select_related(*related).order_by("capitals", "person__forename", "pk")


def cases_of(actor: Actor, keyworker_id: UUID) -> list[UUID]:
    """Return the open cases of a keyworker that somebody answers for."""
    cards = cards_for(actor, "case.allocate").filter(keyworker=keyworker_id, case__summary__is_open=True)
    return list(cards.values_list("case_id", flat=True))


def _notes(*, case: UUID, until: datetime | None, author: str | None) -> QuerySet[Note]:
    found: QuerySet[Note] = Note.objects.filter(case_id=case)
    if until is not None:
        found = found.filter(written_at__lte=until)
    return found if author is None else found.filter(author=author)


NOTES: Written[Note] = Written(_notes)


def notes(case_id: UUID, at: AsAt, author: str = "") -> list[Note]:
    """Return the notes of a case as they were on a day, newest first; of one author where one is named."""
    until = None if at.is_now else min(at.known_at, clock.end_of_day(at.as_of))
    return NOTES.records(case=case_id, until=until, author=author or None)


def own_notes(actor: Actor) -> QuerySet[Note]:
    """Return what somebody wrote, in cases that are open to them or were within a year, newest first."""
    since = clock.now() - OWN_WORK
    lately = Involvement.objects.filter(user=actor.user_id).filter(Q(ends_at=None) | Q(ends_at__gt=since))
    lately = lately.filter(Q(closed_at=None) | Q(closed_at__gt=since))
    open_to_them = cards_for(actor, "case.note")
    mine = Q(case_id__in=open_to_them.values("case_id")) | Q(case_id__in=lately.values("case_id"))
    return Note.objects.filter(mine, author=actor.label).select_related("case")


def staff(actor: Actor) -> QuerySet[User]:
    """Return the people who may be given cases of the authority."""
    roles = (Role.KEYWORKER, Role.MANAGER)
    people = User.objects.filter(membership__authority=actor.authority, membership__role__in=roles, is_active=True)
    return people.order_by("display_name")


def teams() -> QuerySet[Team]:
    """Return the teams of the authority in scope."""
    return Team.objects.order_by("name")


def family_accounts(case_id: UUID) -> QuerySet[User]:
    """Return the accounts of a child's family that have to do with a case."""
    its = open_at(Involvement.objects.filter(case=case_id, relation=Involvement.Relation.FAMILY), clock.now())
    return User.objects.filter(pk__in=its.values("user")).order_by("display_name")


def workers(actor: Actor) -> QuerySet[User]:
    """Return the people who have an account with the authority, families apart."""
    people = User.objects.filter(membership__authority=actor.authority, is_active=True)
    return people.exclude(membership__role__in=(Role.PARENT, Role.YOUNG_PERSON)).order_by("display_name")


def may_be_named(actor: Actor) -> QuerySet[User]:
    """Return the people whose role can be named on a restricted case, other than whoever asks."""
    roles = [
        role.value
        for role in Role
        if any(grant.scope is Scope.GRANT for grant in whole_matrix().marks(role, SAFEGUARDING, "R"))
    ]
    return workers(actor).filter(membership__role__in=roles).exclude(pk=actor.user_id)
