"""A family's own pages: what they think of the draft, one question a page, kept as it is typed, and sent once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.core.rights import Decision
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.presenters import whose
from keywork.web.representations import presenters, queries
from keywork.web.representations.errors import NotDone
from keywork.web.representations.journeys import Journey, Page, Typed
from keywork.web.representations.models import Representation
from keywork.web.representations.services import answering
from keywork.web.representations.standing import Draft, draft_of, why_not
from keywork.web.representations.views.shared import looked_at, opened_case, own_name
from keywork.web.representations.windows import of_speaker
from keywork.web.ui.jinja import short_day

MAKE = answering.MAKE
READS_PLAN = "plan.open"
MOST_TYPED = 25_000
SENT = "This answer was sent. It can no longer be changed; you can send another one."


@reads_in_one_look
@policy(MAKE)
@require_safe
def own(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show until when somebody can answer the draft, what they answered, and what was replied."""
    actor, card = opened_case(request, case_id, MAKE)
    draft, theirs = _own_days(actor, card), answering.may_answer(card, queries.speaker_of(actor, card))
    begun, reads = queries.own_draft(actor, card), CASES.can(actor, READS_PLAN, card)
    context = {
        "case_id": case_id,
        "whose": whose(actor, card),
        "window": presenters.window(draft),
        "served_here": short_day(queries.served_here(actor, card)) if reads else "",
        "for_whom": answering.for_whom(card) if theirs else "",
        "opens_case": CASES.can(actor, "case.where", card),
        "no_draft": answering.NO_DRAFT,
        "not_theirs": "" if theirs else why_not(card, Decision.DRAFT),
        "begun": begun,
        "next": _journey(actor, card, begun).first_open().slug if begun else "",
        "found": presenters.answered(queries.own_sent(actor, card)),
    }
    return render(request, "representations/own.html", context)


def _own_days(actor: Actor, card: CaseCard) -> Draft | None:
    """Return the draft with the days of whoever asks: of parents who live apart each has their own."""
    draft = draft_of(card)
    return draft and of_speaker(card, queries.speaker_of(actor, card), draft)


@policy(MAKE)
@require_POST
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin an answer, and lead to its first page."""
    actor, card = opened_case(request, case_id, MAKE)
    try:
        made = answering.begin(actor=actor, name=own_name(request), card=card)
    except NotDone as fault:
        messages.error(request, str(fault))
        return redirect("representations:own", case_id=case_id)
    return redirect("representations:step", answer_id=made.pk, step=_journey(actor, card, made).first_open().slug)


def _journey(actor: Actor, card: CaseCard, one: Representation) -> Journey:
    speaker = queries.speaker_of(actor, card)
    return Journey(one.answers, asks_budget=answering.may_answer(card, speaker, Decision.BUDGET))


def _in_hand(request: HttpRequest, answer_id: UUID) -> tuple[Actor, CaseCard, Representation, HttpResponse | None]:
    """Return an answer that is being written; where it was sent, where to go instead."""
    actor = actor_of(request)
    found = queries.opened(actor, answer_id)
    looked_at(actor, MAKE, found.card, answer_id)
    if found.one.state == Representation.State.DRAFT:
        return actor, found.card, found.one, None
    messages.info(request, SENT)
    return actor, found.card, found.one, redirect("representations:own", case_id=found.card.case_id)


def _page_of(journey: Journey, slug: str) -> Page:
    page = journey.page(slug)
    if page is None:
        raise Http404("There is no such page.")
    return page


@policy(MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, answer_id: UUID, step: str) -> HttpResponse:
    """Ask one question, keep what is typed, and go on."""
    actor, card, one, elsewhere = _in_hand(request, answer_id)
    if elsewhere is not None:
        return elsewhere
    journey = _journey(actor, card, one)
    page = _page_of(journey, step)
    form = page.form(request.POST) if request.method == "POST" else journey.form(page)
    if request.method == "POST":
        try:
            one = answering.keep(one=one, page=page.slug, typed=_typed(request, page))
        except NotDone as fault:
            messages.info(request, str(fault))
            return redirect("representations:own", case_id=card.case_id)
        if "later" in request.POST:
            messages.success(request, "Kept. Come back to this page whenever you like.")
            return redirect("representations:own", case_id=card.case_id)
        if form.is_valid():
            return _on(request, _journey(actor, card, one), one, page)
    elif "mend" not in request.GET:
        form = _uncomplaining(form)
    before = journey.before(page)
    context = {
        "form": form, "asks": page, "answer_id": answer_id, "case_id": card.case_id, "whose": whose(actor, card),
        "before": before.slug if before else "", "place": journey.place(page) + 1, "of": len(journey.pages),
        "checking": "checking" in request.GET,
    }  # fmt: skip
    return render(request, "representations/step.html", context)


def _uncomplaining(form: Any) -> Any:
    """Return a form that shows what was typed and says nothing of it."""
    if form.is_bound:
        typed, form.is_bound = form.data, False
        form.initial = {name: field.widget.value_from_datadict(typed, {}, name) for name, field in form.fields.items()}
    return form


def _typed(request: HttpRequest, page: Page) -> Typed:
    """Return what was typed on a page, without what no text can hold."""
    return {
        name: [_text(value) for value in request.POST.getlist(name)]
        for name in page.form.base_fields
        if name in request.POST
    }


def _text(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:MOST_TYPED]


def _on(request: HttpRequest, journey: Journey, one: Representation, page: Page) -> HttpResponse:
    after = journey.after(page)
    if after is None or ("checking" in request.GET and not journey.missing()):
        return redirect("representations:check", answer_id=one.pk)
    return redirect("representations:step", answer_id=one.pk, step=after.slug)


@policy(MAKE, repeats=True)
@require_POST
def keep(request: HttpRequest, answer_id: UUID, step: str) -> HttpResponse:
    """Keep what is being typed on a page, without leaving it."""
    actor, card, one, elsewhere = _in_hand(request, answer_id)
    if elsewhere is not None:
        return elsewhere
    page = _page_of(_journey(actor, card, one), step)
    try:
        answering.keep(one=one, page=page.slug, typed=_typed(request, page))
    except NotDone as fault:
        return HttpResponse(str(fault), status=409, content_type="text/plain")
    return HttpResponse(status=204)


@policy(MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Show all that was answered, and send it."""
    actor, card, one, elsewhere = _in_hand(request, answer_id)
    if elsewhere is not None:
        return elsewhere
    journey = _journey(actor, card, one)
    fault = ""
    if request.method == "POST":
        try:
            answering.send(actor=actor, card=card, one=one)
        except NotDone as refused:
            fault = str(refused)
        else:
            messages.success(request, "Sent. Your keyworker has been told, and replies to each point here.")
            return redirect("representations:own", case_id=card.case_id)
    draft = _own_days(actor, card)
    rows = journey.rows()
    context = {
        "rows": rows, "missing": any(is_missing for _, _, is_missing in rows), "answer_id": answer_id,
        "case_id": card.case_id, "whose": whose(actor, card), "window": presenters.window(draft), "fault": fault,
        "empty": answering.Answer(journey.agrees, journey.said(), journey.nothing).is_empty,
    }  # fmt: skip
    return render(request, "representations/check.html", context)


@policy(MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Take back an answer that was not sent, after asking."""
    actor, card, one, elsewhere = _in_hand(request, answer_id)
    if elsewhere is not None:
        return elsewhere
    if request.method == "POST":
        try:
            answering.take_back(actor=actor, card=card, one=one)
        except NotDone as fault:
            messages.info(request, str(fault))
        else:
            messages.success(request, "Taken back. Nothing of it is kept.")
        return redirect("representations:own", case_id=card.case_id)
    context = {"answer_id": answer_id, "case_id": card.case_id, "whose": whose(actor, card)}
    return render(request, "representations/take_back.html", context)
