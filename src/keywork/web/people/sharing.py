"""Letting somebody have to do with a case, and ending that. Somebody else gives it, for a reason, until a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.log import log
from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import Membership, Organisation, Role, User
from keywork.web.kernel import clock
from keywork.web.people.models import ALWAYS_END, CaseCard, Involvement
from keywork.web.people.policy import BY_INVOLVEMENT, CASES, ON_THE_CARD

SHARE = "case.share"
LONGEST = timedelta(days=90)
AFTER_A_PANEL = timedelta(days=5)
SHORTEST_REASON = 10
Kind = Involvement.Relation
# What people give to each other; the glass is broken, never given.
GIVEN = tuple(kind for kind in Kind if kind is not Kind.GLASS)


class NotShared(ValueError):
    """An involvement that cannot be given or ended as asked, with the reason in words."""


def suits(role: str, relation: str) -> bool:
    """Say whether the matrix gives a role anything under a relation; the holders of a case stand on its card."""
    if relation == Kind.OWN:
        return role not in ON_THE_CARD and _has(role, Scope.OWN)
    if relation == Kind.FAMILY:
        return _has(role, Scope.FAMILY)
    return any(_has(role, scope) for scope, kinds in BY_INVOLVEMENT.items() if relation in kinds)


def _has(role: str, scope: Scope) -> bool:
    row = whole_matrix().roles[role]
    return any(grant.scope is scope for grants in row.cells.values() for grant in grants)


def account(actor: Actor, email: str) -> User | None:
    """Return the open account of the authority with an address, or None."""
    found = Membership.objects.select_related("user").filter(authority=actor.authority, user__is_active=True)
    place = found.filter(user__email__iexact=email.strip()).first()
    return place.user if place else None


@transaction.atomic
def give(
    *,
    actor: Actor,
    card: CaseCard,
    relation: str,
    reason: str,
    user: User | None = None,
    organisation: Organisation | None = None,
    until: date | None = None,
    classes: Iterable[str] = (),
) -> Involvement:
    """Let a person, or whoever works for an organisation, have to do with a case from now on.

    Args:
        actor: who gives it.
        card: of the case.
        relation: how they have to do with it.
        reason: why, in words.
        user: the person.
        organisation: instead of a person.
        until: the last day; of a panel, the day it closes. What is granted always has one.
        classes: the classes of record it opens; none opens what the matrix gives their role.

    Raises:
        NotKnown: the case is not the giver's to share.
        NotShared: it is given to oneself, has no reason, lasts too long, or their role has nothing to see so.
    """
    CASES.check(actor, SHARE, card)
    if (user is None) == (organisation is None):
        raise NotShared("Enter the e-mail address of one person, or choose one organisation.")
    if (user and user.pk == actor.user_id) or (organisation and organisation.pk == actor.organisation_id):
        raise NotShared("Nobody gives access to themselves. Ask another manager.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise NotShared(f"Say why, in at least {SHORTEST_REASON} letters.")
    named = tuple(dict.fromkeys(classes))
    if relation not in GIVEN or not set(named) <= set(whole_matrix().classes):
        raise NotShared("Choose how they have to do with the case.")
    _check_whom(actor, user, organisation, relation)
    made: Involvement = Involvement.objects.create(
        authority=actor.authority, case_id=card.case_id, user=user, organisation=organisation, relation=relation,
        classes=f",{','.join(named)}," if named else "", reason=reason.strip(), given_by=actor.label,
        starts_at=clock.now(), ends_at=_end(relation, until),
    )  # fmt: skip
    _log(actor, card, made, "give")
    return made


def _check_whom(actor: Actor, user: User | None, organisation: Organisation | None, relation: str) -> None:
    where = user.membership.authority_id if user else organisation.authority_id if organisation else None
    if where != actor.authority_id:
        raise NotShared("There is no such account here.")
    if user and not suits(user.membership.role, relation):
        label = Role(user.membership.role).label
        raise NotShared(f"The role {label} has nothing to see in this way. Choose another, or ask for another role.")


def _end(relation: str, until: date | None) -> object:
    """Return the moment it ends."""
    if until is None:
        if relation in ALWAYS_END:
            raise NotShared("Enter the last day. What is granted always ends.")
        return None
    if until < clock.today():
        raise NotShared("The last day must be today or later.")
    if until > clock.today() + LONGEST:
        raise NotShared("The last day must be within 90 days. It can be given again then.")
    return clock.end_of_day(until + AFTER_A_PANEL if relation == Kind.PANEL else until)


@transaction.atomic
def end(*, actor: Actor, card: CaseCard, involvement_id: UUID) -> Involvement:
    """End what somebody has to do with a case, at once; what they wrote stays theirs to read for a year.

    Raises:
        NotKnown: the case is not theirs to share.
        NotShared: there is no such involvement, or it has ended.
    """
    CASES.check(actor, SHARE, card)
    now = clock.now()
    found = Involvement.objects.select_for_update().filter(pk=involvement_id, case_id=card.case_id).first()
    if found is None or not found.is_open(now):
        raise NotShared("This has ended already.")
    found.closed_at, found.closed_by = now, actor.label
    found.save(update_fields=["closed_at", "closed_by"])
    _log(actor, card, found, "end")
    return found


def _log(actor: Actor, card: CaseCard, one: Involvement, did: str) -> None:
    detail = {
        "did": f"{did}-involvement",
        "relation": one.relation,
        "until": one.ends_at.isoformat() if one.ends_at else "",
        "classes": one.classes.strip(","),
    }
    log(
        actor=actor,
        action=SHARE,
        subjects=[card.case_id, card.person_id, one.user_id or one.organisation_id],
        detail=detail,
    )


def involvements(card: CaseCard) -> list[Involvement]:
    """Return who has or had to do with a case, those who have first."""
    found = Involvement.objects.filter(case_id=card.case_id).select_related("user__membership", "organisation")
    now = clock.now()
    return sorted(found, key=lambda one: (not one.is_open(now), -one.starts_at.timestamp()))
