"""Choosing an exception for a limit, and proposing to rely on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.core.exceptions import body_kind
from keywork.core.excusing import circumstances
from keywork.core.loading import load_register
from keywork.core.register import ADVICE_REQUESTED
from keywork.web.accounts.policy import policy
from keywork.web.casework import threads
from keywork.web.casework.presenters import clock_title
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.deadlines.queries import history_at
from keywork.web.documents.models.files import Document
from keywork.web.documents.queries import documents_of
from keywork.web.exceptions import presenters
from keywork.web.exceptions.errors import NotDone, Overtaken
from keywork.web.exceptions.forms import ProposeForm
from keywork.web.exceptions.limits import Limit, limit
from keywork.web.exceptions.services.relying import PROPOSE, standing_of_case
from keywork.web.exceptions.services.relying import propose as service_propose
from keywork.web.exceptions.services.steps import link
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.queries import stream
from keywork.web.people.policy import CASES
from keywork.web.ui.jinja import short_day

CONFLICT = 409


def _limit(request: HttpRequest, found: Opened, duty_id: str) -> Limit:
    """Return the limit that an address names."""
    if duty_id not in load_register().duties:
        raise Http404("There is no such duty.")
    case_id = found.card.case_id
    thread = threads.of_token(stream(case_id), request.GET.get("which", "")) or ""
    return limit(history_at(case_id, found.actor.authority, AsAt.now()), duty_id, thread)


def _frame(request: HttpRequest, found: Opened, there: Limit) -> dict[str, Any]:
    due = there.clock.legal_deadline
    return frame(request, found, asked(request), "") | {
        "limit": clock_title(there.clock),
        "due": short_day(due) if due else "",
        "back": presenters.choose_address(found.card.case_id, there.clock.duty.id, there.clock.thread or ""),
    }


@reads_in_one_look
@policy(PROPOSE)
@require_safe
def choose(request: HttpRequest, case_id: UUID, duty_id: str) -> HttpResponse:
    """Show which exceptions the law gives for a limit, each with its test."""
    found = opened(request, case_id, PROPOSE)
    there = _limit(request, found, duty_id)
    choices = presenters.rules(there, case_id, there.clock.thread or "")
    return render(request, "exceptions/choose.html", _frame(request, found, there) | {"choices": choices})


@reads_in_one_look
@policy(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, case_id: UUID, duty_id: str, rule: str) -> HttpResponse:
    """Ask for the circumstance, what shows it and why, and propose to rely on it."""
    found = opened(request, case_id, PROPOSE)
    there = _limit(request, found, duty_id)
    chosen = there.rule(rule)
    if chosen is None:
        raise Http404("The law gives no such exception for this limit.")
    facts = circumstances(there.history, there.clock, chosen)
    known = [(fact, presenters.circumstance(fact)) for fact in facts]
    reads = CASES.can(found.actor, "document.list", found.card)
    kept = list(documents_of(found.actor, found.card).filter(state=Document.State.KEPT)) if reads else []
    number, status = standing_of_case(found.card), 200
    form = ProposeForm(
        request.POST if request.method == "POST" else None, rule=chosen, known=known,
        bodies=_bodies(there, chosen.body_kinds), documents=kept, initial={"seen": number},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = service_propose(
                actor=found.actor, name=str(request.user), card=found.card, duty=duty_id,
                thread=there.clock.thread or "", code=rule, happened=form.circumstance(), said=form.said(),
                seen=form.cleaned_data.get("seen"),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
            form.data = form.data.copy() | {"seen": str(standing_of_case(found.card))}
        else:
            messages.success(request, "Proposed. A manager is told; it counts once they agree.")
            return HttpResponseRedirect(link(made))
    context = {"form": form, "rule": chosen}
    return render(request, "exceptions/propose.html", _frame(request, found, there) | context, status=status)


def _bodies(there: Limit, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the settings that were asked for advice, where an exception is about one."""
    asked_for = there.history.by_kind.get(ADVICE_REQUESTED, ())
    found = [fact.thread for fact in asked_for if fact.thread and body_kind(fact, there.history) in kinds]
    return [(thread, threads.words(thread)) for thread in dict.fromkeys(found)]
