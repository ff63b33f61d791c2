"""To whom a letter can go: people of the case, at what is written of how they are reached. Nobody types an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from keywork.web.accounts.models import Organisation, Role, User
from keywork.web.documents.letter_kinds import Kind
from keywork.web.documents.letter_rights import UNKNOWN, because_of, may_be_told, named_in
from keywork.web.documents.models.letters import Dispatch
from keywork.web.kernel import clock
from keywork.web.people.family import barriers_of, family_of
from keywork.web.people.models import Barrier, CaseCard, FamilyMember, Involvement
from keywork.web.ui.jinja import moment
from keywork.web.vaults.contacts import points_of, words_of
from keywork.web.vaults.models import CHILD, ContactPoint

Way = Dispatch.Way
POSTED = {ContactPoint.Kind.ADDRESS: Way.POST, ContactPoint.Kind.EMAIL: Way.LINK}
ADDRESS = ContactPoint.Kind.ADDRESS
YOUNG_PERSON = "Young person"
# Who has letters for the integrated care board and for social care, to which the law has them sent.
BOARD, CARE = Role.DCO, Role.DSCO
OFFICES = {BOARD: "Integrated care board", CARE: "Social care"}
NO_ACCOUNT = "Nobody there has an account. Tell them another way, and record that they were told once all three were."
THE_SETTING = "The setting"
NO_SETTING = "Choose the setting when you begin the letter. Where the child has none, tell the other two another way."
NOT_THEIRS = "The rights are the young person’s, and they have not agreed that this person is told."
REPRESENTED = "Somebody else represents the young person in what this letter is about."
NOT_WRITTEN_DOWN = (
    "They represent the young person in this. Write them down on the family’s page, and how they are reached."
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can have a copy, by one way.

    Args:
        key: what a form sends: the version of an address, or an account.
        name: whose copy it is.
        relation: to the child, in words.
        way: how it goes.
        address: as the sender may read it.
        version: since when the address is written so, and who else reads there.
        because: why they have a copy, where the letter is not simply theirs; it stands at its head.
    """

    key: str
    name: str
    relation: str
    way: str
    address: str
    version: str
    member: FamilyMember | None = None
    point: ContactPoint | None = None
    user: User | None = None
    organisation: Organisation | None = None
    because: str = ""

    def is_named(self, typed: str) -> bool:
        """Say whether somebody typed this recipient's relation to the child."""
        return " ".join(typed.split()).casefold() == self.relation.casefold()


@dataclass(frozen=True, slots=True)
class Offer:
    """Who can have a letter, and of whom it is said why they cannot."""

    recipients: list[Recipient]
    others: list[tuple[str, str]]

    def named(self, key: str) -> Recipient | None:
        """Return a recipient by the key that a form sends."""
        return next((one for one in self.recipients if one.key == key), None)


def offer(card: CaseCard, kind: Kind, setting: Organisation | None) -> Offer:
    """Return who can have a letter of a case now."""
    if kind.to_setting:
        found = list(_of_setting(setting)) if setting else []
        none = [] if found or setting is None else [(setting.name, "Nobody of this setting has an account yet.")]
        return Offer(found, none)
    if kind.partners:
        return _partners(card, setting)
    family = _Family(card, kind)
    both = list(family.recipients())
    if kind.code == "other":
        both += [one for each in settings_of(card) for one in _of_setting(each)]
    if kind.plan:
        both += [*(_of_setting(setting) if setting else ()), *_of_office(card, BOARD)]
    return Offer(both, family.others)


class _Family:
    """The child and the family, as far as a letter may go to them."""

    def __init__(self, card: CaseCard, kind: Kind) -> None:
        self.card = card
        self.named = named_in(card, kind)
        # A hidden e-mail address would be read by whoever sends to it; a hidden address goes by post, under a token.
        self.points = [
            one for one in points_of(card.person_id) if one.kind == ADDRESS or (one.kind in POSTED and not one.hidden)
        ]
        barred = barriers_of(card.person_id).filter(kind=Barrier.Kind.CONTACT)
        self.barred = {str(one.member_id) for one in barred}
        self.members = list(family_of(card.person_id))
        self.names = {str(one.pk): one.name for one in self.members} | {CHILD: "the child"}
        self.others = [(one, NOT_WRITTEN_DOWN) for one in self.named.not_reached()]

    def recipients(self) -> Iterator[Recipient]:
        for member in self.members:
            reason = self._why_not(member)
            its = [one for one in self.points if self._is_theirs(one, member)]
            if reason or not its:
                self.others.append((member.name, reason or "Nothing is written of how they are reached."))
            else:
                yield from (self._one(member, one) for one in its)
        if self.named.is_childs():
            own = [one for one in self.points if one.member_id is None and CHILD in one.reached and self._is_safe(one)]
            yield from (self._one(None, one) for one in own)

    def _is_theirs(self, point: ContactPoint, member: FamilyMember) -> bool:
        theirs = point.member_id == member.pk or (point.member_id is None and str(member.pk) in point.reached)
        return theirs and self._is_safe(point)

    def _is_safe(self, point: ContactPoint) -> bool:
        return not self.barred & set(point.reached)

    def _why_not(self, member: FamilyMember) -> str:
        if str(member.pk) in self.barred:
            return "A contact restriction stands against them."
        if not self.named.are_known:
            return UNKNOWN
        if not may_be_told(member, self.named, self.card):
            return NOT_THEIRS if self.named.is_childs() else REPRESENTED
        if any(self.barred & set(one.reached) for one in self.points if one.member_id == member.pk):
            return "Somebody with a contact restriction lives or reads there."
        return ""

    def _one(self, member: FamilyMember | None, point: ContactPoint) -> Recipient:
        whose = str(member.pk) if member else CHILD
        readers = [self.names[one] for one in point.reached if one in self.names and one != whose]
        also = f"; also read there by {', '.join(readers)}" if readers else ""
        return Recipient(
            key=f"point-{point.pk}-{member.pk if member else CHILD}",
            name=member.name if member else self.card.person.name,
            relation=member.get_relationship_display() if member else YOUNG_PERSON,
            way=Way.BLIND if point.hidden and point.kind == ContactPoint.Kind.ADDRESS else POSTED[point.kind],
            address=words_of([point])[0],
            version=f"Written {moment(point.written_at)}{also}",
            member=member,
            point=point,
            because=because_of(member, self.named, self.card),
        )


def settings_of(card: CaseCard) -> list[Organisation]:
    """Return the settings of a case: whose roll the child is on, and which have to do with it now."""
    now = clock.now()
    ids = {
        one.organisation_id
        for one in card.involved
        if one.relation == Involvement.Relation.SETTING and one.organisation_id and one.is_open(now)
    }
    found = Organisation.objects.filter(kind=Organisation.Kind.SETTING).order_by("name")
    return [one for one in found if one.pk in ids or (one.urn and one.urn == card.setting)]


def _partners(card: CaseCard, setting: Organisation | None) -> Offer:
    """Return whom the law has told of a request before it is decided, and of which of them nobody is reached here."""
    each = {OFFICES[role]: list(_of_office(card, role)) for role in OFFICES}
    if setting is not None:
        each[setting.name] = list(_of_setting(setting))
    others = [(name, NO_ACCOUNT) for name, found in each.items() if not found]
    others += [] if setting is not None else [(THE_SETTING, NO_SETTING)]
    return Offer([one for found in each.values() for one in found], others)


def must_reach(kind: Kind, setting: Organisation | None) -> set[str]:
    """Return each whom a letter must reach before the record has it sent, by their relation to the child."""
    return {*OFFICES.values(), setting.name if setting else THE_SETTING} if kind.partners else set()


def _of_office(card: CaseCard, role: str) -> Iterator[Recipient]:
    """Yield whoever takes letters in for the integrated care board or for social care: its designated officer."""
    people = User.objects.filter(membership__authority=card.authority_id, membership__role=role, is_active=True)
    for user in people.select_related("membership__organisation").order_by("display_name", "pk"):
        yield Recipient(
            key=f"user-{user.pk}",
            name=user.display_name,
            relation=OFFICES[Role(role)],
            way=Way.LINK,
            address=user.email,
            version=f"{user.membership.get_role_display()}; the address of their account",
            user=user,
            organisation=user.membership.organisation,
        )


def _of_setting(setting: Organisation) -> Iterator[Recipient]:
    people = User.objects.filter(membership__organisation=setting, is_active=True).select_related("membership")
    for user in people.order_by("display_name", "pk"):
        yield Recipient(
            key=f"user-{user.pk}",
            name=user.display_name,
            relation=setting.name,
            way=Way.LINK,
            address=user.email,
            version=f"{user.membership.get_role_display()}; the address of their account",
            user=user,
            organisation=setting,
        )
