"""The demo's letters: one at each step, one that came back as an address changed, and one that the family reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role
from keywork.web.documents.letter_recipients import offer
from keywork.web.documents.models import Dispatch, Letter, Release
from keywork.web.documents.services import letter_templates, letters, posting, releasing
from keywork.web.kernel import clock
from keywork.web.nonprod.staff import Staff
from keywork.web.people.family import add_member, family_of
from keywork.web.people.models import CaseCard, FamilyMember, Involvement
from keywork.web.vaults.contacts import write_point
from keywork.web.vaults.models import CHILD, ContactPoint

GAPS = re.compile(r"\[\[[^\]]*\]\]")
WRITTEN = (
    "The reports show that the help at school works: since last autumn the gap in reading has become smaller. "
    "The school goes on with it and looks at it again after the spring half term."
)
BETTER = "Families ask us most often whom to ring, so this stands first now."


@dataclass(frozen=True, slots=True)
class People:
    """Who writes, approves and posts letters in the demo."""

    writer: Actor
    manager: Actor
    support: Actor


def write_letters(hired: Staff) -> int:
    """Give the demo its letters; return how many."""
    users = {user.membership.role: user for user in reversed(hired.people)}
    keyworker = hired.keyworkers[0][0]
    found = [actor_for(one) for one in (keyworker, users[Role.MANAGER], users[Role.BUSINESS_SUPPORT])]
    writer, manager, support = (one for one in found if one is not None)
    people = People(writer, manager, support)
    for number, card in enumerate(_cards(hired)):
        reached(people, card)
        (_begun, _waiting, _queued, _came_back)[number](people, card)
    family = Involvement.objects.filter(relation=Involvement.Relation.FAMILY, user=users[Role.PARENT]).first()
    if family is not None and (own := _card(family.case_id)).keyworker_id is not None:
        _read_by_family(people, own)
    text = letter_templates.text_of("sendiass")[1] + "\nRing 01632 960 003.\n"
    letter_templates.propose(actor=manager, code="sendiass", text=text, why=BETTER)
    return Letter.objects.count()


def _cards(hired: Staff) -> list[CaseCard]:
    """Return four open cases of the first keyworker that tell no story and that nobody else has to do with."""
    keyworker = hired.keyworkers[0][0]
    cards = CaseCard.objects.filter(keyworker=keyworker, team=keyworker.membership.team, restricted=False)
    cards = cards.filter(case__summary__is_open=True)
    cards = cards.exclude(case__reference__startswith="STORY").exclude(case__involvements__isnull=False)
    free = cards.exclude(person__family__isnull=False).order_by("case__reference").values_list("pk", flat=True)
    return [_card(pk) for pk in free[:4]]


def _card(case_id: object) -> CaseCard:
    related = ("case__summary", "person", "keyworker", "cover", "authority")
    found: CaseCard = CaseCard.objects.select_related(*related).get(pk=case_id)
    return found


def reached(people: People, card: CaseCard) -> None:
    """Write down a mother with an address, where nothing is written of a family."""
    if family_of(card.person_id).exists():
        return
    mother = add_member(
        actor=people.writer, card=card, name=f"Jo {card.person.surname}", relationship="mother", responsible=True
    )
    _lives(people, card, mother, "12 Sample Street\nWexcombe\nWX1 2AB")


def _lives(
    people: People, card: CaseCard, mother: FamilyMember, where: str, before: ContactPoint | None = None
) -> ContactPoint:
    return write_point(
        actor=people.writer, card=card, kind=ContactPoint.Kind.ADDRESS, value=where, member=mother,
        reached=[str(mother.pk), CHILD], hidden=False, replaces=before,
    )  # fmt: skip


def _finished(people: People, card: CaseCard, kind: str) -> Letter:
    return fill_gaps(people.writer, card, letters.start(actor=people.writer, card=card, kind=kind))


def fill_gaps(writer: Actor, card: CaseCard, letter: Letter) -> Letter:
    """Write whatever a letter leaves to be written, and finish it."""
    text = GAPS.sub(WRITTEN, letter.text)
    letter = letters.rewrite(actor=writer, card=card, letter=letter, text=text, seen=letter.revision)
    return letters.finish(actor=writer, card=card, letter=letter, seen=letter.revision)


def _released(people: People, card: CaseCard, letter: Letter) -> Release | None:
    """Let a letter go to everybody to whom it can, by somebody else's word where it takes that."""
    card = _card(card.pk)
    version, recipients = letter.versions.first(), offer(card, letter.about, letter.setting).recipients
    if version is None or not recipients:
        return None
    made = releasing.release(
        actor=people.writer, card=card, letter=letter, version_id=version.pk,
        chosen={one.key: one.relation for one in recipients},
    )  # fmt: skip
    if made.reasons:
        releasing.answer(actor=people.manager, card=card, letter=letter, release_id=made.pk, agrees=True)
    return made


def _begun(people: People, card: CaseCard) -> None:
    letters.start(actor=people.writer, card=card, kind="more-information")


def _waiting(people: People, card: CaseCard) -> None:
    _finished(people, card, "decided-not-to-assess")


def _queued(people: People, card: CaseCard) -> None:
    _released(people, card, _finished(people, card, "receipt"))


def _came_back(people: People, card: CaseCard) -> None:
    """A letter was released, and the family moved before it was printed."""
    made = _released(people, card, _finished(people, card, "receipt"))
    copy = Dispatch.objects.filter(release=made).select_related("point").first()
    if copy is None or copy.point is None:
        return
    member = family_of(card.person_id).get()
    _lives(people, card, member, "7 New Road\nWexcombe\nWX3 4CD", copy.point)
    reference = card.case.reference
    posting.printed(actor=people.support, card=_card(card.pk), dispatch_id=copy.pk, reference=reference)


def _read_by_family(people: People, card: CaseCard) -> None:
    """A letter to the parent whose address is hidden: printed under its token, posted, and read here."""
    assert card.keyworker is not None
    writer = actor_for(card.keyworker)
    if writer is None:
        return
    own = People(writer, people.manager, people.support)
    made = _released(own, card, _finished(own, card, "receipt"))
    for copy in Dispatch.objects.filter(release=made):
        told = {"actor": people.manager, "card": _card(card.pk), "dispatch_id": copy.pk}
        posting.printed(**told, reference=card.case.reference)
        posting.posted(**told, on=clock.today())
