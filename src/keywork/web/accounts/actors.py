"""Who does a thing: a person with a role, or the system on somebody's behalf."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from keywork.web.accounts.models import Authority, Role, User


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does a thing, for which authority, in which role.

    Args:
        label: what stands in records: an identity, never a name.
        authority: the authority acted for.
        user_id: the person, or None for the system.
        role: the person's role, or None for the system.
        team_id: the person's team, or None.
    """

    label: str
    authority: Authority
    user_id: UUID | None = None
    role: str | None = None
    team_id: UUID | None = None

    @property
    def authority_id(self) -> UUID:
        return self.authority.pk

    @property
    def is_system(self) -> bool:
        """Say whether no person acts here, but the program itself."""
        return self.user_id is None

    @property
    def names_people(self) -> bool:
        """Say whether this role sees who a record is about."""
        return self.role in {Role.KEYWORKER, Role.MANAGER}


def actor_for(user: User) -> Actor | None:
    """Return the actor that a signed-in person is, or None without an active membership."""
    membership = getattr(user, "membership", None)
    if membership is None or not user.is_active:
        return None
    return Actor(f"user:{user.pk}", membership.authority, user.pk, membership.role, membership.team_id)


def system(name: str, authority: Authority) -> Actor:
    """Return the system as actor, for example for an import run from the command line."""
    return Actor(f"system:{name}", authority)
