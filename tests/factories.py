"""Makers of what tests need. A room that adds a kind of record adds its maker here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django_scopes import scope

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for, system
from keywork.web.accounts.models import Authority, Membership, Organisation, Role, Team, User
from keywork.web.accounts.services import WORKS_FOR
from keywork.web.deadlines.services import record
from keywork.web.kernel import clock
from keywork.web.ledger.models import Case
from keywork.web.ledger.services import open_case
from keywork.web.people.models import CaseCard, Involvement, Person

if TYPE_CHECKING:
    pass


NUMBERS = count(1)
PASSWORD = "three random words 42"


@cache
def _hashed() -> str:
    """The hash of PASSWORD, made once: hashing is slow by design."""
    return make_password(PASSWORD)


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
    organisation: Organisation | None = None,
    name: str = "Robin Sample",
) -> User:
    user = User(email=email or f"person{next(NUMBERS)}@example.org", display_name=name, password=_hashed())
    user.save()
    Membership.objects.create(user=user, authority=authority, role=role, team=team, organisation=organisation)
    return User.objects.select_related(*User.PLACE).get(pk=user.pk)


# The number of the setting that the staff of a setting work for.
URNS = {Role.SENCO: "900001", Role.COLLEGE: "900002", Role.EARLY_YEARS: "900003"}


def make_organisations(authority: Authority) -> dict[str, Organisation]:
    """An organisation for each role whose people work for one."""
    return {
        role.value: Organisation.objects.create(
            authority=authority, name=f"Body of the {role.label}", kind=kind, urn=URNS.get(role, "")
        )
        for role, kind in WORKS_FOR.items()
    }


# How each role stands to a case that is theirs; the others reach it by team or area, or have no case at all.
STANDS: dict[str, str] = {
    Role.PLAN_WRITER: "own",
    Role.PANEL_MEMBER: "panel",
    Role.EDUCATIONAL_PSYCHOLOGIST: "request",
    Role.SOCIAL_WORKER: "request",
    Role.INFORMATION_GOVERNANCE: "grant",
    Role.THERAPIST: "request",
    Role.COMMISSIONER: "grant",
    Role.SENCO: "setting",
    Role.COLLEGE: "setting",
    Role.EARLY_YEARS: "setting",
    Role.PARENT: "family",
    Role.YOUNG_PERSON: "family",
    Role.SENDIASS: "grant",
    Role.MEDIATOR: "grant",
    Role.AUDITOR: "sampled",
}


def involve(case: Case, user: User, relation: str, *, days: int | None = 30, **fields: object) -> Involvement:
    """Let somebody have to do with a case from now on, for some days or without an end."""
    ends = None if days is None else clock.now() + timedelta(days=days)
    with scope(authority=case.authority):
        made: Involvement = Involvement.objects.create(
            authority=case.authority, case=case, user=user, relation=relation, reason="A reason",
            given_by="system:test", ends_at=ends, **fields,
        )  # fmt: skip
    return made


def involve_everybody(staff: Staff, case: Case) -> None:
    """Let everybody whose role can have to do with a case by name have to do with this one."""
    for role, relation in STANDS.items():
        involve(case, staff.user(role), relation)


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

    def body(self, role: str) -> Organisation:
        """Whom somebody of a role works for."""
        found = self.people[role].membership.organisation
        assert found is not None
        return found

    def actor(self, role: str) -> Actor:
        actor = actor_for(self.people[role])
        assert actor is not None
        return actor


def make_staff(code: str = "999", name: str = "Wexcombe Council") -> Staff:
    authority = make_authority(code, name)
    with scope(authority=authority):
        north, south = make_team(authority, "North team"), make_team(authority, "South team")
        placed = {Role.KEYWORKER.value: north, Role.BUSINESS_SUPPORT.value: north}
        people = _everybody(authority, placed, make_organisations(authority))
    return Staff(authority, north, south, people)


def _everybody(authority: Authority, placed: dict[str, Team], bodies: dict[str, Organisation]) -> dict[str, User]:
    """Somebody of each role, in three statements: nearly every test asks for them."""
    made = {
        role: User(email=f"person{next(NUMBERS)}@example.org", display_name=f"Robin {role.title()}", password=_hashed())
        for role in Role.values
    }
    User.objects.bulk_create(made.values())
    Membership.objects.bulk_create(
        Membership(user=user, authority=authority, role=role, team=placed.get(role), organisation=bodies.get(role))
        for role, user in made.items()
    )
    found = User.objects.select_related(*User.PLACE).in_bulk([user.pk for user in made.values()])
    return {role: found[user.pk] for role, user in made.items()}


CANARY = "Zyxcanary"


def make_case(staff: Staff, *, keyworker: User | None = None, team: Team | None = None, surname: str = CANARY) -> Case:
    """A case with a request, its index card and its person, allocated as asked."""
    number = next(NUMBERS)
    by = system("test", staff.authority)
    with scope(authority=staff.authority):
        case = open_case(actor=by, reference=f"EHC-2025-{number:05}")
        person = Person.objects.create(
            authority=staff.authority,
            surname=surname,
            forename=f"{surname}forename",
            born_on=date(2015, 3, 4),
            upn=f"{surname}UPN{number}",
            postcode=f"{surname} 1AA",
            pseudonym=f"P-{number:05}",
        )
        CaseCard.objects.create(case=case, authority=staff.authority, person=person, keyworker=keyworker, team=team)
        record(case=case, entries=[NewEvent("assessment-request-received", date(2026, 9, 1))], actor=by)
    return case
