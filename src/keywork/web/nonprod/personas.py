"""The people of the demo to choose from at sign-in, by what they do. Without the demo there is no such page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django_scopes import scopes_disabled

from keywork.web.accounts.matrix import whole_matrix
from keywork.web.accounts.models import MACHINES, Membership, User
from keywork.web.accounts.services import INVENTED


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
    """The people of one role, what they do, and whether anybody signs in as one."""

    title: str
    sees: str
    signs_in: bool
    people: list[Persona]


def groups() -> list[Group]:
    """Return the demo's people by role, in the order of the matrix."""
    with scopes_disabled():  # nobody has signed in yet, so there is no authority to stand in
        found = list(
            Membership.objects.filter(user__is_active=True, user__email__endswith=INVENTED)
            .select_related("user", "team", "organisation", "authority")
            .order_by("authority__name", "pk")  # as they were hired
        )
    several = len({place.authority_id for place in found}) > 1
    rows = whole_matrix().roles.values()
    by_role = {row.code: [_persona(place, several) for place in found if place.role == row.code] for row in rows}
    filled = [row for row in rows if by_role[row.code]]
    return [Group(row.label, row.who, row.code not in MACHINES, by_role[row.code]) for row in filled]


def _persona(place: Membership, several: bool) -> Persona:
    body = place.organisation.name if place.organisation else ""
    parts = [place.team.name if place.team else "", body, place.authority.name if several else ""]
    return Persona(place.user, ", ".join(part for part in parts if part))


def chosen(text: str) -> User | None:
    """Return the person whose identity a form named, if they are one to choose."""
    people = (persona.user for group in groups() if group.signs_in for persona in group.people)
    return next((user for user in people if str(user.pk) == text), None)
