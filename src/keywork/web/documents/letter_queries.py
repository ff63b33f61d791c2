"""Finding letters: the only place where an id becomes one, always within a person's reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import NotKnown, can, decide
from keywork.web.documents.letter_reach import WAITS
from keywork.web.documents.models.files import Document, DocumentVersion
from keywork.web.documents.models.letters import Dispatch, Letter, LetterTemplate, LinkUse, Release
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, cards_for, known_card, open_card, standing_of
from keywork.web.ui.jinja import plural

ON_A_CARD = ("case", "case__summary", "person", "keyworker", "team", "authority")
READ, WRITE, APPROVE, POST = "letter.read", "letter.write", "letter.approve", "letter.post"
# Whoever stands so to a case reads the letters that were sent to them, and no other.
TOLD = frozenset({Scope.REQUEST, Scope.SETTING, Scope.FAMILY})
State, Going = Letter.State, Dispatch.State
ENCLOSED = ("release__enclosures__version__document", "release__enclosures__version__viewing")
KEPT_IN_SIGHT = timedelta(days=14)
UNDER_WAY = (State.DRAFT, State.WAITING, State.READY, State.CHECKING, State.SENDING, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter that somebody may do something with, and its case."""

    letter: Letter
    card: CaseCard


def case_card(actor: Actor, case_id: UUID, action: str) -> CaseCard:
    """Return the index card of a case with which somebody may do something.

    Raises:
        NotKnown: there is no such case, or they may not know of it.
    """
    return known_card(actor, action, case_id, ON_A_CARD)


def works_on(actor: Actor, card: CaseCard) -> bool:
    """Say whether somebody writes or approves the letters of a case, and so reads each of them at every step."""
    return CASES.can(actor, WRITE, card) or CASES.can(actor, APPROVE, card)


def reads_all(actor: Actor, card: CaseCard) -> bool:
    """Say whether somebody reads every letter of a case that was sent, whoever had it."""
    if works_on(actor, card):
        return True
    standing = standing_of(actor, card)
    marks = standing.marks("a6")
    told = bool(marks) and all(mark.scope in TOLD for mark in marks)
    return bool(marks) and not told and not standing.limits("a9") and standing.may("a9")


def own_copies(actor: Actor, card: CaseCard) -> QuerySet[Dispatch]:
    """Return the copies that were sent to somebody or to whom they work for, the latest first."""
    gone = Dispatch.objects.filter(release__letter__case=card.case_id, sent_on__isnull=False).exclude(
        state=Going.RECALLED
    )
    gone = gone.select_related("release__letter", "document").order_by("-sent_on", "-pk")
    if actor.user_id is None:
        return gone.none()
    if actor.role == Role.PARENT:
        return gone.filter(member__user=actor.user_id)
    if actor.role == Role.YOUNG_PERSON:
        return gone.filter(member=None, user=None)
    if actor.organisation_id:
        return gone.filter(organisation=actor.organisation_id)
    return gone.filter(user=actor.user_id)


def letters_of(actor: Actor, card: CaseCard) -> list[Letter]:
    """Return the letters of a case that somebody reads whole, the latest first."""
    found = Letter.objects.filter(case=card.case_id).select_related("author", "setting").order_by("-made_at", "-pk")
    if works_on(actor, card):
        return list(found)
    if reads_all(actor, card):
        return list(found.filter(releases__dispatches__sent_on__isnull=False).distinct())
    return []


def opened(actor: Actor, letter_id: UUID, action: str) -> Opened:
    """Return a letter with which somebody may do something.

    Raises:
        NotKnown: there is no such letter, or they may not know of it: the two look the same.
    """
    case_id = Letter.objects.filter(pk=letter_id).values_list("case_id", flat=True).first()
    card = open_card(actor, action, case_id, ON_A_CARD) if case_id else None
    found = {one.pk: one for one in letters_of(actor, card)} if card else {}
    if card is None or letter_id not in found:
        raise NotKnown(decide(actor, action), letter_id)
    return Opened(found[letter_id], card)


def copy_named(actor: Actor, dispatch_id: UUID) -> tuple[Dispatch, CaseCard]:
    """Return a copy that somebody reads: their own, or any where they read every letter.

    Raises:
        NotKnown: there is no such copy, or they may not know of it.
    """
    case_id = Dispatch.objects.filter(pk=dispatch_id).values_list("release__letter__case_id", flat=True).first()
    card = open_card(actor, READ, case_id, ON_A_CARD) if case_id else None
    if card is None:
        raise NotKnown(decide(actor, READ), dispatch_id)
    mine = own_copies(actor, card)
    if reads_all(actor, card):
        mine = Dispatch.objects.filter(release__letter__case=card.case_id, document__isnull=False)
        mine = mine.exclude(point__hidden=True, way=Dispatch.Way.POST)  # hidden since: the paper would tell it
        if not works_on(actor, card):
            mine = mine.filter(sent_on__isnull=False)
    found = mine.select_related("release__letter", "document").filter(pk=dispatch_id).first()
    if found is None:
        raise NotKnown(decide(actor, READ), dispatch_id)
    return found, card


def file_named(actor: Actor, dispatch_id: UUID, number: int) -> tuple[CopyFile, CaseCard]:
    """Return a file of a copy: the letter, or what went with it for whom it went to and for whoever works on the case.

    Raises:
        NotKnown: there is no such copy or file, or they may not know of it.
    """
    found, card = copy_named(actor, dispatch_id)
    its = number == 1 or works_on(actor, card) or own_copies(actor, card).filter(pk=dispatch_id).exists()
    wanted = next((one for one in files_of(found) if one.number == number), None) if its else None
    if wanted is None:
        raise NotKnown(decide(actor, READ), dispatch_id)
    return wanted, card


def copies_of(letter: Letter) -> list[Dispatch]:
    """Return every copy of a letter, the latest first."""
    found = Dispatch.objects.filter(release__letter=letter).select_related("release", "point", "user", "link")
    return list(found.order_by("-release__asked_at", "pk"))


def uses_of(letter: Letter) -> list[LinkUse]:
    """Return what was done with the links of a letter, the latest first."""
    found = LinkUse.objects.filter(link__dispatch__release__letter=letter)
    return list(found.select_related("link__dispatch").order_by("-at", "-pk"))


def waiting_release(letter: Letter) -> Release | None:
    """Return what waits for a second person's word, or None."""
    if letter.state != State.CHECKING:
        return None
    found: Release | None = letter.releases.filter(agreed=None).select_related("asked_by", "version").last()
    return found


def under_way(actor: Actor) -> Sequence[Letter]:
    """Return the letters that somebody writes and that are not finished, those that came back first."""
    if not can(actor, WRITE):
        return []
    found = Letter.objects.filter(state__in=UNDER_WAY, case__card__in=cards_for(actor, WRITE))
    return list(found.select_related("case__card__person").order_by("-changed_at", "-pk")[:100])


def to_answer(actor: Actor) -> Sequence[Letter]:
    """Return the letters that wait for somebody's approval or their word as the second person, the oldest first."""
    if not can(actor, APPROVE):
        return []
    found = Letter.objects.filter(state__in=(State.WAITING, State.CHECKING), case__card__in=cards_for(actor, APPROVE))
    return list(
        found.exclude(author=actor.user_id).select_related("case__card__person").order_by("changed_at", "pk")[:100]
    )


def queue(actor: Actor) -> list[Dispatch]:
    """Return the copies that wait to be printed or posted, the oldest first."""
    found = Dispatch.objects.filter(state__in=(Going.QUEUED, Going.PRINTED)).exclude(way=Dispatch.Way.LINK)
    found = found.filter(release__letter__case__card__in=cards_for(actor, POST))
    return list(
        found.select_related("release__letter__case__card__person", "point").order_by("release__asked_at", "pk")
    )


def not_to_post(actor: Actor) -> list[Dispatch]:
    """Return the copies that were stopped or recalled on paper within two weeks, and must not be posted."""
    since = clock.now() - KEPT_IN_SIGHT
    found = Dispatch.objects.filter(state__in=(Going.STOPPED, Going.RECALLED), printed_by__isnull=False, sent_on=None)
    found = found.filter(changed_at__gte=since, release__letter__case__card__in=cards_for(actor, POST))
    return list(found.select_related("release__letter__case", "point").order_by("-changed_at", "pk"))


def waiting_with(actor: Actor, card: CaseCard, document: Document) -> list[Dispatch]:
    """Return the copies with which a document is to go and that have not gone, for whoever works on the letters."""
    if not works_on(actor, card):
        return []
    found = Dispatch.objects.filter(state__in=WAITS, release__enclosures__version__document=document)
    return list(found.select_related("release__letter__setting").order_by("release__asked_at", "pk"))


def queued(actor: Actor, dispatch_id: UUID) -> tuple[Dispatch, CaseCard]:
    """Return a copy that somebody prints or posts.

    Raises:
        NotKnown: there is no such copy in the queue, or it is not theirs.
    """
    found = next((one for one in queue(actor) if one.pk == dispatch_id), None)
    if found is None:
        raise NotKnown(decide(actor, POST), dispatch_id)
    return found, case_card(actor, found.release.letter.case_id, POST)


@dataclass(frozen=True, slots=True)
class CopyFile:
    """A file of one copy of a letter.

    Args:
        number: its place, the letter being the first.
        title: what it is.
        version: of the document.
    """

    number: int
    title: str
    version: DocumentVersion

    @property
    def label(self) -> str:
        """Return what it is, and what sort of file."""
        return f"{self.title} ({PurePath(self.version.file_name).suffix.removeprefix('.').upper()})"

    @property
    def name(self) -> str:
        """Return the end of a file name: which one it is, and its kind, without anything about a child."""
        return f"{self.number}{PurePath(self.version.file_name).suffix}"


def files_of(copy: Dispatch) -> list[CopyFile]:
    """Return the files of a copy: its recipient's own letter first, then what goes with it."""
    assert copy.document is not None
    letter = CopyFile(1, "The letter", copy.document.versions.select_related("viewing").get())
    return [letter, *enclosed_of(copy)]


def with_enclosures(copies: Iterable[Dispatch]) -> list[Dispatch]:
    """Return copies with what goes with them, asked for once for all."""
    found = list(copies)
    prefetch_related_objects(found, *ENCLOSED)
    return found


def enclosed_of(copy: Dispatch) -> list[CopyFile]:
    """Return what goes with a copy. What was taken back since nobody gets any more, whoever has its link."""
    (copy,) = with_enclosures([copy])
    found = sorted(copy.release.enclosures.all(), key=lambda one: one.pk)
    return [
        CopyFile(number, one.version.document.title, one.version)
        for number, one in enumerate(found, 2)
        if one.version.document.state != Document.State.WITHDRAWN
    ]


def taken_back(copy: Dispatch) -> str:
    """Say that something that went with a copy was taken back since, and not what it was: that may be the reason."""
    (copy,) = with_enclosures([copy])
    count = len(copy.release.enclosures.all()) - len(enclosed_of(copy))
    if not count:
        return ""
    return f"{plural(count, 'document')} that went with it {'was' if count == 1 else 'were'} taken back since."


def templates() -> list[LetterTemplate]:
    """Return every version of every template that the authority has, the latest first."""
    found = LetterTemplate.objects.select_related("proposed_by", "answered_by").defer("word")
    return list(found.order_by("-number"))


def template_named(template_id: UUID) -> LetterTemplate | None:
    """Return a version of a template, or None."""
    found: LetterTemplate | None = LetterTemplate.objects.select_related("proposed_by").filter(pk=template_id).first()
    return found
