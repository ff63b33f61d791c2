"""The print queue: what is to be printed and posted, one copy at a time."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.documents import letter_presenters as presenters
from keywork.web.documents import letter_queries as queries
from keywork.web.documents import store
from keywork.web.documents.errors import NotDone
from keywork.web.documents.letter_forms import PostedForm, PrintedForm
from keywork.web.documents.letter_kinds import TITLES
from keywork.web.documents.letter_print import Cover, cover_pdf
from keywork.web.documents.letter_reach import why_not
from keywork.web.documents.models.letters import Dispatch
from keywork.web.documents.services import posting
from keywork.web.documents.views.letter_shared import file_answer, told
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ui.addresses import address

BOTH = ["GET", "HEAD", "POST"]
POST = "letter.post"


@reads_in_one_look
@policy(POST)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List what is to be printed and posted."""
    actor = actor_of(request)
    found, kept = queries.queue(actor), queries.not_to_post(actor)
    log(actor=actor, action=POST, subjects=dict.fromkeys(one.release.letter.case_id for one in (*found, *kept)))
    context = {"rows": presenters.queue_rows(found), "kept": presenters.queue_rows(kept)}
    return render(request, "documents/letters/queue.html", context)


@policy(POST)
@require_http_methods(BOTH)
def copy(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Print one copy, compare its reference, and say on which day it was posted."""
    actor = actor_of(request)
    found, card = queries.queued(actor, dispatch_id)
    told(actor, card, POST, dispatch_id)
    is_printed = found.state == Dispatch.State.PRINTED
    data = request.POST if request.method == "POST" else None
    form = PostedForm(data, initial={"on": clock.today()}) if is_printed else PrintedForm(data)
    if request.method == "POST" and form.is_valid():
        does = {"actor": actor, "card": card, "dispatch_id": dispatch_id}
        try:
            if is_printed:
                why = posting.posted(**does, on=form.cleaned_data["on"])
            else:
                why = posting.printed(**does, reference=form.cleaned_data["reference"])
            if why:
                messages.error(
                    request, f"Do not post it. {why} The letter is back with its keyworker: destroy the copy."
                )
                return HttpResponseRedirect(address("documents:letter-queue"))
            messages.success(request, "Posted." if is_printed else "Printed. Say when it is posted.")
            if is_printed:
                return HttpResponseRedirect(address("documents:letter-queue"))
            return HttpResponseRedirect(address("documents:letter-posting", dispatch_id=dispatch_id))
        except NotDone as fault:
            form.add_error(None if is_printed else "reference", str(fault))
    row = presenters.queue_rows([found])[0]
    context = {"row": row, "form": form, "is_printed": is_printed, "dispatch_id": dispatch_id, "pages": found.pages}
    context["files"] = [(one.number, one.label) for one in queries.files_of(found)]
    return render(request, "documents/letters/posting.html", context)


@policy(POST)
@require_safe
def file(request: HttpRequest, dispatch_id: UUID, number: int) -> HttpResponse:
    """Give what is printed, the letter or what goes with it, while nothing about its address has changed."""
    actor = actor_of(request)
    found, card = queries.queued(actor, dispatch_id)
    wanted = next((one for one in queries.files_of(found) if one.number == number), None)
    if wanted is None:
        raise Http404("No such file goes with the letter.")
    told(actor, card, POST, dispatch_id, wanted.version.document_id)
    if why_not(found, card):
        messages.error(request, "Something changed on the way. Do not print it: open the copy and go on there.")
        return HttpResponseRedirect(address("documents:letter-posting", dispatch_id=dispatch_id))
    kept = wanted.version.viewing
    return file_answer(store.read(kept), f"{found.token}-{wanted.name}", kept.media_type)


@policy(POST)
@require_safe
def cover(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Give the sheet that lies on the printed letter until it is in its envelope."""
    actor = actor_of(request)
    found, card = queries.queued(actor, dispatch_id)
    told(actor, card, POST, dispatch_id)
    enclosed = [one.title for one in queries.enclosed_of(found)]
    sheet = Cover(card.case.reference, found.token, TITLES[found.release.letter.kind], found.pages, enclosed)
    return file_answer(cover_pdf(sheet), f"cover-{found.token}.pdf")
