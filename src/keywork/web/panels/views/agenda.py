"""The agenda of a meeting: what is before it, putting cases there, taking one off, and closing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.panels import presenters, queries
from keywork.web.panels.errors import NotDone
from keywork.web.panels.questions import ASSESS, QUESTIONS
from keywork.web.panels.services import agenda as services
from keywork.web.panels.views.shared import opened
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import plural

PER_PAGE = 25


@reads_in_one_look
@policy("panel.list")
@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show the cases that are before a meeting, what is due first on top."""
    actor = actor_of(request)
    one = queries.meeting(actor, meeting_id)
    items = queries.agenda(actor, one)
    cases = [item.case_id for item in items]
    log(actor=actor, action="panel.list", subjects=dict.fromkeys(cases))
    tags = presenters.clock_tags(queries.clocks(items), actor.authority_id)
    is_open = one.closed_at is None
    context = {
        "meeting": presenters.meeting_row(one),
        "meeting_id": one.pk,
        "panel_id": one.panel_id,
        "rows": presenters.agenda_rows(items, tags),
        "is_open": is_open,
        "quorum": one.panel.quorum,
        "may_put": is_open and can(actor, queries.PUT),
        "may_close": is_open and can(actor, queries.RUN),
    }
    return render(request, "panels/meeting.html", context)


@policy("panel.put")
@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put cases that wait for a decision before a meeting: late, at risk and due soon stand first."""
    actor = actor_of(request)
    question = QUESTIONS.get(request.GET.get("question", ""), ASSESS)
    one = queries.meeting(actor, meeting_id, queries.PUT)
    fault, chosen = "", request.POST.getlist("case") if request.method == "POST" else []
    if request.method == "POST":
        try:
            made = services.put(actor=actor, meeting=one, cards=queries.cards_to_put(actor, chosen))
        except NotDone as refused:
            fault = str(refused)
        else:
            messages.success(request, f"{plural(len(made), 'case')} put before the panel, and opened to its members.")
            return HttpResponseRedirect(address("panels:meeting", meeting_id=meeting_id))
    page = Paginator(queries.waiting(actor, question), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    log(actor=actor, action="panel.put", subjects=dict.fromkeys(row.case_id for row in rows), detail={"did": "list"})
    context = {
        "meeting": presenters.meeting_row(one),
        "meeting_id": meeting_id,
        "rows": presenters.waiting_rows(rows, presenters.clock_tags(rows, actor.authority_id)),
        "paging": page,
        "count": page.paginator.count,
        "question": question,
        "questions": [(one, one is question) for one in QUESTIONS.values()],
        "fault": fault,
        "chosen": set(chosen),
    }
    return render(request, "panels/put.html", context)


@policy("panel.put")
@require_POST
def take_off(request: HttpRequest, agenda_id: UUID) -> HttpResponse:
    """Take a case off an agenda."""
    actor, found = opened(request, agenda_id, queries.PUT)
    try:
        services.take_off(actor=actor, card=found.card, item=found.item)
    except NotDone as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "Taken off the agenda. It is closed to the members.")
    return HttpResponseRedirect(address("panels:meeting", meeting_id=found.item.meeting_id))


@policy("panel.run")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Close a meeting, after it was said what is left undone."""
    actor = actor_of(request)
    one = queries.meeting(actor, meeting_id, queries.RUN)
    fault = ""
    if request.method == "POST":
        try:
            left = services.close(actor=actor, meeting=one)
        except NotDone as refused:
            fault = str(refused)
        else:
            messages.success(request, services.said_of(left))
            return HttpResponseRedirect(address("panels:meeting", meeting_id=meeting_id))
    items = queries.agenda(actor, one)
    undone = sum(getattr(item, "recommendation", None) is None for item in items)
    context = {"meeting": presenters.meeting_row(one), "meeting_id": meeting_id, "fault": fault, "undone": undone}
    return render(request, "panels/close.html", context)
