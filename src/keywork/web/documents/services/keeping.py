"""Keeping a document in a case: one that the product made itself, and one that somebody gave."""

from __future__ import annotations

from django.db import transaction

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import User
from keywork.web.documents import store
from keywork.web.documents.errors import NotDone
from keywork.web.documents.labels import BY_CODE
from keywork.web.documents.models.files import Document, DocumentVersion
from keywork.web.ledger.models import Case

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
    add_generated(actor=actor, document=document, media_type=media_type, content=content, file_name=file_name)
    return document


@transaction.atomic
def add_generated(
    *, actor: Actor, document: Document, media_type: str, content: bytes, file_name: str = ""
) -> DocumentVersion:
    """Keep a further version of a document that the product makes itself. The ones before stay as they are."""
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


def name_of(actor: Actor) -> str:
    """Return the name of whoever acts, as it is kept beside what they did."""
    user = User.objects.filter(pk=actor.user_id).first() if actor.user_id else None
    return user.display_name if user else THE_SYSTEM
