"""Recording the day on which the setting that the plan names admitted the child."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import policy
from keywork.web.kernel import clock
from keywork.web.people.presenters import whose
from keywork.web.placements.errors import NotDone
from keywork.web.placements.forms import AdmitForm
from keywork.web.placements.services import admitting
from keywork.web.placements.views.shared import opened_case
from keywork.web.ui.addresses import address


@policy(admitting.ADMIT)
@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record on which day the named setting admitted the child."""
    actor, card = opened_case(request, case_id, admitting.ADMIT)
    owing = admitting.owing(actor, card)
    back = address("casework:contacts", case_id=case_id)
    form = AdmitForm(request.POST if request.method == "POST" else None, owing=owing, initial={"on": clock.today()})
    if request.method == "POST" and owing and form.is_valid():
        try:
            admitting.admit(actor=actor, card=card, thread=form.chosen().thread, on=form.cleaned_data["on"])
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "On record, with the day of admission.")
            return HttpResponseRedirect(back)
    context = {"case_id": case_id, "whose": whose(actor, card), "form": form, "owing": owing, "back": back}
    return render(request, "placements/admit.html", context)
