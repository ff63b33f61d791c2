"""Taking words out of a document: page by page what will go, then the copy without it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.policy import actor_of, policy
from keywork.web.accounts.sending import once
from keywork.web.documents import queries
from keywork.web.documents.errors import Damaged, NotDone, Overtaken
from keywork.web.documents.forms import CopyForm, MarkForm
from keywork.web.documents.letter_presenters import waiting_words
from keywork.web.documents.models.files import DocumentVersion
from keywork.web.documents.queries import Opened
from keywork.web.documents.services import redacting
from keywork.web.documents.services.redacting import Marks
from keywork.web.documents.views.handing import DAMAGED
from keywork.web.documents.views.shared import CONFLICT, frame, opened, tell_stopped, waiting_with
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import with_query

BOTH = ["GET", "HEAD", "POST"]


def _latest(found: Opened) -> DocumentVersion:
    versions = found.versions
    if not versions:
        raise Http404("There is no version.")
    return versions[0]


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 1000 else 1


@transaction.non_atomic_requests  # drawing a page takes a while
@policy("document.redact", repeats=True)
@require_http_methods(BOTH)
def mark(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Show a page with what will go from it, and take what else is to go."""
    with transaction.atomic():
        actor, found = opened(request, document_id, "document.redact")
    version, number = _latest(found), _number(request)
    draft = redacting.draft_of(actor, version)
    initial = {"words": draft.words if draft else "", "boxes": _lines(draft.boxes.get(str(number)) if draft else [])}
    form = MarkForm(request.POST if request.method == "POST" else None, initial=initial)
    context: dict[str, Any] = frame(actor, found.card) | {"document": found.document, "form": form, "number": number}
    try:
        redacting.check_can_be(version)
        if request.method == "POST" and form.is_valid():
            _keep(request, document_id, version, form, number)
            return HttpResponseRedirect(_where(request, document_id, number))
        shown = redacting.page_shown(version, number, Marks.of(draft), picture=False)
    except Damaged:
        return render(request, "project/error.html", {"title": DAMAGED[0], "advice": DAMAGED[1]}, status=410)
    except NotDone as fault:
        return render(request, "documents/cannot_redact.html", context | {"why": str(fault)})
    if shown.number != number:
        return HttpResponseRedirect(with_query(address("documents:redact", document_id=document_id), page=shown.number))
    picture = address("documents:page", document_id=document_id, number=number)
    context |= {
        "pages": shown.pages,
        "text": shown.text.replace("\x02", "-").replace("\x00", " "),
        "found": list(shown.found.items()),
        "marked_pages": sorted(Marks.of(draft).boxes),
        "picture": with_query(picture, r=draft.revision if draft else 0),
        "has_marks": not Marks.of(draft).is_empty,
    }
    return render(request, "documents/mark.html", context)


def _keep(request: HttpRequest, document_id: UUID, version: DocumentVersion, form: MarkForm, number: int) -> None:
    with transaction.atomic():
        actor = actor_of(request)
        queries.opened(actor, document_id, "document.redact")
        told = {"words": form.cleaned_data["words"], "boxes": form.cleaned_data["boxes"]}
        redacting.keep_draft(actor=actor, version=version, page=number, **told)


def _where(request: HttpRequest, document_id: UUID, number: int) -> str:
    if "copy" in request.POST:
        return address("documents:redacted", document_id=document_id)
    page = number + 1 if "next" in request.POST else number
    return with_query(address("documents:redact", document_id=document_id), page=page)


def _lines(boxes: Any) -> str:
    return "\n".join(" ".join(one) for one in boxes or ())


@transaction.non_atomic_requests  # as above
@policy("document.redact", repeats=True)
@require_safe
def page(request: HttpRequest, document_id: UUID, number: int) -> HttpResponse:
    """Give out the picture of a page, with its grid and what will go."""
    with transaction.atomic():
        actor, found = opened(request, document_id, "document.redact", page=number)
    version = _latest(found)
    try:
        redacting.check_can_be(version)
        marks = Marks.of(redacting.draft_of(actor, version))
        shown = redacting.page_shown(version, number, marks, picture=True)
    except (NotDone, Damaged) as error:
        raise Http404("There is no such page.") from error
    if shown.number != number:
        raise Http404("There is no such page.")
    return HttpResponse(shown.picture, content_type="image/png")


@transaction.non_atomic_requests  # making the copy takes long; keeping it is one short transaction
@policy("document.redact", repeats=True)
@require_http_methods(BOTH)
def redacted(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Make the copy without what is to go."""
    with transaction.atomic():
        actor, found = opened(request, document_id, "document.redact")
    version, status = _latest(found), 200
    draft = redacting.draft_of(actor, version)
    marks = Marks.of(draft)
    posted = request.POST if request.method == "POST" else None
    form = CopyForm(posted, initial={"title": f"{found.document.about.title}: redacted copy"})
    context = frame(actor, found.card) | {"document": found.document, "form": form, "marks": marks}
    context["waiting"] = waiting_words(waiting_with(actor, found))
    if posted and form.is_valid():
        title = form.cleaned_data["title"]
        try:
            redacting.check_can_be(version)
            made = redacting.make_copy(version, marks, title)

            def keep(request: HttpRequest) -> HttpResponse:
                waiting = waiting_with(actor, queries.opened(actor, document_id, "document.redact"))
                assert draft is not None  # without marks no copy was made
                told = {"version": version, "draft": draft, "title": title, "made": made}
                copy = redacting.keep_copy(actor=actor, **told)
                messages.success(request, "The copy is made, and the document it was made from is closed.")
                tell_stopped(request, waiting)
                return HttpResponseRedirect(address("documents:document", document_id=copy.pk))

            with transaction.atomic():
                return once(keep)(request)
        except Damaged:
            return render(request, "project/error.html", {"title": DAMAGED[0], "advice": DAMAGED[1]}, status=410)
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
    return render(request, "documents/redacted.html", context, status=status)
