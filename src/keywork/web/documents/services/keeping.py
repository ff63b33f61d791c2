"""Keeping a document in a case: one that the product made itself, and one that somebody gave."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import User
from keywork.web.documents import store
from keywork.web.documents.errors import NotDone
from keywork.web.documents.labels import BY_CODE
from keywork.web.documents.models.files import Document, DocumentVersion
from keywork.web.documents.services.stopping import hold_letters, stop_with
from keywork.web.documents.services.taking import Taken
from keywork.web.ledger.models import Case

ADD = "document.add"
LONGEST_TITLE = 200
THE_SYSTEM = "Keywork"
# What the product makes itself, and how a file of it ends.
ENDINGS = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


@transaction.atomic
def keep_generated(
    *, actor: Actor, case: Case, title: str, label: str, media_type: str, content: bytes, file_name: str = ""
) -> Document:
    """Keep a file that the product made itself, as a document of a case with one version.

    Whoever calls has asked the matrix before: this keeps, and decides nothing. Nobody but whoever reads all documents
    of its label sees it until it is shared.

    Args:
        actor: for whom it was made.
        case: whose document it is.
        title: in words; it may name the child and stands in no log and no address.
        label: a code of :data:`LABELS`.
        media_type: PDF or Word.
        content: the bytes.
        file_name: under which it is saved by whoever downloads it, without the ending; otherwise the label's.

    Raises:
        NotDone: the label or the kind of file is none that is kept.
    """
    if label not in BY_CODE or media_type not in ENDINGS or not title.strip():
        raise NotDone("This cannot be kept as a document.")
    document: Document = Document.objects.create(
        authority=actor.authority, case=case, title=title.strip()[:LONGEST_TITLE], label=label,
        given_by=actor.label, given_by_name=name_of(actor), given_by_role=actor.role or "",
    )  # fmt: skip
    _generated(actor, document, media_type, content, file_name)
    return document


@transaction.atomic
def add_generated(
    *, actor: Actor, document: Document, media_type: str, content: bytes, file_name: str = ""
) -> DocumentVersion:
    """Keep a further version of a document that the product makes itself. The ones before stay as they are.

    A letter that waits with an earlier version in it stops.
    """
    card = hold_letters(document.case_id)
    made = _generated(actor, document, media_type, content, file_name)
    stop_with(document, card)
    return made


def _generated(actor: Actor, document: Document, media_type: str, content: bytes, file_name: str) -> DocumentVersion:
    kept = store.keep(
        authority_id=document.authority_id, case_id=document.case_id, media_type=media_type, content=content
    )
    held = Document.objects.select_for_update().get(pk=document.pk)
    last = DocumentVersion.objects.filter(document=held).first()
    made: DocumentVersion = DocumentVersion.objects.create(
        authority=actor.authority, document=held, number=last.number + 1 if last else 1,
        file_name=f"{file_name or document.label}.{ENDINGS[media_type]}", original=kept, viewing=kept,
        checked=DocumentVersion.Check.OURS, given_by=actor.label, given_by_name=name_of(actor),
    )  # fmt: skip
    return made


@transaction.atomic
def keep_given(*, actor: Actor, case: Case, title: str, label: str, taken: Taken) -> Document:
    """Keep a file that somebody gave, as a document of a case with one version.

    Args:
        actor: who gives it.
        case: whose document it is.
        title: in words.
        label: a code of :data:`LABELS` that is open to whoever gives it.
        taken: the file, looked through.
    """
    document: Document = Document.objects.create(
        authority=actor.authority, case=case, title=title.strip()[:LONGEST_TITLE], label=label,
        given_by=actor.label, given_by_name=name_of(actor), given_by_role=actor.role or "",
        organisation_id=actor.organisation_id,
    )  # fmt: skip
    _add(actor, document, taken)
    log(actor=actor, action=ADD, subjects=[case.pk, document.pk], detail={"label": label, "checked": taken.checked})
    return document


@transaction.atomic
def add_given(*, actor: Actor, document: Document, taken: Taken) -> DocumentVersion:
    """Keep a further version that somebody gave. The ones before stay as they are.

    A letter that waits with an earlier version in it stops.

    Raises:
        NotDone: it is the very file of the latest version, or the document was taken back.
    """
    card = hold_letters(document.case_id)
    held = Document.objects.select_for_update().get(pk=document.pk)
    last = held.versions.select_related("original").first()
    if held.state == Document.State.WITHDRAWN:
        raise NotDone("This document was taken back. Add the file as a new document.")
    if last is not None and last.original.sha256 == sha256(taken.original).hexdigest():
        raise NotDone("This is the file that is here already. Choose the changed one.")
    made = _add(actor, held, taken, number=last.number + 1 if last else 1)
    stop_with(held, card)
    subjects = [held.case_id, held.pk]
    log(actor=actor, action=ADD, subjects=subjects, detail={"version": made.number, "checked": taken.checked})
    return made


def _add(actor: Actor, document: Document, taken: Taken, *, number: int = 1) -> DocumentVersion:
    whose = {"authority_id": document.authority_id, "case_id": document.case_id}
    original = store.keep(**whose, media_type="application/octet-stream", content=taken.original)
    viewing = store.keep(**whose, media_type=taken.copy.media_type, content=taken.copy.content)
    made: DocumentVersion = DocumentVersion.objects.create(
        authority=actor.authority, document=document, number=number, file_name=taken.file_name, original=original,
        viewing=viewing, checked=taken.checked, given_by=actor.label, given_by_name=name_of(actor),
    )  # fmt: skip
    return made


def name_of(actor: Actor) -> str:
    """Return the name of whoever acts, as it is kept beside what they did."""
    user = User.objects.filter(pk=actor.user_id).first() if actor.user_id else None
    return user.display_name if user else THE_SYSTEM
