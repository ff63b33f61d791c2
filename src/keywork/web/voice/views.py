"""The pages about concerns: one to log what somebody rang or wrote about, one for what there was."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.documents.services.letter_templates import where_complaints_go
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import plural
from keywork.web.voice import presenters, queries, services
from keywork.web.voice.forms import ConcernForm
from keywork.web.voice.models import STEPS, Concern
from keywork.web.voice.talks import owed_since

PER_PAGE = 50
# Where somebody can have come from, by what the address says: the page that leads back, its words, and who has it.
CAME_FROM = {"today": ("casework:support", "Today’s work", "support.today")}
COMPLAINT = "complaint-received"
NO_SUCH_CASE = "You reach no case with this reference. Check it, or leave it empty"


@policy(queries.LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def log_one(request: HttpRequest, case_id: UUID | None = None) -> HttpResponse:
    """Log a call, an e-mail or a letter, about a case or about none."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id) if case_id else None
    owed = owed_since(actor, card) is not None
    first = Concern.About.TALK if owed and request.GET.get("about") == Concern.About.TALK else ""
    if request.method != "POST":
        return _form(request, card, ConcernForm(card=card, talk_is_owed=owed, about=first))
    form = ConcernForm(request.POST, card=card, talk_is_owed=owed)
    if not form.is_valid():
        return _form(request, card, form)
    reference = form.cleaned_data.get("reference", "")
    about = queries.card_by_reference(actor, reference) if reference else card
    if reference and about is None:
        form.add_error("reference", NO_SUCH_CASE)
        return _form(request, card, form)
    try:
        made = services.log_concern(actor=actor, card=about, told=form.told())
    except Refused as refused:
        form.add_error("raised_on", str(refused))
        return _form(request, card, form)
    talked = made.about == Concern.About.TALK
    messages.success(request, "The talk is logged and on record." if talked else "The concern was logged.")
    return _onwards(request, actor, card)


def _came_from(request: HttpRequest, actor: Actor) -> str:
    """Return from which of the known pages somebody came; empty where from none of them, or it is not theirs."""
    said = (request.POST if request.method == "POST" else request.GET).get("from", "")
    return said if said in CAME_FROM and can(actor, CAME_FROM[said][2]) else ""


def _back_to(came: str, card: CaseCard | None, actor: Actor) -> tuple[str, str] | None:
    """Return the address that leads back and its words; None for whoever has no page to go back to."""
    if card is not None:
        return address("casework:contacts", case_id=card.case_id), "Back to the case"
    if came:
        return address(CAME_FROM[came][0]), CAME_FROM[came][1]
    return (address("voice:concerns"), "Concerns") if can(actor, queries.READ) else None


def _form(request: HttpRequest, card: CaseCard | None, form: ConcernForm) -> HttpResponse:
    actor = actor_of(request)
    if card is not None:
        log(actor=actor, action=queries.LOG, subjects=[card.case_id, card.person_id])
    came = _came_from(request, actor)
    records = card is not None and CASES.can(actor, "event.record", card)
    context = {
        "form": form,
        "came": came,
        "back": _back_to(came, card, actor),
        "complaints": where_complaints_go(actor.authority.name),
        "record_at": address("casework:record-event", case_id=card.case_id, kind=COMPLAINT) if card and records else "",
    }
    return render(request, "voice/log.html", context)


def _onwards(request: HttpRequest, actor: Actor, card: CaseCard | None) -> HttpResponse:
    """Lead to the case, back to where they came from, to the list, or to the next call for whoever reads no list."""
    if card is not None:
        return redirect("casework:contacts", case_id=card.case_id)
    if came := _came_from(request, actor):
        return redirect(CAME_FROM[came][0])
    return redirect("voice:concerns" if can(actor, queries.READ) else "voice:log")


@reads_in_one_look
@policy(queries.READ)
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """Show how many concerns there were, by month and step, and list them."""
    actor = actor_of(request)
    about = _one_of(request.GET.get("about"), [code for code, _ in presenters.CAUSES])
    step = _one_of(request.GET.get("step"), [code for code, _ in STEPS])
    which = _one_of(request.GET.get("which"), ["open"])
    counted = queries.counted(actor, about=about, step=step)
    found = queries.concerns(actor).filter(
        **{name: value for name, value in (("about", about), ("step", step)) if value}
    )
    if which:
        found = found.filter(answered_at=None)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    log(actor=actor, action=queries.READ, subjects=dict.fromkeys(one.case_id for one in listed if one.case_id))
    context = {
        "rows": presenters.rows(listed), "paging": page, "found": plural(page.paginator.count, "concern"),
        "charts": [presenters.by_month(counted), presenters.by_step(counted)] if counted.whole else [],
        "grid": presenters.grid(counted), "causes": presenters.causes(counted),
        "keep": {name: value for name, value in (("about", about), ("step", step), ("which", which)) if value},
        "about": about, "step": step, "which": which, "abouts": presenters.CAUSES, "steps": STEPS,
        "may_log": can(actor, queries.LOG),
    }  # fmt: skip
    return render(request, "voice/concerns.html", context)


def _one_of(said: str | None, known: list[str]) -> str:
    return said if said in known else ""


@policy(queries.READ)
@require_POST
def answered(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Keep that a concern was answered."""
    actor = actor_of(request)
    found = queries.concern(actor, concern_id)
    try:
        services.answer(actor=actor, concern=found)
        messages.success(request, "It is kept that this was answered.")
    except Refused as refused:
        messages.info(request, str(refused))
    return _back(request, found)


def _back(request: HttpRequest, found: Concern) -> HttpResponse:
    to: dict[str, Any] = {"case_id": found.case_id} if request.POST.get("from") == "case" and found.case_id else {}
    return redirect("casework:contacts" if to else "voice:concerns", **to)
