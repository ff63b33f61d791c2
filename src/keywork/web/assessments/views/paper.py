"""Writing down a request that came on paper, by e-mail or by hand: the day it counts from is shown first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import actor_of, policy
from keywork.web.assessments import queries, services
from keywork.web.assessments.journeys import words_of
from keywork.web.assessments.team_forms import PaperForm
from keywork.web.assessments.whose_right import asks_by_right
from keywork.web.ledger.errors import Refused
from keywork.web.ui.jinja import day

LEFT_OUT = frozenset({"csrfmiddlewaretoken", "confirmed", "change"})


@policy("request.log")
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    """Ask what came and when, show from which day it counts, and write it down once confirmed."""
    form = PaperForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        try:
            if request.POST.get("confirmed") == "yes":
                return _written(request, form)
            return _checked(request, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "assessments/paper.html", {"form": form})


def _checked(request: HttpRequest, form: PaperForm) -> HttpResponse:
    actor, sent = actor_of(request), form.sent()
    counted = services.counts(actor=actor, sent=sent)
    by_right = asks_by_right(sent.source, sent.born_on, sent.receipt.on)
    context = {
        "told": [(form[name].label, text) for name in form.fields if (text := words_of(form, name))],
        "sent": [(name, value) for name, value in request.POST.items() if name not in LEFT_OUT],
        "came": day(sent.receipt.on), "counts_from": day(counted.counts_from), "due_by": day(counted.due_by),
        "differs": counted.counts_from != sent.receipt.on, "by_right": by_right,
        "unknown_setting": sent.urn if sent.urn and queries.setting_of_urn(sent.urn) is None else "",
    }  # fmt: skip
    return render(request, "assessments/paper_check.html", context)


def _written(request: HttpRequest, form: PaperForm) -> HttpResponse:
    sent = form.sent()
    organisation = queries.setting_of_urn(sent.urn)
    made = services.write_down(
        actor=actor_of(request), sent=sent, organisation=organisation, answers=form.answers()
    )  # fmt: skip
    messages.success(request, "Written down. Its clock runs from the day shown.")
    return redirect("assessments:look", asked_id=made.pk)
