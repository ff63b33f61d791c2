"""Documents as finished words, dates and links; templates only place them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.documents.models.files import Document, DocumentShare, DocumentVersion
from keywork.web.documents.reading import SETTINGS
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag
from keywork.web.ui.jinja import moment, plural, short_day

KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "image/jpeg": "Photo", "image/png": "Picture", "text/plain": "Text",
}  # fmt: skip
STATES = {
    Document.State.CLOSED: Tag("Closed", "orange"),
    Document.State.WITHDRAWN: Tag("Taken back", "grey"),
}
FAMILY = frozenset({Role.PARENT, Role.YOUNG_PERSON, Role.SENDIASS})
TOLD = FAMILY | SETTINGS


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list."""

    href: str
    title: str
    label: str
    given: str
    tags: list[Tag]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document."""

    title: str
    given: str
    kind: str
    size: str
    checked: Tag | None
    href: str


@dataclass(frozen=True, slots=True)
class Shared:
    """With whom a document is or was shared."""

    id: str
    whom: str
    when: str
    is_open: bool


def rows(actor: Actor, documents: Iterable[Document]) -> list[Row]:
    """Return the rows of a list."""
    return [
        Row(
            href=address("documents:document", document_id=one.pk),
            title=one.title,
            label=one.about.title,
            given=given(actor, one),
            tags=tags(actor, one),
        )
        for one in documents
    ]


def tags(actor: Actor, one: Document) -> list[Tag]:
    """Return what stands beside the title of a document."""
    found = [STATES[Document.State(one.state)]] if one.state in STATES else []
    if one.redacted_from_id and actor.role not in TOLD:
        found.append(Tag("Redacted copy", "purple"))
    if one.kept_from_parents and actor.role == Role.YOUNG_PERSON:
        found.append(Tag("Kept from your parents", "blue"))
    return found


def given(actor: Actor, one: Document) -> str:
    """Say whose a document is and since when."""
    return f"{giver(actor, one)}, {short_day(one.made_at)}"


def giver(actor: Actor, one: Document) -> str:
    """Say whose a document is: by name to whoever works here, by what they are to everybody else."""
    if one.given_by == actor.label:
        return "You"
    if actor.role not in TOLD:
        return one.given_by_name
    if one.organisation:
        return one.organisation.name
    return "The family" if one.given_by_role in (Role.PARENT, Role.YOUNG_PERSON) else "The council"


def versions(actor: Actor, document: Document, its: Sequence[DocumentVersion]) -> list[Version]:
    """Return the versions of a document, the latest first."""
    return [
        Version(
            title=f"Version {one.number}" if len(its) > 1 else "File",
            given=moment(one.given_at),
            kind=KINDS[one.viewing.media_type],
            size=size(one.viewing.size),
            checked=None if one.checked == one.Check.OURS or actor.role in FAMILY else _checked(one),
            href=address("documents:file", document_id=document.pk, number=one.number),
        )
        for one in its
    ]


def _checked(one: DocumentVersion) -> Tag:
    return Tag(one.get_checked_display(), "green" if one.checked == one.Check.CLEAN else "yellow")


def size(count: int) -> str:
    """Return a number of bytes in words."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000)):,} kB"
    return f"{count / 1_000_000:.1f} MB"


def shares(its: Iterable[DocumentShare]) -> list[Shared]:
    """Return with whom a document is and was shared."""
    return [
        Shared(
            id=str(one.pk),
            whom=one.organisation.name if one.organisation else _of_family(one),
            when=f"Since {moment(one.shared_at)}, by {one.shared_by_name}"
            + (f"; ended {moment(one.ended_at)}" if one.ended_at else ""),
            is_open=one.ended_at is None,
        )
        for one in its
    ]


def _of_family(one: DocumentShare) -> str:
    if one.member is None:
        return str(one.get_shared_with_display())
    return f"{one.member.name}, {one.member.get_relationship_display().lower()}"


@dataclass(frozen=True, slots=True)
class OnCase:
    """The documents of a case, as its page shows them: the latest, and how many there are."""

    rows: list[Row]
    all: str
    reads: bool
    adds: bool


def on_case(actor: Actor, latest: Sequence[Document], count: int, *, reads: bool, adds: bool) -> OnCase:
    """Return the part of a case's page."""
    return OnCase(rows(actor, latest), f"All {plural(count, 'document')}" if count > len(latest) else "", reads, adds)
