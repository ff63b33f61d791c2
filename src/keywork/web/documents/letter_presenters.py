"""What the pages of letters show, in finished words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from keywork.core.rights import WORDS, Party
from keywork.web.accounts.actors import Actor
from keywork.web.documents.letter_flags import reasons_in_words
from keywork.web.documents.letter_kinds import TITLES
from keywork.web.documents.letter_markup import gaps
from keywork.web.documents.letter_queries import enclosed_of, taken_back, with_enclosures
from keywork.web.documents.letter_reach import WHY
from keywork.web.documents.letter_rights import Named, why_rights
from keywork.web.documents.models.letters import Dispatch, Letter, LetterTemplate, LetterVersion, LinkUse, Release
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import standing_of
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag
from keywork.web.ui.jinja import moment, plural, short_day
from keywork.web.vaults.contacts import PROTECTED

State, Going, Way = Letter.State, Dispatch.State, Dispatch.Way
COLOURS = {
    State.WAITING: "yellow",
    State.CHECKING: "yellow",
    State.RETURNED: "red",
    State.SENT: "green",
    State.READY: "blue",
}
GOING = {Going.CHECKING: "yellow", Going.SENT: "green", Going.STOPPED: "red", Going.RECALLED: "red"}
PREPARING = (State.DRAFT, State.WAITING, State.READY, State.CHECKING, State.RETURNED)
PARTIES = {
    Party.PARENT: "A parent",
    Party.YOUNG_PERSON: "The young person",
    Party.REPRESENTATIVE: "A representative",
    Party.NOT_KNOWN: "Nobody can say yet",
}
OTHER = "Something changed on the way. Look at who should have it, and send it again."


def tag_of(letter: Letter) -> Tag:
    """Say where a letter stands."""
    return Tag(State(letter.state).label, COLOURS.get(State(letter.state), ""))


def why_of(letter: Letter) -> str:
    """Say why a letter came back, and what to do; nothing where it did not."""
    return WHY.get(letter.why, OTHER) if letter.why else ""


def stale_words(letter: Letter, card: CaseCard) -> str:
    """Say that a letter in preparation speaks to somebody who no longer decides; nothing where it does not."""
    if letter.state not in PREPARING or letter.why in ("rights-passed", "rights-changed"):
        return ""
    why = why_rights(letter, card)
    return WHY[why] if why else ""


def decider_rows(named: Named) -> list[tuple[str, str, str]]:
    """Return each decision that a letter is about, with who makes it and why."""
    return [(WORDS[one.decision], one.representative or PARTIES[one.party], one.because) for one in named.each]


def whose(actor: Actor, card: CaseCard) -> list[tuple[str, str]]:
    """Return whose case it is, as far as somebody may know."""
    facts = [("Reference", card.case.reference)]
    if standing_of(actor, card).may("a2"):
        facts.insert(0, ("Name", card.person.name))
        if card.person.born_on:
            facts.append(("Born", short_day(card.person.born_on)))
    if card.keyworker:
        facts.append(("Keyworker", card.keyworker.display_name))
    return facts


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list."""

    href: str
    title: str
    name: str
    reference: str
    when: str
    why: str
    tag: Tag


def letter_rows(found: Iterable[Letter], *, named: bool = False) -> list[LetterRow]:
    """Return the rows of a list of letters; with names where the list is of many cases."""
    return [
        LetterRow(
            address("documents:letter", letter_id=one.pk),
            title_of(one),
            one.case.card.person.name if named else "",
            one.case.reference if named else "",
            f"Changed {moment(one.changed_at)}",
            why_of(one),
            tag_of(one),
        )
        for one in found
    ]


def title_of(letter: Letter) -> str:
    """Return what a letter is."""
    return f"{TITLES[letter.kind]}: {letter.setting.name}" if letter.setting else TITLES[letter.kind]


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy of a letter, as whoever works on the case reads it."""

    id: UUID
    href: str
    name: str
    relation: str
    way: str
    address: str
    tag: Tag
    why: str
    sent: str
    link: str
    can_recall: bool


def copy_rows(copies: Iterable[Dispatch]) -> list[CopyRow]:
    """Return the rows of a letter's copies."""
    return [_copy_row(one) for one in copies]


def _copy_row(one: Dispatch) -> CopyRow:
    link = getattr(one, "link", None)
    ends = f"Its link ends {moment(link.expires_at)}" if link and link.killed_at is None else ""
    stops = one.state not in (Going.STOPPED, Going.RECALLED)
    return CopyRow(
        one.pk,
        address("documents:letter-copy", dispatch_id=one.pk) if one.document_id and not _tells_hidden(one) else "",
        one.name,
        one.relation,
        Way(one.way).label,
        address_of(one),
        Tag(Going(one.state).label, GOING.get(Going(one.state), "")),
        WHY.get(one.why, OTHER) if one.why else "",
        f"Sent {short_day(one.sent_on)}" if one.sent_on else "",
        ends,
        stops,
    )


def _tells_hidden(one: Dispatch) -> bool:
    """Say whether the paper bears an address that was hidden after it was made."""
    return one.way == Way.POST and one.point is not None and one.point.hidden


def address_of(dispatch: Dispatch) -> str:
    """Return where a copy goes, as anybody may read it."""
    if dispatch.point is not None:
        return PROTECTED if dispatch.point.hidden else dispatch.point.value
    return dispatch.user.email if dispatch.user else ""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A letter that was sent to whoever reads the list."""

    href: str
    title: str
    sent: str
    enclosed: list[tuple[str, str]]
    taken_back: str


def own_rows(copies: Iterable[Dispatch]) -> list[OwnRow]:
    """Return the letters that were sent to somebody, each with what went with it."""
    return [
        OwnRow(
            address("documents:letter-copy", dispatch_id=one.pk),
            TITLES[one.release.letter.kind],
            f"Sent {short_day(one.sent_on)}",
            _enclosed(one),
            taken_back(one),
        )
        for one in with_enclosures(copies)
    ]


def _enclosed(copy: Dispatch) -> list[tuple[str, str]]:
    where = {"dispatch_id": copy.pk}
    return [(address("documents:letter-copy-file", number=one.number, **where), one.label) for one in enclosed_of(copy)]


@dataclass(frozen=True, slots=True)
class UseRow:
    """What somebody did with a link."""

    what: str
    whose: str
    at: str
    browser: str


def use_rows(uses: Iterable[LinkUse]) -> list[UseRow]:
    """Return who opened a link, and what else was done with it."""
    return [UseRow(LinkUse.What(one.what).label, one.link.dispatch.name, moment(one.at), one.browser) for one in uses]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a letter: who wrote it and who approved it."""

    title: str
    told: str
    text: str


def version_rows(versions: Sequence[LetterVersion]) -> list[VersionRow]:
    """Return the versions of a letter, the latest first."""
    return [
        VersionRow(
            f"Version {one.number}",
            f"Finished by {one.writer.display_name}, {moment(one.frozen_at)}. "
            + (
                f"Approved by {one.approved_by.display_name}, {moment(one.approved_at)}."
                if one.approved_by
                else "Not approved by anybody."
            ),
            one.text,
        )
        for one in versions
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a second person is asked to agree to."""

    by: str
    reasons: list[str]
    copies: list[CopyRow]
    files: list[str]


def asked_of(release: Release, copies: Sequence[Dispatch], files: Sequence[str]) -> Asked:
    """Return what a second person is asked to agree to."""
    return Asked(release.asked_by.display_name, reasons_in_words(release.reasons), copy_rows(copies), list(files))


def still_missing(letter: Letter) -> list[str]:
    """Return what is still to be written in a letter."""
    return gaps(letter.text)


def waiting_words(copies: Iterable[Dispatch]) -> list[str]:
    """Return the copies that have not gone, each with what it is and whom it is for."""
    return [f"{title_of(one.release.letter)}, to {one.name}" for one in copies]


def stopped_words(one: Dispatch, *, printed: bool) -> str:
    """Say that a copy stopped because of a document in it.

    Args:
        one: the copy.
        printed: it was on paper already.
    """
    paper = " It is printed already: tell whoever posts letters that it must not go." if printed else ""
    return f"“{title_of(one.release.letter)}” to {one.name} has not gone, and came back to its keyworker.{paper}"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A copy in the print queue."""

    href: str
    title: str
    reference: str
    to: str
    token: str
    since: str
    blind: bool
    tag: Tag


PAPER = {
    Going.QUEUED: Tag("To print", "blue"),
    Going.PRINTED: Tag("Printed: post it", "yellow"),
    Going.STOPPED: Tag("Do not post", "red"),
    Going.RECALLED: Tag("Do not post", "red"),
}


def queue_rows(found: Iterable[Dispatch]) -> list[QueueRow]:
    """Return copies on paper, as they stand in the print queue."""
    return [
        QueueRow(
            address("documents:letter-posting", dispatch_id=one.pk),
            TITLES[one.release.letter.kind],
            one.release.letter.case.reference,
            "Hidden address" if one.way == Way.BLIND else one.name,
            one.token,
            f"Released {moment(one.release.asked_at)}",
            one.way == Way.BLIND,
            PAPER[Going(one.state)],
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template, and where it stands."""

    code: str
    href: str
    title: str
    in_use: str
    waiting: str


def template_rows(found: Sequence[LetterTemplate]) -> list[TemplateRow]:
    """Return every template with the version in use, and how many wait for somebody to agree."""
    rows = []
    for code, title in TITLES.items():
        its = [one for one in found if one.code == code]
        used = next((one for one in its if one.agreed), None)
        waiting = sum(one.agreed is None for one in its)
        rows.append(
            TemplateRow(
                code,
                address("documents:letter-template", code=code),
                title,
                f"Version {used.number}, agreed {moment(used.answered_at)}" if used else "As Keywork brings it",
                plural(waiting, "proposal") if waiting else "",
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class TemplateVersionRow:
    """One version of a template."""

    id: UUID
    title: str
    told: str
    why: str
    text: str
    word: bool
    waits: bool
    own: bool


def template_versions(found: Iterable[LetterTemplate], actor: Actor, words: set[UUID]) -> list[TemplateVersionRow]:
    """Return the versions of one template, the latest first."""
    rows = []
    for one in found:
        answered = {None: "Waits for somebody else to agree", True: "Agreed", False: "Refused"}[one.agreed]
        by = f" by {one.answered_by.display_name}, {moment(one.answered_at)}" if one.answered_by else ""
        told = f"Proposed by {one.proposed_by.display_name}, {moment(one.proposed_at)}. {answered}{by}."
        own = one.proposed_by_id == actor.user_id
        rows.append(
            TemplateVersionRow(
                one.pk, f"Version {one.number}", told, one.why, one.text, one.pk in words, one.agreed is None, own
            )
        )
    return rows
