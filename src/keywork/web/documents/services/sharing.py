"""Changing what is said about a document, showing it to others and not showing it any more."""

from __future__ import annotations

from django.db import transaction

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.models import Organisation
from keywork.web.deadlines.services import record
from keywork.web.documents.errors import NotDone, Overtaken
from keywork.web.documents.models.files import Document, DocumentShare
from keywork.web.documents.services import telling
from keywork.web.documents.services.keeping import LONGEST_TITLE, name_of
from keywork.web.documents.services.stopping import hold_letters, stop_with
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard, FamilyMember

CHANGE, SHARE, KEEP_BACK = "document.change", "document.share", "document.keep-back"
With, State = DocumentShare.With, Document.State
FAMILYS = frozenset({With.FAMILY, With.MEMBER})
OVERTAKEN = (
    "Somebody else changed this document while you were on this page. What you typed is still here. "
    "Read what changed, then send it again."
)
NOT_SHARED = {
    State.CLOSED: "This document is closed. Share the copy from which words were taken out, or open it again first.",
    State.WITHDRAWN: "This document was taken back. It cannot be shared.",
}


def held(document: Document, *, seen: int | None = None) -> Document:
    """Return a document as it is now, kept from everybody else until the transaction ends.

    Raises:
        Overtaken: somebody did something with it since the page with revision ``seen`` was read.
    """
    found: Document = Document.objects.select_for_update(of=("self",)).select_related("case").get(pk=document.pk)
    if seen is not None and found.revision != seen:
        raise Overtaken(OVERTAKEN)
    return found


@transaction.atomic
def change(*, actor: Actor, document: Document, title: str, label: str, state: str, seen: int | None) -> None:
    """Change title, label or state of a document. A letter that waits with it stops where it cannot go any more.

    Raises:
        Overtaken: somebody else changed it meanwhile.
        NotDone: it has no title.
    """
    card = hold_letters(document.case_id)
    found = held(document, seen=seen)
    if not title.strip():
        raise NotDone("Enter what the document is.")
    found.title, found.label, found.state = title.strip()[:LONGEST_TITLE], label, state
    _save(found)
    log(actor=actor, action=CHANGE, subjects=[found.case_id, found.pk], detail={"label": label, "state": state})
    stop_with(found, card)


@transaction.atomic
def share(
    *,
    actor: Actor,
    card: CaseCard,
    document: Document,
    audience: str,
    member: FamilyMember | None = None,
    organisation: Organisation | None = None,
    looked_through: bool,
    seen: int | None,
) -> DocumentShare:
    """Show a document to somebody whose own it is not, and record it.

    Args:
        actor: who shares it.
        card: of its case.
        document: the document.
        audience: a code of :class:`DocumentShare.With`.
        member: of the family, where it is shared with one.
        organisation: the setting, where it is shared with one.
        looked_through: whoever shares it has read it for harm and for other people in it.
        seen: the revision on the page that was sent.

    Raises:
        Overtaken: somebody else changed it meanwhile.
        NotDone: it cannot be shared so.
    """
    found = held(document, seen=seen)
    if found.state in NOT_SHARED:
        raise NotDone(NOT_SHARED[State(found.state)])
    if not looked_through:
        raise NotDone("Read it first, then say that you have.")
    if (audience == With.MEMBER) != (member is not None) or (audience == With.SETTING) != (organisation is not None):
        raise NotDone("Choose with whom it is shared.")
    if found.about.record_class == "a8" and audience != With.PANEL:
        raise NotDone("A panel paper is for the panel alone. Change the label if this is something else.")
    thread = _thread(found, audience, member or organisation)
    if found.shares.filter(thread=thread, ended_at=None).exists():
        raise NotDone("It is shared with them already.")
    made: DocumentShare = DocumentShare.objects.create(
        authority=actor.authority, document=found, shared_with=audience, member=member, organisation=organisation,
        thread=thread, shared_by=actor.label, shared_by_name=name_of(actor),
    )  # fmt: skip
    _record(actor, found, "document-shared", made)
    _save(found)
    if not found.kept_from_parents:
        telling.was_shared(actor=actor, document=found, share=made)
    log(actor=actor, action=SHARE, subjects=[found.case_id, card.person_id, found.pk], detail={"audience": audience})
    return made


@transaction.atomic
def end_share(*, actor: Actor, document: Document, share: DocumentShare) -> None:
    """Show a document to somebody no longer. What they saved of it, they have.

    Raises:
        NotDone: it had ended already.
    """
    found = held(document)
    end_one(actor, found, share)
    _save(found)
    detail = {"audience": share.shared_with, "did": "ended"}
    log(actor=actor, action=SHARE, subjects=[found.case_id, found.pk], detail=detail)


def end_one(actor: Actor, document: Document, share: DocumentShare) -> None:
    """End one sharing of a document that is held, and record it.

    Raises:
        NotDone: it had ended already.
    """
    ended = document.shares.filter(pk=share.pk, ended_at=None).update(ended_at=clock.now(), ended_by=actor.label)
    if not ended:
        raise NotDone("It is not shared with them any more.")
    _record(actor, document, "document-sharing-ended", share)


@transaction.atomic
def keep_back(*, actor: Actor, document: Document, back: bool) -> None:
    """Let a young person keep a document from their parents, or let them read it again."""
    found = held(document)
    found.kept_from_parents = back
    _save(found)
    if back:
        telling.forget(document=found)
    did = "kept-back" if back else "given-back"
    log(actor=actor, action=KEEP_BACK, subjects=[found.case_id, found.pk], detail={"did": did})


def _thread(document: Document, audience: str, whom: FamilyMember | Organisation | None) -> str:
    """Return the thread of one sharing: of a document with one audience. It says nothing but identities."""
    end = f"-{whom.pk.hex[-12:]}" if whom else ""
    return f"document/{document.pk.hex[-12:]}-{audience}{end}"


def _record(actor: Actor, document: Document, kind: str, share: DocumentShare) -> None:
    fields = {"label": document.label, "audience": share.shared_with}
    entry = NewEvent(kind, clock.today(), thread=share.thread, fields=fields)
    try:
        record(case=document.case, entries=[entry], actor=actor)
    except Refused as refused:
        raise NotDone(str(refused)) from refused


def _save(document: Document) -> None:
    document.revision += 1
    document.save()
