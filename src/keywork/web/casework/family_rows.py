"""A child's family and how they are reached, in finished words, as far as a reader may know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from keywork.web.accounts.actors import Actor
from keywork.web.kernel.vault import KeyMissing
from keywork.web.people.family import barriers_of, family_of
from keywork.web.people.models import Barrier, CaseCard, FamilyMember
from keywork.web.people.policy import Standing
from keywork.web.ui.jinja import moment, short_day
from keywork.web.vaults import contacts
from keywork.web.vaults.models import CHILD, ContactPoint

OWN_CONTACT, PHONE = "own contact", "phone"
OWN_CONDITIONS = ("lives there", "own address")


@dataclass(frozen=True, slots=True)
class PointRow:
    """One way in which somebody is reached."""

    id: str
    kind: str
    words: str
    reached: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """The child, or somebody of the family."""

    id: str
    name: str
    relation: str
    warning: str
    points: list[PointRow]


@dataclass(frozen=True, slots=True)
class PastRow:
    """What was written of how somebody is reached, and since when."""

    when: str
    whose: str
    kind: str
    words: str


class FamilyView:
    """What of a family a reader sees.

    Args:
        standing: how the reader stands to the case.
    """

    def __init__(self, standing: Standing) -> None:
        self.standing, self.card, self.actor = standing, standing.card, standing.actor
        self.limits = standing.limits("a3")
        self.members = [one for one in family_of(self.card.person_id) if self._is_shown(one)]
        self.names = {str(one.pk): one.name for one in self.members} | {CHILD: "the child"}

    @property
    def own_only(self) -> bool:
        """Say whether the reader sees their own details and nobody else's."""
        return OWN_CONTACT in self.limits

    def _is_shown(self, member: FamilyMember) -> bool:
        return not self.own_only or member.user_id == self.actor.user_id

    def rows(self) -> list[MemberRow]:
        """Return the child and the family, each with how they are reached."""
        points = [point for point in contacts.points_of(self.card.person_id) if self.is_shown(point)]
        barriers = [] if self.is_family else list(barriers_of(self.card.person_id))
        child = [] if self.own_only else [MemberRow("", "The child", "", "", self._of(None, points))]
        return child + [
            MemberRow(str(one.pk), one.name, _relation(one), _warning(one, barriers), self._of(one, points))
            for one in self.members
        ]

    @property
    def is_family(self) -> bool:
        """Say whether the reader is of the family themselves."""
        return self.actor.role in {"parent", "young-person"}

    def is_shown(self, point: ContactPoint) -> bool:
        """Say whether the reader may know of a way in which somebody is reached."""
        if self.own_only:
            return point.member is not None and point.member.user_id == self.actor.user_id
        return PHONE not in self.limits or point.kind == ContactPoint.Kind.PHONE

    def _of(self, member: FamilyMember | None, points: Sequence[ContactPoint]) -> list[PointRow]:
        its = [point for point in points if point.member_id == (member.pk if member else None)]
        return [self._row(point) for point in its]

    def _row(self, point: ContactPoint) -> PointRow:
        reached = ", ".join(self.names[one] for one in point.reached if one in self.names)
        return PointRow(str(point.pk), point.get_kind_display(), self.words(point), reached, point.hidden)

    def words(self, point: ContactPoint) -> str:
        """Return what the reader reads: a hidden one is shown to those who live there, and to nobody else."""
        if not point.hidden:
            return point.value
        if not (self._lives_at(point) and self.standing.may("c2", "R", OWN_CONDITIONS)):
            return contacts.PROTECTED
        try:
            return point.hidden_words.words()
        except KeyMissing:
            return contacts.PROTECTED

    def _lives_at(self, point: ContactPoint) -> bool:
        if self.actor.role == "young-person":
            return CHILD in point.reached
        theirs = {str(one.pk) for one in self.members if one.user_id and one.user_id == self.actor.user_id}
        return bool(theirs & set(point.reached))

    def past(self) -> list[PastRow]:
        """Return every version of how they were reached, the latest first."""
        return [
            PastRow(moment(point.written_at), point.member.name if point.member else "The child",
                    point.get_kind_display(), "No longer reached there" if point.ended else self.words(point))
            for point in contacts.history_of(self.card.person_id) if self.is_shown(point)
        ]  # fmt: skip


def _relation(member: FamilyMember) -> str:
    words: str = member.get_relationship_display()
    return f"{words}, has parental responsibility" if member.responsible else words


def _warning(member: FamilyMember, barriers: Collection[Barrier]) -> str:
    found = next((one for one in barriers if one.member_id == member.pk), None)
    if found is None:
        return ""
    until = f" until {short_day(found.until)}" if found.until else ""
    return f"Contact is restricted{until}. Send them nothing about the child."


def reach_of(actor: Actor, card: CaseCard) -> FamilyView:
    """Return what of a child's family somebody sees."""
    return FamilyView(Standing(actor, card))
