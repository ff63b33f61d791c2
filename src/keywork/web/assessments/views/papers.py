"""Adding papers to a request that was sent, and opening those that came with one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.policy import actor_of, policy
from keywork.web.accounts.sizes import takes_files
from keywork.web.assessments import papers, queries
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.views.looked import looked_at
from keywork.web.documents.forms import PaperForm
from keywork.web.documents.models.files import Document
from keywork.web.documents.views.handing import given_out, kept_once, largest, taken_of
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.ui.addresses import address


@transaction.non_atomic_requests  # looking through a file takes long; what is kept is kept in one short transaction
@policy("request.add-paper", repeats=True)
@takes_files(largest)
@require_http_methods(["GET", "HEAD", "POST"])
def add_papers(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Add papers to a request, one at a time, and list those that are there."""
    actor = actor_of(request)
    with transaction.atomic():
        found = queries.own_request(actor, asked_id, papers.ADD)
        if found.case is None:
            messages.info(request, "Send the request first. Papers are added right after.")
            return redirect("assessments:request", asked_id=asked_id)
        looked_at(actor, papers.ADD, found.case.card)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*posted)
    if posted and form.is_valid() and (taken := taken_of(form)):

        def keep(request: HttpRequest) -> HttpResponse:
            asked = queries.own_request(actor, asked_id, papers.ADD)
            papers.add(actor=actor, request=asked, title=form.cleaned_data["title"], taken=taken)
            messages.success(request, "Added. The team can read it now. You can add another.")
            return HttpResponseRedirect(address("assessments:add-papers", asked_id=asked_id))

        try:
            return kept_once(request, keep)
        except Refused as refused:
            form.add_error("file", str(refused))
    context = {"id": asked_id, "form": form, "papers": papers.own_rows(actor, found)}
    return render(request, "assessments/add_papers.html", context)


@reads_in_one_look
@policy("request.add-paper")
@require_safe
def own_paper(request: HttpRequest, asked_id: UUID, document_id: UUID) -> HttpResponse:
    """Give out a paper to whoever sent it with their request, or whose setting did."""
    return _opened(request, queries.own_request(actor_of(request), asked_id, papers.ADD), document_id, papers.ADD)


@reads_in_one_look
@policy("request.open-paper")
@require_safe
def team_paper(request: HttpRequest, asked_id: UUID, document_id: UUID) -> HttpResponse:
    """Give out a paper to whoever looks through the request it came with."""
    return _opened(request, queries.queued(actor_of(request), asked_id, papers.OPEN), document_id, papers.OPEN)


def _opened(request: HttpRequest, found: AssessmentRequest, document_id: UUID, action: str) -> HttpResponse:
    document: Document | None = papers.paper_of(found, document_id)
    if document is None or found.case is None:
        raise Http404("There is no such paper.")
    looked_at(actor_of(request), action, found.case.card, found.case.card.person_id, document_id, did="open")
    return given_out(request, document.versions.select_related("viewing")[0])
