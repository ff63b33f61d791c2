"""The requests that have come: a list for those who look through them, and one page for each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.assessments import letting_in, papers, presenters, queries, services, triage
from keywork.web.assessments.forms import AnswerForm
from keywork.web.assessments.journeys import FAMILIES
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.assessments.policy import QUEUE
from keywork.web.assessments.team_forms import TriageForm
from keywork.web.assessments.views.looked import looked_at
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.people.policy import CASES, may

PER_PAGE = 50
State = AssessmentRequest.State
NOT_LET_IN = (
    " Whoever asked is not let into that child’s record by it: do that on the case’s page “People”, once you know who "
    "they are."
)
DONE = (State.COMPLETE, State.JOINED)


@reads_in_one_look
@policy("request.queue")
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List the requests that are to be looked at; beside it the settings whose requests often lack something."""
    actor = actor_of(request)
    is_done = request.GET.get("which") == "done"
    found = queries.queue(actor).filter(state__in=DONE) if is_done else queries.to_look_at(actor)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    rows = presenters.queue_rows(listed, queries.decision_clocks([one.case_id for one in listed if one.case_id]))
    log(actor=actor, action="request.queue", subjects=[one.case_id for one in listed])
    context = {
        "rows": rows, "paging": page, "keep": {"which": "done"} if is_done else {}, "is_done": is_done,
        "may_log": can(actor, "request.log"), "lacking": queries.lacking(actor), "panels": can(actor, "panel.list"),
        "meetings": can(actor, "meeting.count"),
    }  # fmt: skip
    return render(request, "assessments/queue.html", context)


@reads_in_one_look
@policy("request.queue")
@require_safe
def look(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Show one request, and what can be done about it."""
    actor = actor_of(request)
    found = queries.queued(actor, asked_id)
    return render(request, "assessments/look.html", _context(actor, found))


def _context(actor: Actor, found: AssessmentRequest, form: TriageForm | None = None) -> dict[str, Any]:
    assert found.case is not None
    card = found.case.card
    looked_at(actor, queries.SEE, card, card.person_id)
    row = queries.decision_clocks([card.case_id]).get(card.case_id)
    may_triage = found.state != State.JOINED and QUEUE.can(actor, queries.TRIAGE, found)
    cases = queries.known_cases(actor, found) if may_triage else []
    shut_out = may_triage and letting_in.waits(found)
    lets_in = shut_out and letting_in.may(actor, found)
    return {
        "id": found.pk, "row": presenters.queue_rows([found], {card.case_id: row} if row else {})[0],
        "person": card.person, "case_id": card.case_id, "urgent": found.urgent,
        "warnings": presenters.warnings(found, setting_is_known=queries.setting_of_urn(found.urn) is not None),
        "told": presenters.told(found, private=may(actor, "a3", "R", card)),
        "asked": presenters.asked_rows(queries.askings(found)), "known": cases,
        "form": form or (TriageForm(request=found, cases=cases, lets_in=lets_in) if may_triage else None),
        "hands_over": shut_out and not lets_in, "why_not_in": letting_in.why_not(found) if lets_in else "",
        "papers": papers.team_rows(actor, found, opens=QUEUE.can(actor, papers.OPEN, found)),
        "adds_papers": found.state != State.JOINED and CASES.can(actor, "document.add", card),
        "may_notify": may_triage and CASES.can(actor, "letter.write", card),
        "on_paper": presenters.is_on_paper(found), "may_open": may(actor, "a2", "R", card),
    }  # fmt: skip


@policy("request.triage")
@require_POST
def decide(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Keep how a request stands."""
    actor = actor_of(request)
    found = queries.queued(actor, asked_id, queries.TRIAGE)
    cases = queries.known_cases(actor, found)
    lets_in = letting_in.waits(found) and letting_in.may(actor, found)
    form = TriageForm(request.POST, request=found, cases=cases, lets_in=lets_in)
    if not form.is_valid():
        return render(request, "assessments/look.html", _context(actor, found, form))
    try:
        told = _do(actor, found, form.cleaned_data, cases)
    except Refused as refused:
        form.add_error(None, str(refused))
        return render(request, "assessments/look.html", _context(actor, found, form))
    messages.success(request, told)
    return redirect("assessments:queue")


@policy("request.triage")
@require_POST
def answered(request: HttpRequest, asked_id: UUID, asking_id: UUID) -> HttpResponse:
    """Write down an answer that came another way: by post, or on the telephone."""
    actor = actor_of(request)
    found = queries.queued(actor, asked_id, queries.TRIAGE)
    if asking_id not in {one.pk for one in queries.askings(found)}:
        raise Http404("There is no such question.")
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            words = form.cleaned_data["answer"]
            services.answer(actor=actor, request=found, asking_id=asking_id, words=words, action=queries.TRIAGE)
            messages.success(request, "The answer was written down.")
        else:
            messages.error(request, "Enter what was answered. A sentence is enough.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("assessments:look", asked_id=asked_id)


def _do(actor: Actor, found: AssessmentRequest, said: dict[str, Any], cases: list[queries.Known]) -> str:
    what = said["what"]
    if what == "let-in":
        letting_in.let_in(actor=actor, request=found, checked=said["checked"], how=said["how"])
        return "Whoever asked can read the case from their next page."
    if what == "complete":
        with transaction.atomic():
            triage.complete(actor=actor, request=found)
            if said.get("opens"):
                letting_in.let_in(actor=actor, request=found, checked=said["checked"], how=said["how"])
        opened = " Whoever asked can read the case from their next page." if said.get("opens") else ""
        return f"The request is complete.{opened}"
    if what == "ask":
        triage.ask(actor=actor, request=found, items=said["items"], words=said["words"])
        return "Whoever asked can read what is missing. The clock runs on."
    if what == "known":
        known = next(one for one in cases if str(one.card.case_id) == said["known"])
        triage.join(actor=actor, request=found, known=known)
        return f"The request belongs to the child who is known.{NOT_LET_IN if found.source in FAMILIES else ''}"
    triage.hurry(actor=actor, request=found, reason=said["words"] if what == "urgent" else "")
    return "The request stands first." if what == "urgent" else "The request is back in its place."
