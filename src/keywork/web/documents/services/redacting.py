"""Taking words out of a document: what is to go is kept as a draft, until the copy without it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.deadlines.services import record
from keywork.web.documents import store
from keywork.web.documents.errors import NotDone, Overtaken, Unfit
from keywork.web.documents.intake import confined
from keywork.web.documents.intake.verdicts import WORDS, Refusal
from keywork.web.documents.models.files import Document, DocumentVersion, RedactionDraft
from keywork.web.documents.redaction.finding import still_there, terms_of
from keywork.web.documents.services.keeping import LONGEST_TITLE, add_generated, name_of
from keywork.web.documents.services.sharing import end_one, held
from keywork.web.documents.services.stopping import hold_letters, stop_with
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused

REDACT = "document.redact"
PDF = "application/pdf"
CAN_BE = frozenset({PDF, "image/jpeg", "image/png"})
CANNOT_BE = (
    "Words can be taken out of PDFs and pictures alone. Save this as a PDF, add it as a new version, then go on."
)
MOST_BOXES = 400


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to go from a document.

    Args:
        terms: words, wherever they stand.
        boxes: by page, from 1; each by the squares of two corners.
    """

    terms: list[str] = field(default_factory=list)
    boxes: dict[int, list[list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: RedactionDraft | None) -> Marks:
        """Return what a draft says."""
        if draft is None:
            return cls()
        return cls(terms_of(draft.words), {int(page): some for page, some in draft.boxes.items() if some})

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.boxes)


def check_can_be(version: DocumentVersion) -> None:
    """Do nothing where words can be taken out of a version.

    Raises:
        NotDone: they cannot, with what to do.
    """
    if version.viewing.media_type not in CAN_BE:
        raise NotDone(CANNOT_BE)


def draft_of(actor: Actor, version: DocumentVersion) -> RedactionDraft | None:
    """Return what somebody has marked in a version so far, or None."""
    found: RedactionDraft | None = RedactionDraft.objects.filter(version=version, writer=actor.user_id).first()
    return found


@transaction.atomic
def keep_draft(
    *, actor: Actor, version: DocumentVersion, words: str, page: int, boxes: list[tuple[str, str]]
) -> RedactionDraft:
    """Keep what is to go: words of the whole document, and the boxes of one page.

    Raises:
        NotDone: there are too many boxes.
    """
    mine: dict[str, Any] = {"version": version, "writer_id": actor.user_id}
    draft, _ = RedactionDraft.objects.select_for_update().get_or_create(**mine, defaults={"authority": actor.authority})
    draft.words, draft.saved_at = words, clock.now()
    draft.boxes = {number: some for number, some in draft.boxes.items() if number != str(page)}
    if boxes:
        draft.boxes[str(page)] = [list(one) for one in boxes]
    if sum(map(len, draft.boxes.values())) > MOST_BOXES:
        raise NotDone(f"Draw at most {MOST_BOXES} boxes in one document.")
    draft.revision += 1
    draft.save()
    return draft


def page_shown(version: DocumentVersion, number: int, marks: Marks, *, picture: bool) -> confined.Shown:
    """Return one page of a version with what would go from it. It may take seconds: call it outside a transaction.

    Raises:
        Damaged: the file is not what was kept.
        Unfit: the page cannot be shown.
    """
    content = store.read(version.viewing)
    try:
        return confined.page_of(
            content, version.viewing.media_type, number, marks.terms, marks.boxes, picture=picture
        )  # fmt: skip
    except Refusal as refusal:
        raise Unfit(refusal.code, TOO_MANY if refusal.code == "pages" else WORDS[refusal.code]) from refusal


TOO_MANY = "Words can be taken out of documents of at most 100 pages. Split it, and add each part as a document."


def make_copy(version: DocumentVersion, marks: Marks, title: str) -> confined.Redacted:
    """Make the copy without what is to go; nothing is kept yet. It takes seconds: call it outside a transaction.

    Raises:
        Damaged: the file is not what was kept.
        NotDone: nothing was marked, something cannot be taken out, or the title says what goes.
    """
    if marks.is_empty:
        raise NotDone("Nothing is marked yet. Say which words go, or draw a box.")
    if still_there([title], marks.terms):
        raise NotDone("The title has words in it that you take out. Choose another.")
    content = store.read(version.viewing)
    try:
        made = confined.redact(content, version.viewing.media_type, marks.terms, marks.boxes)
    except Refusal as refusal:
        raise Unfit(refusal.code, TOO_MANY if refusal.code == "pages" else WORDS[refusal.code]) from refusal
    if made.left:
        raise NotDone(f"Some words could still be read: {', '.join(made.left)}. Draw a box over them, then try again.")
    never = [term for term, times in made.found.items() if not times]
    if never:
        raise NotDone(
            f"Not found in the document: {', '.join(never)}. If you see it in a picture, draw a box over it there. "
            "Then take it from the list of words."
        )
    return made


@transaction.atomic
def keep_copy(
    *, actor: Actor, version: DocumentVersion, draft: RedactionDraft, title: str, made: confined.Redacted
) -> Document:
    """Keep the redacted copy as a document of its own, close what it was made from, and record both.

    Raises:
        Overtaken: the marks or the document were changed since the copy was made.
        NotDone: the title is empty.
    """
    card = hold_letters(version.document.case_id)
    mine = RedactionDraft.objects.select_for_update().filter(pk=draft.pk).first()
    document = held(version.document)
    latest = document.versions.first()
    if mine is None or mine.revision != draft.revision or latest is None or latest.pk != version.pk:
        raise Overtaken(
            "What goes, or the document, was changed in another window. Look at it again, then make the copy."
        )
    if not title.strip():
        raise NotDone("Enter what the copy is called.")
    copy: Document = Document.objects.create(
        authority=actor.authority, case=document.case, title=title.strip()[:LONGEST_TITLE], label=document.label,
        given_by=actor.label, given_by_name=name_of(actor), given_by_role=actor.role or "", redacted_from=document,
    )  # fmt: skip
    add_generated(actor=actor, document=copy, media_type=PDF, content=made.content, file_name="Redacted copy")
    document.state = Document.State.CLOSED
    document.revision += 1
    document.save()
    for share in document.shares.filter(ended_at=None):
        end_one(actor, document, share)
    _record(actor, document, copy)
    stop_with(document, card)
    RedactionDraft.objects.filter(version__document=document).delete()
    detail = {"did": "copy", "pages": made.pages}
    log(actor=actor, action=REDACT, subjects=[document.case_id, document.pk, copy.pk], detail=detail)
    return copy


def _record(actor: Actor, document: Document, copy: Document) -> None:
    thread = f"document/{copy.pk.hex[-12:]}"
    entry = NewEvent("redacted-copy-made", clock.today(), thread=thread, fields={"label": document.label})
    try:
        record(case=document.case, entries=[entry], actor=actor)
    except Refused as refused:
        raise NotDone(str(refused)) from refused
