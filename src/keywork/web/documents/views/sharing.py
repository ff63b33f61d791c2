"""Saying what a document is, sharing it, and keeping it from one's parents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import NotKnown, decide, policy
from keywork.web.documents import queries
from keywork.web.documents.errors import NotDone, Overtaken
from keywork.web.documents.forms import ChangeForm, ShareForm
from keywork.web.documents.letter_presenters import waiting_words
from keywork.web.documents.models.files import Document
from keywork.web.documents.queries import Opened
from keywork.web.documents.services import sharing
from keywork.web.documents.views.shared import CONFLICT, frame, opened, tell_stopped, waiting_with
from keywork.web.ui.addresses import address

BOTH = ["GET", "HEAD", "POST"]


@policy("document.change")
@require_http_methods(BOTH)
def change(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Change title, label or state of a document."""
    actor, found = opened(request, document_id, "document.change")
    one, status = found.document, 200
    initial = {"title": one.title, "label": one.label, "state": one.state, "seen": one.revision}
    waiting = waiting_with(actor, found)
    form = ChangeForm(request.POST or None, initial=initial, labels=queries.labels_for(actor, found.card))
    if request.method == "POST" and form.is_valid():
        try:
            sharing.change(actor=actor, document=one, **form.cleaned_data)
        except NotDone as fault:
            form, status = _again(form, fault, one)
        else:
            messages.success(request, "Saved.")
            tell_stopped(request, waiting)
            return _to(document_id)
    context = _context(actor, found, form) | {"waiting": waiting_words(waiting)}
    return render(request, "documents/change.html", context, status=status)


@policy("document.share")
@require_http_methods(BOTH)
def share(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Share a document with somebody whose own it is not."""
    actor, found = opened(request, document_id, "document.share")
    one, card, status = found.document, found.card, 200
    one_by_one = queries.is_told_one_by_one(card)
    form = ShareForm(
        request.POST or None, initial={"seen": one.revision}, family=queries.family_of(card),
        settings=queries.settings_of(card), one_by_one=one_by_one, panel_only=one.about.record_class == "a8",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = {"looked_through": form.cleaned_data["looked_through"], "seen": form.cleaned_data["seen"]}
        try:
            sharing.share(actor=actor, card=card, document=one, **form.chosen(), **told)
        except NotDone as fault:
            form, status = _again(form, fault, one)
        else:
            messages.success(request, "Shared. It is in the record of the case since today.")
            return _to(document_id)
    context = _context(actor, found, form) | {"one_by_one": one_by_one}
    return render(request, "documents/share.html", context, status=status)


@policy("document.share")
@require_POST
def end_share(request: HttpRequest, document_id: UUID, share_id: UUID) -> HttpResponse:
    """Share a document with somebody no longer."""
    actor, found = opened(request, document_id, "document.share")
    one = queries.share_of(found.document, share_id)
    if one is None:
        raise NotKnown(decide(actor, "document.share"), share_id)
    try:
        sharing.end_share(actor=actor, document=found.document, share=one)
    except NotDone as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "No longer shared. What they saved of it they still have.")
    return _to(document_id)


@policy("document.keep-back")
@require_POST
def keep_back(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Let a young person keep a document from their parents, or let them read it again."""
    actor, found = opened(request, document_id, "document.keep-back")
    back = request.POST.get("back") == "yes"
    sharing.keep_back(actor=actor, document=found.document, back=back)
    messages.success(request, "Your parents no longer see it." if back else "Your parents can see it again.")
    return _to(document_id)


def _context(actor: Actor, found: Opened, form: Any) -> dict[str, Any]:
    return frame(actor, found.card) | {"form": form, "document": found.document}


def _to(document_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(address("documents:document", document_id=document_id))


def _again(form: Any, fault: NotDone, document: Document) -> tuple[Any, int]:
    """Let the form know the document as it is now, so that sending it again is a decision and no accident."""
    form.add_error(None, str(fault))
    if not isinstance(fault, Overtaken):
        return form, 200
    document.refresh_from_db(fields=["revision"])
    form.data = form.data.copy()
    form.data["seen"] = str(document.revision)
    return form, CONFLICT
