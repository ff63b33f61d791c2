"""Makers of what tests need. A room that adds a kind of record adds its maker here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from django_scopes import scope

from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Authority, Membership, Role, Team, User

NUMBERS = count(1)
PASSWORD = "three random words 42"


def make_authority(code: str = "999", name: str = "Wexcombe Council") -> Authority:
    return Authority.objects.create(code=code, name=name)


def make_team(authority: Authority, name: str = "North team") -> Team:
    return Team.objects.create(authority=authority, name=name)


def make_user(
    authority: Authority,
    role: str = Role.KEYWORKER,
    *,
    team: Team | None = None,
    email: str | None = None,
    name: str = "Robin Sample",
    password: str | None = None,
) -> User:
    user = User.objects.create_user(email or f"person{next(NUMBERS)}@example.org", password, display_name=name)
    Membership.objects.create(user=user, authority=authority, role=role, team=team)
    return User.objects.select_related("membership__authority").get(pk=user.pk)


def make_actor(authority: Authority, role: str | None = None, team: Team | None = None) -> Actor:
    """An actor of a role, or the system where no role is given."""
    if role is None:
        return system("test", authority)
    actor = actor_for(make_user(authority, role, team=team))
    assert actor is not None
    return actor


@dataclass(frozen=True)
class Staff:
    """One authority with two teams and a person of every role; the keyworker is in the first team."""

    authority: Authority
    team: Team
    other_team: Team
    people: dict[str, User]

    def user(self, role: str) -> User:
        return self.people[role]

    def actor(self, role: str) -> Actor:
        actor = actor_for(self.people[role])
        assert actor is not None
        return actor


def make_staff(code: str = "999", name: str = "Wexcombe Council") -> Staff:
    authority = make_authority(code, name)
    with scope(authority=authority):
        north, south = make_team(authority, "North team"), make_team(authority, "South team")
        placed = {Role.KEYWORKER.value: north}
        people = {
            role: make_user(authority, role, team=placed.get(role), name=f"Robin {role.title()}")
            for role in Role.values
        }
    return Staff(authority, north, south, people)
