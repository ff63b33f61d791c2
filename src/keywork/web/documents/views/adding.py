"""Adding a document, or a further version of one. What is sent is looked through before anything is held up by it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import NotKnown, actor_of, decide, policy
from keywork.web.accounts.sizes import takes_files
from keywork.web.documents import queries
from keywork.web.documents.errors import NotDone
from keywork.web.documents.forms import AddForm, VersionForm
from keywork.web.documents.letter_presenters import waiting_words
from keywork.web.documents.models.files import DocumentVersion
from keywork.web.documents.presenters import FAMILY
from keywork.web.documents.services import telling
from keywork.web.documents.services.keeping import add_given, keep_given
from keywork.web.documents.services.taking import Taken
from keywork.web.documents.views.handing import kept_once, largest, taken_of
from keywork.web.documents.views.shared import case_opened, frame, opened, tell_stopped, waiting_with
from keywork.web.ui.addresses import address

BOTH = ["GET", "HEAD", "POST"]
UNCHECKED = "It was not checked for viruses: no scanner is set up here."


@transaction.non_atomic_requests  # looking through a file takes long; what is kept is kept in one short transaction
@policy("document.add", repeats=True)
@takes_files(largest)
@require_http_methods(BOTH)
def add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add a document to a case."""
    with transaction.atomic():
        actor, card = case_opened(request, case_id, "document.add")
    labels = queries.labels_for(actor, card)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    asked_for = next((one.code for one in labels if one.code == request.GET.get("label")), "")
    form = AddForm(*posted, labels=labels, initial={"label": asked_for})
    if posted and form.is_valid() and (taken := taken_of(form)):

        def keep(request: HttpRequest) -> HttpResponse:
            held = queries.case_card(actor, case_id, "document.add")
            told = {"title": form.cleaned_data["title"], "label": form.cleaned_data["label"]}
            document = keep_given(actor=actor, case=held.case, taken=taken, **told)
            telling.came(actor=actor, card=held, document=document)
            readable = queries.documents_of(actor, held).filter(pk=document.pk).exists()
            messages.success(request, _thanks(actor, taken))
            if readable:
                return HttpResponseRedirect(address("documents:document", document_id=document.pk))
            return HttpResponseRedirect(address("documents:add", case_id=case_id))

        return kept_once(request, keep)
    return render(request, "documents/add.html", frame(actor, card) | {"form": form})


@transaction.non_atomic_requests  # as above
@policy("document.add", repeats=True)
@takes_files(largest)
@require_http_methods(BOTH)
def add_version(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Add a further version of a document."""
    with transaction.atomic():
        actor, found = opened(request, document_id, "document.add")
    if not queries.may_add_version(actor, found.card, found.document):
        raise NotKnown(decide(actor, "document.add"), document_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = VersionForm(*posted)
    if posted and form.is_valid() and (taken := taken_of(form)):

        def keep(request: HttpRequest) -> HttpResponse:
            held = queries.opened(actor_of(request), document_id, "document.add")
            waiting = waiting_with(actor, held)
            made = add_given(actor=actor, document=held.document, taken=taken)
            telling.came(actor=actor, card=held.card, document=held.document)
            messages.success(request, f"{_thanks(actor, taken)} It is version {made.number}; the earlier ones stay.")
            tell_stopped(request, waiting)
            return HttpResponseRedirect(address("documents:document", document_id=document_id))

        try:
            return kept_once(request, keep)
        except NotDone as fault:
            form.add_error("file", str(fault))
    context = frame(actor, found.card) | {"form": form, "document": found.document}
    context["waiting"] = waiting_words(waiting_with(actor, found))
    return render(request, "documents/add_version.html", context)


def _thanks(actor: Actor, taken: Taken) -> str:
    if actor.role in FAMILY:
        return "Added. Whoever works on the case can read it now."
    return "Added." if taken.checked == DocumentVersion.Check.CLEAN else f"Added. {UNCHECKED}"
