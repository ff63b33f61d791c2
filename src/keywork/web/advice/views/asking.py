"""Asking for advice: whom, what and since when; then each date, before anything is recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.advice import queries
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.forms import AskForm, Providers
from keywork.web.advice.services import asking
from keywork.web.advice.views.shared import CONFLICT, tell
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.queries import stream
from keywork.web.people.presenters import whose
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import plural

NOT_FIELDS = frozenset({"csrfmiddlewaretoken", "confirmed", "sequence", "change"})


@reads_in_one_look
@policy("advice.ask")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask some bodies for their advice, after each date was shown."""
    actor = actor_of(request)
    card = queries.case_card(actor, case_id, "advice.ask")
    log(actor=actor, action="advice.ask", subjects=[card.case_id, card.person_id], detail={"did": "look"})
    tell(actor, card)
    context: dict[str, Any] = {
        "case_id": case_id,
        "whose": whose(actor, card),
        "restricted": card.restricted,
    }
    if not asking.is_in_assessment(card):
        return render(request, "advice/ask.html", context | {"not_now": asking.NOT_NOW})
    record = stream(case_id)
    providers = Providers(*queries.providers(actor))
    form = AskForm(
        request.POST if request.method == "POST" else None,
        providers=providers,
        waiting=asking.open_bodies(card),
        initial={"on": clock.today()} | providers.of_setting(card.case.summary.setting),
    )
    context |= {"form": form, "sequence": record[-1].sequence if record else 0}
    status = 200
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        told = {"actor": actor, "card": card, "asked": form.asked(), "on": form.cleaned_data["on"]}
        received = form.cleaned_data["received"] == "yes"
        try:
            if request.POST.get("confirmed") == "yes":
                made = asking.ask(
                    **told, received=received, question=form.cleaned_data["question"], seen=_seen(request)
                )
                messages.success(request, f"{plural(len(made), 'request')} made. Each has a clock of its own.")
                return HttpResponseRedirect(address("casework:case", case_id=case_id))
            context |= {"dues": asking.dues(**told, received=received), "received": received, "sent": _sent(request)}
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
    template = "advice/ask_check.html" if "dues" in context else "advice/ask.html"
    return render(request, template, context, status=status)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("sequence", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    posted: MultiValueDict[str, str] = request.POST
    return [(name, value) for name, values in posted.lists() if name not in NOT_FIELDS for value in values]
