"""Who does a thing: a person with a role, or the system on somebody's behalf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django_scopes import get_scope

from keywork.web.accounts.models import Authority, User


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does a thing, for which authority, in which role.

    Args:
        label: what stands in records: an identity, never a name.
        authority: the authority acted for.
        user_id: the person, or None for the system.
        role: the person's role, or None for the system.
        team_id: the person's team, or None.
        organisation_id: whom the person works for, where that is not the authority.
        urn: the number of the setting the person works for, or empty.
    """

    label: str
    authority: Authority
    user_id: UUID | None = None
    role: str | None = None
    team_id: UUID | None = None
    organisation_id: UUID | None = None
    urn: str = ""

    @property
    def authority_id(self) -> UUID:
        return self.authority.pk

    @property
    def whose(self) -> dict[str, UUID | str | None]:
        """Return what tells this person from others of the same role, where a query asks what is theirs."""
        return {
            "user": self.user_id,
            "team": self.team_id,
            "organisation": self.organisation_id,
            "urn": self.urn or None,
        }

    @property
    def is_system(self) -> bool:
        """Say whether no person acts here, but the program itself."""
        return self.user_id is None


def asked_by(role: str | None, whose: Mapping[str, Any]) -> Actor:
    """Return the actor for whom a query is written once (``kernel.written``): of a role, and all else stands in.

    Args:
        role: the person's; it shapes the query.
        whose: the values of :attr:`Actor.whose`, or what stands for them.
    """
    return Actor(
        label="",
        authority=get_scope()["authority"],
        user_id=whose["user"],
        role=role,
        team_id=whose["team"],
        organisation_id=whose["organisation"],
        urn=whose["urn"] or "",
    )


def actor_for(user: User) -> Actor | None:
    """Return the actor that a signed-in person is, or None without an active membership."""
    membership = getattr(user, "membership", None)
    if membership is None or not user.is_active:
        return None
    works_for = membership.organisation
    if works_for is not None and works_for.closed_on is not None:
        works_for = None  # what it read went to the setting that took it over, or to nobody
    return Actor(
        label=f"user:{user.pk}",
        authority=membership.authority,
        user_id=user.pk,
        role=membership.role,
        team_id=membership.team_id,
        organisation_id=works_for.pk if works_for else None,
        urn=works_for.urn if works_for else "",
    )


def system(name: str, authority: Authority) -> Actor:
    """Return the system as actor, for example for an import run from the command line."""
    return Actor(f"system:{name}", authority)
