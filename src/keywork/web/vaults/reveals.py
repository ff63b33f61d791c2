"""Seeing what is kept from nearly everybody: one person asks and says why, another agrees, and it lasts ten minutes.

No broken glass opens these: their level is closed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.matrix import Scope, whole_matrix
from keywork.web.kernel import clock
from keywork.web.kernel.written import Counted
from keywork.web.ledger.errors import Refused
from keywork.web.people.family import SHORTEST_REASON, kept_from
from keywork.web.people.models import CaseCard
from keywork.web.vaults import alerts, contacts
from keywork.web.vaults.models import Alert, ContactPoint, HiddenWords, Reveal

ASK, ANSWER, OPEN = "reveal.ask", "reveal.answer", "reveal.open"
LASTS = timedelta(minutes=10)
WAITS = timedelta(days=1)
TWO_PEOPLE = "two people"
CLASSES = {Reveal.Kind.ADDRESS: "c2", Reveal.Kind.IDENTITY: "c3", Reveal.Kind.UNHIDE: "c2"}


def has_role_for(role: str | None, kind: str) -> bool:
    """Say whether a role may see what is hidden once a second person agrees."""
    class_code = CLASSES[Reveal.Kind(kind)]
    return whole_matrix().allows(role or "", class_code, "R", Scope.GRANT, met={TWO_PEOPLE})


def kinds_for(actor: Actor) -> list[str]:
    """Return what a person may ask to see."""
    return [kind for kind in (Reveal.Kind.ADDRESS, Reveal.Kind.IDENTITY) if has_role_for(actor.role, kind)]


@transaction.atomic
def ask(*, actor: Actor, card: CaseCard, kind: str, reason: str, point: ContactPoint | None = None) -> Reveal:
    """Ask to see what is hidden.

    Raises:
        Refused: the role may not, the reason is too short, or the same person has asked already.
    """
    _check_role(actor, kind)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"Give the reason in at least {SHORTEST_REASON} letters.")
    if waiting().filter(case=card.case_id, kind=kind, asked_by=actor.user_id).exists():
        raise Refused("You have asked for this already. Somebody else must agree.")
    made: Reveal = Reveal.objects.create(
        authority=actor.authority, case=card.case, kind=kind, point=point, reason=reason.strip(),
        asked_by_id=actor.user_id, asked_at=clock.now(),
    )  # fmt: skip
    log(actor=actor, action=ASK, subjects=_subjects(made, card), detail={"reveal": str(made.pk)})
    return made


def _check_role(actor: Actor, kind: str) -> None:
    if actor.user_id is None or not has_role_for(actor.role, kind):
        raise Refused("Your role does not see this. Ask a manager, or the designated social care officer.")


def waiting(since: datetime | None = None) -> QuerySet[Reveal]:
    """Return what waits for a second person: what was asked for since a moment, of the last day if left out."""
    found = Reveal.objects.filter(answered_at=None, asked_at__gt=since or clock.now() - WAITS)
    return found.select_related("case__card__person", "asked_by").order_by("asked_at")


def waiting_for(actor: Actor) -> QuerySet[Reveal]:
    """Return what this person may answer: of the kinds of their role, of no child they are kept from."""
    return _waiting_for(*_kinds_answered_by(actor), user=actor.user_id, since=clock.now() - WAITS)


def _kinds_answered_by(actor: Actor) -> list[str]:
    return [kind for kind in Reveal.Kind if has_role_for(actor.role, kind)]


def _waiting_for(*kinds: str, user: UUID | None, since: datetime) -> QuerySet[Reveal]:
    barred = kept_from(user).values("person") if user else ()
    return waiting(since).filter(kind__in=kinds).exclude(case__card__person__in=barred)


def to_answer(actor: Actor) -> QuerySet[Reveal]:
    """Return what this person may answer that somebody else asked for."""
    return _to_answer(*_kinds_answered_by(actor), user=actor.user_id, since=clock.now() - WAITS)


def _to_answer(*kinds: str, user: UUID | None, since: datetime) -> QuerySet[Reveal]:
    return _waiting_for(*kinds, user=user, since=since).exclude(asked_by=user)


COUNTED = Counted(_to_answer)


def count_to_answer(actor: Actor) -> int:
    """Count them, which every page does."""
    return COUNTED(*_kinds_answered_by(actor), user=actor.user_id, since=clock.now() - WAITS)


@transaction.atomic
def answer(*, actor: Actor, reveal_id: UUID, agrees: bool) -> Reveal:
    """Agree that somebody sees what is hidden, or refuse it.

    Raises:
        Refused: it no longer waits, or the person who would agree is the one who asked.
    """
    found = waiting_for(actor).select_for_update(of=("self",)).filter(pk=reveal_id).first()
    if found is None:
        raise Refused("This no longer waits for you. Somebody else has answered it, or a day has passed.")
    if agrees and actor.user_id == found.asked_by_id:
        raise Refused("Somebody else must agree: not who asked for it.")
    found.answered_by_id, found.answered_at, found.agreed = actor.user_id, clock.now(), agrees
    found.save(update_fields=["answered_by", "answered_at", "agreed"])
    if agrees and found.kind == Reveal.Kind.UNHIDE:
        _open_for_all(actor, found)
    answered = {"reveal": str(found.pk), "agreed": agrees}
    log(actor=actor, action=ANSWER, subjects=_subjects(found, found.case.card), detail=answered)
    return found


def _open_for_all(actor: Actor, reveal: Reveal) -> None:
    point = reveal.point
    if point is None or not contacts.points_of(reveal.case.card.person_id).filter(pk=point.pk, hidden=True).exists():
        raise Refused("The address has been changed since somebody asked. Ask again.")
    contacts.unhide(actor=actor, card=reveal.case.card, point=point)


def open_for(actor: Actor, case_id: UUID) -> QuerySet[Reveal]:
    """Return what was agreed to for this person on a case, and can still be looked at."""
    now = clock.now()
    waits = Q(opened_at=None, answered_at__gt=now - WAITS)
    found = Reveal.objects.filter(waits | Q(opened_at__gt=now - LASTS), agreed=True, asked_by=actor.user_id)
    return found.filter(case=case_id).exclude(kind=Reveal.Kind.UNHIDE).order_by("answered_at")


@transaction.atomic
def open_now(*, actor: Actor, card: CaseCard, reveal_id: UUID) -> Reveal:
    """Begin the ten minutes in which somebody sees what is hidden; whoever answers for it is told.

    Raises:
        Refused: nobody agreed, the time is over, or the role has changed since.
    """
    found = open_for(actor, card.case_id).select_for_update().filter(pk=reveal_id).first()
    if found is None:
        raise Refused("This cannot be looked at any more. Ask again.")
    _check_role(actor, found.kind)
    if found.opened_at is None:
        found.opened_at = clock.now()
        found.save(update_fields=["opened_at"])
        alerts.tell(actor=actor, kind=Alert.Kind.REVEALED, case_id=card.case_id)
    log(actor=actor, action=OPEN, subjects=_subjects(found, card), detail={"reveal": str(found.pk)})
    return found


def note_look(*, actor: Actor, card: CaseCard, reveal: Reveal) -> None:
    """Write that somebody looks at what is hidden."""
    log(actor=actor, action=OPEN, subjects=_subjects(reveal, card), detail={"reveal": str(reveal.pk), "did": "looked"})


def _subjects(reveal: Reveal, card: CaseCard) -> list[UUID]:
    """Who looked at a former identity is found by the reveal; the log itself draws no line to the child."""
    return [] if reveal.kind == Reveal.Kind.IDENTITY else [card.case_id, card.person_id]


def is_open(reveal: Reveal, at: datetime) -> bool:
    """Say whether what was agreed to is being shown at a moment."""
    return bool(reveal.agreed and reveal.opened_at and reveal.opened_at <= at < reveal.opened_at + LASTS)


def hidden_words(card: CaseCard) -> list[tuple[ContactPoint | None, str]]:
    """Open what is hidden of a child and the family now, for somebody to whom it is revealed."""
    rows = HiddenWords.objects.filter(person=card.person_id).select_related("point__member")
    now = set(contacts.points_of(card.person_id).values_list("pk", flat=True))
    return [(row.point, row.words()) for row in rows if row.point_id is None or row.point_id in now]
