"""The tray of those who are asked, the page of one request, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.advice import forms, presenters, queries
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import Opened
from keywork.web.advice.services import answering, asking
from keywork.web.advice.standing import rows_of
from keywork.web.advice.views.shared import CONFLICT, frame, opened, own_name
from keywork.web.documents import presenters as documents
from keywork.web.documents.queries import documents_of
from keywork.web.kernel import clock
from keywork.web.kernel.reading import after_look, reads_in_one_look
from keywork.web.messages.services import seen
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address

PER_PAGE = 25
MOST_DONE = 50
MOST_PAPERS = 20


@reads_in_one_look
@policy("advice.tray")
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """Show what is asked of somebody or of whom they work for: open ones by date, then what is done."""
    actor = actor_of(request)
    page = Paginator(range(queries.count_of_tray(actor)), PER_PAGE).get_page(request.GET.get("page"))
    waiting = queries.page_of_tray(actor, (page.number - 1) * PER_PAGE, PER_PAGE, done=False)
    done = queries.page_of_tray(actor, 0, MOST_DONE, done=True)
    both = [*waiting, *done]
    cases = list(dict.fromkeys(one.case_id for one in both))
    log(actor=actor, action="advice.tray", subjects=cases)
    rows, known, today = rows_of(both), queries.named(actor, cases), clock.today()
    context = {
        "waiting": presenters.tray_rows(waiting, rows, known, today),
        "done": presenters.tray_rows(done, rows, known, today),
        "paging": page,
        "count": page.paginator.count,
    }
    return render(request, "advice/tray.html", context)


@reads_in_one_look
@policy("advice.open")
@require_safe
def request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show one request: where it stands, what was done with it, what was given, and what can be done now."""
    actor, found = opened(request, request_id, "advice.open")
    after_look(partial(seen, actor=actor, link=request.path))
    one = found.request
    context = frame(actor, found)
    works_on_it = found.is_asked or found.may_ask
    context |= {
        "steps": presenters.step_rows(one.steps.all()) if works_on_it else [],
        "versions": presenters.versions(list(one.versions.all())) if found.may_read else [],
        "closed_to_you": not found.may_read,
        "whole_case": CASES.can(actor, "case.open", found.card),
        "takes_over": found.is_asked and one.assignee_id != actor.user_id and one.organisation_id is not None,
        "delegates": found.is_asked and one.organisation_id is not None,
        "papers": documents.rows(actor, documents_of(actor, found.card).filter(label=one.about.label)[:MOST_PAPERS]),
        "adds_papers": CASES.can(actor, "document.add", found.card) and works_on_it,
        "writes": found.is_asked or (found.may_ask and not one.has_tray),
    }
    return render(request, "advice/request.html", context)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with a request.

    Args:
        title: of its page.
        button: what it does.
        done: what is said afterwards.
        form: makes its form.
        does: does it, with what the form holds.
        leaves: the request is not theirs any more afterwards.
    """

    title: str
    button: str
    done: str
    form: Callable[[Actor, AdviceRequest, Any], forms.StepForm]
    does: Callable[..., object]
    leaves: bool = False


def _plain(kind: type[forms.StepForm]) -> Callable[[Actor, AdviceRequest, Any], forms.StepForm]:
    return lambda actor, one, data: kind(data, initial={"seen": one.revision})


def _delegating(actor: Actor, one: AdviceRequest, data: Any) -> forms.StepForm:
    return forms.DelegateForm(data, initial={"seen": one.revision}, colleagues=answering.colleagues(one))


def _redirecting(actor: Actor, one: AdviceRequest, data: Any) -> forms.StepForm:
    providers = forms.Providers(*queries.providers(actor))
    return forms.RedirectForm(data, initial={"seen": one.revision}, providers=providers)


ANSWERS = {
    "confirm": Step(
        "Confirm that you received the request", "Confirm receipt",
        "Receipt confirmed. The six weeks are counted from it.", _plain(forms.DayForm), answering.confirm,
    ),
    "decline": Step(
        "Decline this request", "Decline", "Declined. The keyworker sees why. The case is closed to you.",
        _plain(forms.DeclineForm), answering.decline, leaves=True,
    ),
    "redirect": Step(
        "Pass this request on", "Pass it on", "Passed on. It left your list, and the case is closed to you.",
        _redirecting, answering.redirect, leaves=True,
    ),
    "delegate": Step(
        "Give this to a colleague", "Give it to them", "Given. It stays in the list of your organisation.",
        _delegating, answering.delegate,
    ),
    "missed": Step(
        "Record a missed appointment", "Record it",
        "Recorded. Whether it excuses lateness is for the keyworker to decide.", _plain(forms.MissedForm),
        answering.missed,
    ),
    "late": Step(
        "Say why it is late", "Save the reason", "Saved. The keyworker reads it on the case.", _plain(forms.LateForm),
        answering.explain_lateness,
    ),
}  # fmt: skip
ASKS = {
    "received": Step(
        "Record that they received it", "Record it", "Recorded. The six weeks are counted from it.",
        _plain(forms.DayForm), answering.received,
    ),
    "chase": Step("Chase this advice", "Record the reminder", "Recorded.", _plain(forms.ChaseForm), asking.chase),
    "withdraw": Step(
        "Take this request back", "Take it back", "Taken back. Its clock has ended and the case is closed to them.",
        _plain(forms.WithdrawForm), asking.withdraw,
    ),
}  # fmt: skip


@policy("advice.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_step(request: HttpRequest, request_id: UUID, what: str) -> HttpResponse:
    """Do something with a request as whoever is asked."""
    return _step(request, request_id, "advice.answer", ANSWERS[what])


@policy("advice.ask")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_step(request: HttpRequest, request_id: UUID, what: str) -> HttpResponse:
    """Do something with a request as whoever runs the assessment."""
    return _step(request, request_id, "advice.ask", ASKS[what])


def _step(request: HttpRequest, request_id: UUID, action: str, step: Step) -> HttpResponse:
    actor, found = opened(request, request_id, action)
    one, status = found.request, 200
    form = step.form(actor, one, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            step.does(actor=actor, card=found.card, request=one, name=own_name(request), **_told(form))
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
            form = _shown_again(form, found)
        else:
            messages.success(request, step.done)
            if step.leaves:
                return HttpResponseRedirect(address("advice:tray"))
            return HttpResponseRedirect(address("advice:request", request_id=request_id))
    return render(request, "advice/step.html", frame(actor, found) | {"form": form, "step": step}, status=status)


def _told(form: forms.StepForm) -> dict[str, Any]:
    told = {name: value for name, value in form.cleaned_data.items() if name != "to"}
    # Only the form that passes a request on asks to whom, and it alone can choose.
    return told | ({"to": form.chosen()} if "to" in form.cleaned_data else {})  # type: ignore[attr-defined]


def _shown_again(form: forms.StepForm, found: Opened) -> forms.StepForm:
    """Let the form know the request as it is now, so that sending it again is a decision and no accident."""
    found.request.refresh_from_db(fields=["revision"])
    form.data = form.data.copy()
    form.data["seen"] = str(found.request.revision)
    return form


@policy("advice.answer")
@require_POST
def take_over(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take over a request of one's organisation, for example from somebody who has left."""
    actor, found = opened(request, request_id, "advice.answer")
    try:
        answering.delegate(
            actor=actor, card=found.card, request=found.request, name=own_name(request), to=request.user,
            text="Took it over.", seen=None,
        )  # fmt: skip
    except NotDone as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "It is yours now.")
    return HttpResponseRedirect(address("advice:request", request_id=request_id))
