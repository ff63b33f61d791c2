"""What a setting sees: its consultations, one of them with what it is shown, and its reply."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.documents.queries import documents_of
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.people.policy import CASES
from keywork.web.placements import presenters, queries, reasons
from keywork.web.placements.services import replying
from keywork.web.placements.standing import rows_of
from keywork.web.placements.views.shared import frame, opened
from keywork.web.placements.views.steps import REPLY, take

PER_PAGE = 25
MOST_DONE = 50


@reads_in_one_look
@policy("consultation.tray")
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """Show the consultations of a setting: those that wait by due date, then those it replied to."""
    actor = actor_of(request)
    page = Paginator(queries.tray(actor, done=False), PER_PAGE).get_page(request.GET.get("page"))
    waiting, done = list(page.object_list), list(queries.tray(actor, done=True)[:MOST_DONE])
    both = [*waiting, *done]
    cases = list(dict.fromkeys(one.case_id for one in both))
    log(actor=actor, action="consultation.tray", subjects=cases)
    dates, known, today = rows_of(both), queries.named(actor, cases), clock.today()
    context = {
        "waiting": presenters.rows(waiting, dates, known, today),
        "done": presenters.rows(done, dates, known, today),
        "paging": page,
        "count": page.paginator.count,
        "days": replying.READS_ON,
    }
    return render(request, "placements/tray.html", context)


@reads_in_one_look
@policy("consultation.open")
@require_safe
def consultation(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Show one consultation: where it stands, what is shown, what was done with it, and the reply."""
    actor, found = opened(request, consultation_id, "consultation.open")
    one, card = found.consultation, found.card
    documents = []
    if found.is_asked and one.labels and CASES.can(actor, "document.list", card):
        documents = [(document.pk, document.title, document.about.title) for document in documents_of(actor, card)]
    context = frame(actor, found) | {
        "documents": documents,
        "shown": presenters.shown(one),
        "ground": reasons.words("shared", one.ground),
        "reply": presenters.reply_of(one),
        "steps": presenters.step_rows(one.steps.all()) if found.may_ask else [],
        "days": replying.READS_ON,
    }
    return render(request, "placements/consultation.html", context)


@policy("consultation.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """Reply as the setting."""
    return take(request, consultation_id, "consultation.answer", REPLY)
