"""Writing the access log, and giving people their accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import AccessEntry, Authority, Membership, Role, Team, User


class AccountFault(ValueError):
    """An account that cannot be made as asked."""


def log(
    *, actor: Actor, action: str, subjects: Iterable[object] = (), detail: Mapping[str, Any] | None = None
) -> AccessEntry:
    """Write one row of the access log, in the transaction of what it tells of.

    ``detail`` never carries personal data: codes, counts and identities only.
    """
    return AccessEntry.objects.create(
        authority=actor.authority,
        actor=actor.label,
        role=actor.role or "",
        action=action,
        subjects=[str(subject) for subject in subjects],
        detail=dict(detail or {}),
    )


@transaction.atomic
def add_user(
    *, email: str, name: str, role: str, authority: Authority, team: str | None = None, password: str | None = None
) -> User:
    """Make an account with one role for one authority; the team is made if it is new.

    Raises:
        AccountFault: the address is taken or the role unknown.
    """
    if role not in Role.values:
        raise AccountFault(f"There is no role '{role}'. The roles are {', '.join(Role.values)}.")
    if User.objects.filter(email__iexact=email).exists():
        raise AccountFault("There is already an account with that e-mail address.")
    user = User.objects.create_user(email, password, display_name=name)
    place = None
    if team:
        place, _ = Team.objects.get_or_create(authority=authority, name=team)
    Membership.objects.create(user=user, authority=authority, role=role, team=place)
    return user
