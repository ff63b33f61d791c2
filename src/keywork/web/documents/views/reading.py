"""The documents of a case, one document, and its bytes."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.policy import policy
from keywork.web.documents import presenters, queries
from keywork.web.documents.services.redacting import CAN_BE
from keywork.web.documents.views.handing import given_out
from keywork.web.documents.views.shared import case_opened, frame, opened
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.people.policy import CASES

PER_PAGE = 25


@reads_in_one_look
@policy("document.list")
@require_safe
def documents(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """List the documents of a case that somebody reads."""
    actor, card = case_opened(request, case_id, "document.list")
    page = Paginator(queries.documents_of(actor, card), PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": presenters.rows(actor, page.object_list), "paging": page}
    return render(request, "documents/documents.html", frame(actor, card) | context)


@reads_in_one_look
@policy("document.read")
@require_safe
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Show what a document is, its versions, and with whom it is shared."""
    actor, found = opened(request, document_id, "document.read")
    one, card, versions = found.document, found.card, found.versions
    can = {name: CASES.can(actor, f"document.{name}", card) for name in ("change", "share", "redact", "keep-back")}
    original = one.redacted_from
    context = {
        "document": one,
        "label": one.about.title,
        "giver": presenters.giver(actor, one),
        "tags": presenters.tags(actor, one),
        "versions": presenters.versions(actor, one, versions),
        "shares": presenters.shares(queries.shares_of(one)) if can["share"] else [],
        "copies": presenters.rows(actor, queries.redacted_copies(actor, card, one)),
        "original": presenters.rows(actor, [original])[0] if original and can["redact"] else None,
        "may_add_version": queries.may_add_version(actor, card, one),
        "may_change": can["change"],
        "may_share": can["share"] and one.state == one.State.KEPT,
        "may_redact": can["redact"] and bool(versions) and versions[0].viewing.media_type in CAN_BE,
        "may_keep_back": can["keep-back"],
    }
    return render(request, "documents/document.html", frame(actor, card) | context)


@reads_in_one_look
@policy("document.read")
@require_safe
def file(request: HttpRequest, document_id: UUID, number: int) -> HttpResponse:
    """Give out the copy of a version for reading, once it is proven to be what was kept."""
    _, found = opened(request, document_id, "document.read", version=number)
    version = queries.version_of(found, number)
    if version is None:
        raise Http404("There is no such version.")
    return given_out(request, version)
