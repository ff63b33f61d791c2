"""The officer's decision whether to assess, or whether to issue a plan, and that the family was told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import policy
from keywork.web.kernel import clock
from keywork.web.panels import pack as papers
from keywork.web.panels import presenters, queries
from keywork.web.panels.errors import NotDone, Overtaken
from keywork.web.panels.forms import DecideForm, ToldForm
from keywork.web.panels.limbs import read
from keywork.web.panels.models import AgendaItem
from keywork.web.panels.questions import ASSESS, ISSUE, Question
from keywork.web.panels.routes import letter_at
from keywork.web.panels.services import deciding
from keywork.web.panels.services.deciding import Concluded, latest_item
from keywork.web.panels.standing import Stands, stands
from keywork.web.panels.views.shared import CONFLICT, opened_case, own_name
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.presenters import whose
from keywork.web.ui.addresses import address


@policy("decision.make")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answer both questions of the Act as the officer, and decide whether to assess."""
    return _decide(request, case_id, ASSESS)


@policy("decision.make")
@require_http_methods(["GET", "HEAD", "POST"])
def decide_plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Step through the test of section 37(1) as the officer, and decide whether to issue a plan."""
    return _decide(request, case_id, ISSUE)


def _decide(request: HttpRequest, case_id: UUID, question: Question) -> HttpResponse:
    actor, card = opened_case(request, case_id, "decision.make")
    item, where = latest_item(case_id, question), stands(case_id, actor.authority_id, question)
    withdrew = queries.has_withdrawn(actor, case_id, question)
    item = None if withdrew else item
    held = papers.pack(actor, card, question)
    form = _form(request, item, where, held)
    status, moved = 200, False
    if request.method == "POST" and form.is_valid():
        try:
            deciding.decide(
                actor=actor, name=own_name(request), card=card, question=question, said=_said(form),
                seen=form.cleaned_data["seen"], has_papers=bool(held.papers),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
            moved = isinstance(fault, Overtaken)
            status = CONFLICT if moved else 200
        else:
            messages.success(request, _done(form))
            return HttpResponseRedirect(address("casework:case", case_id=case_id))
    if moved:
        where = stands(case_id, actor.authority_id, question)
        _take_in(form, where)
    context = _shown(actor, card, item, where, held, form, withdrew=withdrew)
    return render(request, "panels/test.html", context, status=status)


def _form(request: HttpRequest, item: AgendaItem | None, where: Stands, held: papers.Pack) -> DecideForm:
    made = getattr(item, "recommendation", None)
    first: dict[str, Any] = {"on": clock.today(), "seen": where.number}
    if made is not None:
        first |= {"conclusion": made.recommendation, "reasons": made.reasons}
    posted = request.POST if request.method == "POST" else None
    test = read(made.test) if made else None
    return DecideForm(posted, question=where.question, papers=held.choices, test=test, initial=first)


def _take_in(form: DecideForm, where: Stands) -> None:
    """Let the form know of the decision that came between, so that sending it again is on purpose."""
    form.data = form.data.copy()
    form.data["seen"] = str(where.number)


def _said(form: DecideForm) -> Concluded:
    said = form.cleaned_data
    return Concluded(
        said["conclusion"], form.test(), said["reasons"], said["on"], said["told_on"], said["need"],
        said["setting_type"], said.get("feedback", ""),
    )  # fmt: skip


def _done(form: DecideForm) -> str:
    if form.cleaned_data["told_on"]:
        return "Decided, and the notice is on record."
    if form.cleaned_data["conclusion"] in form.question.at_once:
        return "Decided, and the draft can begin. Tell the family, with the reasons, and record the day on the case."
    limit = form.question.limit
    return f"Decided. The {limit} run on until the notice is sent: record its day on the case."


def _shown(
    actor: Actor,
    card: CaseCard,
    item: AgendaItem | None,
    where: Stands,
    held: papers.Pack,
    form: DecideForm,
    *,
    withdrew: bool,
) -> dict[str, Any]:
    seats = queries.seats(item) if item else []
    return {
        "form": form,
        "title": f"Decide {where.question.title}",
        "button": "Decide",
        "case_id": card.case_id,
        "whose": whose(actor, card),
        "checklist": held.checklist,
        "missing": held.missing,
        "question": where.question,
        "views": presenters.view_rows(item.views.select_related("user")) if item else [],
        "recommended": presenters.recommended(item, seats) if item else None,
        "standing": presenters.decided(where, withdrew=withdrew),
        "withdrew": withdrew,
        "alone": item is None or not hasattr(item, "recommendation"),
        "rights": presenters.RIGHTS[where.question.code],
        "not_now": "" if where.waits else f"This case waits for no decision {where.question.title}.",
    }


@policy("decision.tell")
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that notice of the decision whether to assess was sent to the family."""
    return _tell(request, case_id, ASSESS)


@policy("decision.tell")
@require_http_methods(["GET", "HEAD", "POST"])
def tell_plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that the family was told whether there will be a plan."""
    return _tell(request, case_id, ISSUE)


def _tell(request: HttpRequest, case_id: UUID, question: Question) -> HttpResponse:
    actor, card = opened_case(request, case_id, "decision.tell")
    where, status = stands(case_id, actor.authority_id, question), 200
    form = ToldForm(
        request.POST if request.method == "POST" else None, initial={"on": clock.today(), "seen": where.number}
    )
    if request.method == "POST" and form.is_valid():
        try:
            deciding.tell(actor=actor, card=card, question=question, **form.cleaned_data)
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
        else:
            messages.success(request, _told(where))
            return HttpResponseRedirect(address("casework:case", case_id=case_id))
    context = {
        "form": form if where.is_untold else None,
        "nothing": "There is no decision here that the family has not been told of.",
        "title": "Record that the family was told",
        "button": "Record it",
        "case_id": case_id,
        "whose": whose(actor, card),
        "standing": presenters.decided(where, withdrew=queries.has_withdrawn(actor, case_id, question)),
        "letter": _letter(actor, card, where),
    }
    return render(request, "panels/told.html", context, status=status)


def _letter(actor: Actor, card: CaseCard, where: Stands) -> str:
    """Return where the letter is begun that tells the family, for whoever writes it."""
    writes = where.is_untold and where.decision is not None and CASES.can(actor, "letter.write", card)
    return letter_at(where.question, card, where.decision.conclusion) if writes and where.decision else ""


def _told(where: Stands) -> str:
    if where.decision is not None and where.decision.conclusion in where.question.at_once:
        return "On record. The family knows that there will be a plan."
    return "On record. The clock is met by that day."
