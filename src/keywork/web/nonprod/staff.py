"""The people who work in the demo: three teams, and somebody in every role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import MACHINES, Organisation, Role, Team, User
from keywork.web.accounts.services import WORKS_FOR, add_organisation, add_user, team_named
from keywork.web.nonprod.names import name

TEAMS = ("North", "South", "Early years and transitions")
WORDS = ("amber", "beacon", "cobalt", "drumlin", "ember", "fathom", "garnet", "harbour", "indigo", "juniper", "kestrel",
         "lantern", "meadow", "nutmeg", "orchard", "pebble")  # fmt: skip
HIRED = frozenset({Role.KEYWORKER, Role.MANAGER, Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR, Role.BUSINESS_SUPPORT})
FIRST_HIRED = HIRED - {Role.BUSINESS_SUPPORT}
# Sign-in name, role and the number of the team.
POSTS = (
    ("keyworker", Role.KEYWORKER, 0),
    ("keyworker2", Role.KEYWORKER, 0),
    ("keyworker3", Role.KEYWORKER, 0),
    ("keyworker4", Role.KEYWORKER, 1),
    ("keyworker5", Role.KEYWORKER, 1),
    ("keyworker6", Role.KEYWORKER, 1),
    ("keyworker7", Role.KEYWORKER, 2),
    ("keyworker8", Role.KEYWORKER, 2),
    ("manager", Role.MANAGER, None),
    ("analyst", Role.ANALYST, None),
    ("auditor", Role.AUDITOR, None),
    ("administrator", Role.ADMINISTRATOR, None),
    ("business-support", Role.BUSINESS_SUPPORT, 0),
    *((role.value, role, None) for role in Role if role not in HIRED),
)
# Whom people work for who are not the council's own: name, kind and the number of a setting.
BODIES = {
    Role.SENCO: ("Bramblewood School", "900100"),
    Role.COLLEGE: ("Larkfield College", "900107"),
    Role.EARLY_YEARS: ("Little Acorns Nursery", "900114"),
    Role.THERAPIST: ("Wexcombe Community Health", ""),
    Role.EDUCATIONAL_PSYCHOLOGIST: ("Wexcombe Educational Psychology", ""),
    Role.SOCIAL_WORKER: ("Wexcombe Children’s Social Care", ""),
    Role.SENDIASS: ("Family Advice Service", ""),
    Role.MEDIATOR: ("Common Ground Mediation", ""),
}
# Who may work for no organisation, and does here: a request outlives whoever works on it.
SERVICES = {
    Role.EDUCATIONAL_PSYCHOLOGIST: Organisation.Kind.PARTNER,
    Role.SOCIAL_WORKER: Organisation.Kind.CARE,
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works here.

    Args:
        teams: in the order of TEAMS.
        keyworkers: of each team, in the same order.
        people: everybody.
    """

    teams: list[Team]
    keyworkers: list[list[User]]
    people: list[User]


def password(seed: int) -> str:
    """Return the password that the demo's people share: three words, the same for a seed."""
    return "-".join(Random(f"password {seed}").sample(WORDS, 3))  # noqa: S311 - shown on the screen, no secret


def domain(authority_name: str) -> str:
    """Return the domain of the demo's addresses, one that can never exist."""
    return (
        re.sub(r"[^a-z0-9]+", "-", authority_name.lower().removesuffix(" council")).strip("-") or "demo"
    ) + ".example"


def hire(*, actor: Actor, rng: Random, shared_password: str | None) -> Staff:
    """Make the teams and accounts. Without a password the accounts wait for their links."""
    teams = [team_named(actor=actor, name=title) for title in TEAMS]
    keyworkers: list[list[User]] = [[] for _ in teams]
    people = []
    for post, role, place in POSTS:
        # Later posts are named by a draw of their own, so that the cases stay as they are for a seed.
        own = Random(f"{post} {actor.authority.code}")  # noqa: S311 - an invented name, no secret
        named = rng if role in FIRST_HIRED else own
        user = add_user(
            actor=actor,
            email=f"{post}@{domain(actor.authority.name)}",
            name=" ".join(name(named)),
            role=role,
            team=teams[place] if place is not None else None,
            organisation=_body(actor, role),
            password=None if role in MACHINES else shared_password,
        )
        people.append(user)
        if role == Role.KEYWORKER and place is not None:
            keyworkers[place].append(user)
    return Staff(teams, keyworkers, people)


def _body(actor: Actor, role: Role) -> Organisation | None:
    if role not in BODIES:
        return None
    title, urn = BODIES[role]
    return add_organisation(actor=actor, name=title, kind=WORKS_FOR.get(role) or SERVICES[role], urn=urn)
