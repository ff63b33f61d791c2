"""The people of the demo to choose from at sign-in, by what they do. Without the demo there is no such page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django_scopes import scopes_disabled

from keywork.web.accounts.models import Membership, Role, User
from keywork.web.accounts.services import INVENTED

SEES = {
    Role.KEYWORKER: "Works on children’s cases: what is late, what is due, why a date is what it is, what happened.",
    Role.MANAGER: "Answers for the whole authority: the overview, every case, who holds it, the return.",
    Role.ANALYST: "Works with the figures and the return, under pseudonyms, and opens no child’s record.",
    Role.AUDITOR: "Reads how cases were handled without knowing whose they are, and who has looked at what.",
    Role.ADMINISTRATOR: "Looks after accounts, teams and settings, and sees no case.",
}


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to sign in as."""

    user: User
    place: str

    @property
    def user_id(self) -> UUID:
        pk: UUID = self.user.pk
        return pk


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one role, and what they come for."""

    title: str
    sees: str
    people: list[Persona]


def groups() -> list[Group]:
    """Return the demo's people by role, in the order of the matrix."""
    with scopes_disabled():  # nobody has signed in yet, so there is no authority to stand in
        found = list(
            Membership.objects.filter(user__is_active=True, user__email__endswith=INVENTED)
            .select_related("user", "team", "authority")
            .order_by("authority__name", "pk")  # as they were hired
        )
    several = len({place.authority_id for place in found}) > 1
    by_role = {role: [_persona(place, several) for place in found if place.role == role] for role in SEES}
    return [Group(role.label, SEES[role], people) for role, people in by_role.items() if people]


def _persona(place: Membership, several: bool) -> Persona:
    parts = [place.team.name if place.team else "", place.authority.name if several else ""]
    return Persona(place.user, ", ".join(part for part in parts if part))


def chosen(text: str) -> User | None:
    """Return the person whose identity a form named, if they are one to choose."""
    people = (persona.user for group in groups() for persona in group.people)
    return next((user for user in people if str(user.pk) == text), None)
