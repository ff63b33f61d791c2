"""Restricting a case for safeguarding: it leaves every list, and only people who are named on it may open it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Membership, User
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.family import SHORTEST_REASON
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.overlays import SAFEGUARDING
from keywork.web.people.relations import open_at

RESTRICT = "case.restrict"
LONGEST = timedelta(days=90)
OPENED = "," + ",".join([f"{letter}{number}" for letter in "ab" for number in range(1, 10)] + [SAFEGUARDING]) + ","


@transaction.atomic
def restrict(*, actor: Actor, card: CaseCard, named: Sequence[User], reason: str) -> None:
    """Restrict a case to people who are named, or name others on one that is.

    Raises:
        Refused: there is no reason, nobody is named, or somebody would name themselves.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(f"Give the reason in at least {SHORTEST_REASON} letters.")
    if not named:
        raise Refused("Name at least one person who goes on working on the case.")
    if any(user.pk == actor.user_id for user in named):
        raise Refused("Nobody names themselves. Somebody else must name you.")
    if Membership.objects.filter(user__in=named, authority=actor.authority).count() != len(set(named)):
        raise Refused("One of those people does not work for this authority.")
    CaseCard.objects.filter(pk=card.pk).update(restricted=True)
    for user in named:
        _name(actor, card, user, reason)
    _tell(actor, card, "restricted", named=[str(user.pk) for user in named])


def _name(actor: Actor, card: CaseCard, user: User, reason: str) -> None:
    close_naming(card, user.pk, actor)
    Involvement.objects.create(
        authority=actor.authority, case=card.case, user=user, relation=Involvement.Relation.GRANT, classes=OPENED,
        reason=reason.strip()[:400], given_by=actor.label, ends_at=clock.now() + LONGEST,
    )  # fmt: skip


def close_naming(card: CaseCard, user_id: UUID, actor: Actor) -> int:
    """End what names somebody on a case; naming them anew begins another ninety days."""
    return named_on(card.case_id).filter(user=user_id).update(closed_at=clock.now(), closed_by=actor.label)


@transaction.atomic
def unname(*, actor: Actor, card: CaseCard, user_id: UUID) -> None:
    """Take somebody off a restricted case; it holds from their next request.

    Raises:
        Refused: they are not named on it.
    """
    if not close_naming(card, user_id, actor):
        raise Refused("That person is no longer named on the case.")
    _tell(actor, card, "unnamed", named=[str(user_id)])


@transaction.atomic
def lift(*, actor: Actor, card: CaseCard) -> None:
    """Let a case back into the lists of those who work on it."""
    CaseCard.objects.filter(pk=card.pk).update(restricted=False)
    named_on(card.case_id).update(closed_at=clock.now(), closed_by=actor.label)
    _tell(actor, card, "restriction-lifted")


def named_on(case_id: UUID) -> QuerySet[Involvement]:
    """Return what names people on a case now."""
    found = Involvement.objects.filter(
        case=case_id, relation=Involvement.Relation.GRANT, classes__contains=f",{SAFEGUARDING},"
    )
    return open_at(found, clock.now()).select_related("user__membership").order_by("starts_at")


def _tell(actor: Actor, card: CaseCard, did: str, **more: object) -> None:
    log(actor=actor, action=RESTRICT, subjects=[card.case_id, card.person_id], detail={"did": did, **more})
