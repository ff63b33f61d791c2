"""What becomes of a proposed exception."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import policy
from keywork.web.casework.views.cases import opened
from keywork.web.exceptions import forms, queries
from keywork.web.exceptions.errors import NotDone, Overtaken
from keywork.web.exceptions.services import answering
from keywork.web.exceptions.services.answering import AGREE
from keywork.web.exceptions.services.relying import PROPOSE
from keywork.web.exceptions.services.steps import link
from keywork.web.exceptions.views.listing import shown

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done with an exception: its page, its form, and the service."""

    title: str
    button: str
    done: str
    form: type[Any]
    does: Callable[..., None]


ANSWER = Step("Agree to this exception, or not", "Keep your answer", "Kept.", forms.AnswerForm, answering.answer)
TAKE_BACK = Step(
    "Take this exception back",
    "Take it back",
    "Taken back. The limit applies.",
    forms.TakeBackForm,
    answering.take_back,
)
REVIEW = Step("Look at this exception again", "Keep what you found", "Kept.", forms.ReviewForm, answering.review)


@policy(AGREE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, case_id: UUID, reliance_id: UUID) -> HttpResponse:
    """Agree as a second person, or do not."""
    return _take(request, case_id, reliance_id, AGREE, ANSWER)


@policy(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, case_id: UUID, reliance_id: UUID) -> HttpResponse:
    """Take an exception back, with the reason."""
    return _take(request, case_id, reliance_id, PROPOSE, TAKE_BACK)


@policy(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, case_id: UUID, reliance_id: UUID) -> HttpResponse:
    """Keep what somebody found who looked at it again."""
    return _take(request, case_id, reliance_id, PROPOSE, REVIEW)


def _take(request: HttpRequest, case_id: UUID, reliance_id: UUID, action: str, step: Step) -> HttpResponse:
    """Show the form of a step, or do it."""
    found = opened(request, case_id, action)
    one, status = queries.opened(found.actor, found.card, reliance_id, action), 200
    form = step.form(request.POST if request.method == "POST" else None, initial={"seen": one.revision})
    if request.method == "POST" and form.is_valid():
        try:
            step.does(actor=found.actor, name=str(request.user), card=found.card, one=one, **form.told())
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
            one = queries.opened(found.actor, found.card, reliance_id, action)
            form.data = form.data.copy() | {"seen": str(one.revision)}
        else:
            messages.success(request, step.done)
            return HttpResponseRedirect(link(one))
    return render(
        request, "exceptions/step.html", shown(request, found, one) | {"form": form, "step": step}, status=status
    )
