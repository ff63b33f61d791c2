"""Sending a plan for a check, answering one, and beginning the letter that an agreed paper goes with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import policy
from keywork.web.documents.services import letters
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.placements.queries import naming_of
from keywork.web.plans import presenters, queries
from keywork.web.plans.content import Content
from keywork.web.plans.document import sections_of
from keywork.web.plans.errors import NotDone, Overtaken
from keywork.web.plans.forms import AnswerForm, AskForm
from keywork.web.plans.guard import Findings
from keywork.web.plans.hinting import hints
from keywork.web.plans.models import PlanCheck, PlanVersion
from keywork.web.plans.paper import IN_A_DRAFT, NONE_NAMED
from keywork.web.plans.services import checking, writing
from keywork.web.plans.standing import dates_of, why_closed
from keywork.web.plans.views.shared import CONFLICT, frame, opened
from keywork.web.representations.presenters import days_rows
from keywork.web.representations.windows import days_of
from keywork.web.ui.addresses import address

BOTH = ["GET", "HEAD", "POST"]
WRITE_LETTERS = "letter.write"
Kind, State = PlanCheck.Kind, PlanCheck.State
LETTERS = {Kind.DRAFT.value: "draft-plan", Kind.FINAL.value: "final-plan"}


@policy(writing.WRITE)
@require_http_methods(BOTH)
def ask(request: HttpRequest, case_id: UUID, paper: str) -> HttpResponse:
    """Send the plan for a check, with what was found in it."""
    if paper not in Kind.values:
        raise Http404("There is no such plan.")
    actor, card = opened(request, case_id, writing.WRITE)
    last, status = queries.latest(case_id), 200
    found = checking.findings(card, last) if last else Findings()
    first = {"seen": last.number if last else 0}
    form = AskForm(request.POST if request.method == "POST" else None, initial=first, others=found.others)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            checking.ask(
                actor=actor, card=card, kind=paper, words=said["words"], names_why=said.get("names_why", ""),
                seen=said.get("seen"),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
            if isinstance(fault, Overtaken):
                status = CONFLICT
                form.data = form.data.copy()
                form.data["seen"] = str(first["seen"])
        else:
            messages.success(request, "Sent for a check. You are told when it is answered.")
            return HttpResponseRedirect(address("plans:plan", case_id=case_id))
    context = frame(actor, card) | {"form": form, "paper": paper, "found": found, "number": first["seen"]}
    return render(request, "plans/ask.html", context | _before(card, paper, last), status=status)


def _before(card: CaseCard, paper: str, last: PlanVersion | None) -> dict[str, Any]:
    """Return what is to be seen to before a plan is sent for a check."""
    named = naming_of(card.case_id) if paper == Kind.FINAL else None
    content = Content.read(last.content if last else {})
    closed = why_closed(card)
    no_final = checking.why_no_final(card) if paper == Kind.FINAL and not closed else ""
    return {
        "closed": closed or no_final,
        "can_be_sent": not (closed or no_final or (paper == Kind.FINAL and named is None)),
        "hints": presenters.hint_rows(hints(content)),
        "waiting": [one.title for one in queries.advice_asked(card.case_id) if one.is_open],
        "dates": presenters.dates(dates_of(card), clock.today(), days_rows(days_of(card))),
        "named": named.name if named else "",
        "is_final": paper == Kind.FINAL,
    }


@policy(checking.CHECK)
@require_http_methods(BOTH)
def check(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Read the version that waits for a check, and agree to it or say what should change."""
    actor, card = opened(request, case_id, checking.CHECK)
    waiting = next((one for one in queries.checks_of(case_id) if one.state == State.WAITING), None)
    if waiting is None:
        context = frame(actor, card) | {"asked": None}
        return render(request, "plans/check.html", context)
    others = waiting.attached.get("others", [])
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial={"check": waiting.pk}, others=others
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = checking.answer(
                actor=actor, card=card, check_id=said["check"], agrees=said["answer"] == "agree", words=said["words"],
                looked=bool(said.get("looked")),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Agreed. Its paper is made." if made.paper_id else "Sent back.")
            return HttpResponseRedirect(address("plans:plan", case_id=case_id))
    return render(request, "plans/check.html", frame(actor, card) | _asked(actor, card, waiting) | {"form": form})


def _asked(actor: Actor, card: CaseCard, waiting: PlanCheck) -> dict[str, Any]:
    content = Content.read(waiting.version.content)
    return {
        "asked": presenters.check_rows([waiting], {})[0],
        "sections": sections_of(content, checking.attached_of(waiting)),
        "nothing_named": IN_A_DRAFT if waiting.kind == Kind.DRAFT else NONE_NAMED,
        "hints": presenters.hint_rows(hints(content)),
        "others": waiting.attached.get("others", []),
        "names_why": waiting.names_why,
        "answers": checking.may_answer(actor, card, waiting),
        "is_own": checking.is_own(actor, waiting),
        "is_final": waiting.kind == Kind.FINAL,
        "days": days_rows(days_of(card)) if waiting.kind == Kind.FINAL else [],
    }


@policy(WRITE_LETTERS)
@require_POST
def letter(request: HttpRequest, case_id: UUID, paper: str) -> HttpResponse:
    """Begin the letter with which an agreed paper goes; a final plan's is for the setting that it names too."""
    if paper not in LETTERS:
        raise Http404("There is no such plan.")
    actor, card = opened(request, case_id, WRITE_LETTERS)
    found = (one for one in queries.checks_of(case_id) if one.state == State.AGREED and one.kind == paper)
    agreed = next(found, None)
    if agreed is None:
        messages.error(request, "Nothing has been agreed yet that could go with a letter.")
        return HttpResponseRedirect(address("plans:plan", case_id=case_id))
    named = agreed.naming.consultation if agreed.naming else None
    made = letters.start(
        actor=actor, card=card, kind=LETTERS[paper], setting=named.organisation if named else None
    )  # fmt: skip
    return HttpResponseRedirect(address("documents:letter-edit", letter_id=made.pk))
