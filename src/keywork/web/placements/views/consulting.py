"""Consulting settings from the page of a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import policy
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.queries import stream
from keywork.web.people.policy import CASES
from keywork.web.people.presenters import whose
from keywork.web.placements import presenters, queries
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.forms import ConsultForm
from keywork.web.placements.services import consulting
from keywork.web.placements.views.shared import CONFLICT, knowing, opened_case
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import plural


@reads_in_one_look
@policy(consulting.ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def consult(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Consult some settings at once, with what they are shown and on which ground."""
    actor, card = opened_case(request, case_id, consulting.ASK)
    context: dict[str, Any] = {"case_id": case_id, "whose": whose(actor, card), "restricted": card.restricted,
                               "asked_for": presenters.asked_for(case_id)}  # fmt: skip
    if not consulting.may_consult(card):
        return render(request, "placements/consult.html", context | {"not_now": consulting.NOT_NOW})
    shares = CASES.can(actor, consulting.SHARE, card)
    documents = queries.shareable(actor, card, consulting.SHAREABLE) if shares else []
    record = stream(case_id)
    sequence = record[-1].sequence if record else 0
    form = ConsultForm(
        request.POST if request.method == "POST" else None,
        settings=queries.settings(), documents=documents, initial={"on": clock.today(), "sequence": sequence},
    )  # fmt: skip
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = consulting.consult(
                actor=actor, card=card, asked=form.asked(), shown=form.shown(), on=form.cleaned_data["on"],
                question=form.cleaned_data["question"], seen=form.cleaned_data.get("sequence"),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
            form = knowing(form, "sequence", sequence)
        else:
            messages.success(request, f"{plural(len(made), 'consultation')} made. The fifteen days have begun.")
            return HttpResponseRedirect(address("casework:contacts", case_id=case_id))
    return render(request, "placements/consult.html", context | {"form": form}, status=status)
