"""Deciding which setting section I names, and recording that the final plan names it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from keywork.web.accounts.policy import policy
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.presenters import whose
from keywork.web.placements import presenters, queries
from keywork.web.placements.errors import NotDone, Overtaken
from keywork.web.placements.forms import InPlanForm, NameForm
from keywork.web.placements.models import Naming
from keywork.web.placements.services import consulting, naming
from keywork.web.placements.standing import rows_of
from keywork.web.placements.views.shared import CONFLICT, knowing, opened_case, own_name
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import short_day


@policy(naming.NAME)
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Decide which setting is named, beside what the family asked and what each setting replied."""
    actor, card = opened_case(request, case_id, naming.NAME)
    context: dict[str, Any] = {"case_id": case_id, "whose": whose(actor, card)}
    context |= {"asked_for": presenters.asked_for(case_id)}
    if not consulting.may_consult(card):
        return render(request, "placements/name.html", context | {"not_now": consulting.NOT_NOW})
    found, status = queries.of_case(case_id), 200
    latest = queries.naming_of(case_id)
    first = {"seen": latest.number if latest else 0, "family_asked": presenters.asked_words(case_id)}
    form = NameForm(
        request.POST if request.method == "POST" else None, initial=first,
        consulted=[one for one in found if one.whom == "setting" and not one.ended],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            naming.name(
                actor=actor, card=card, consultation=form.chosen(), type_name=form.chosen_type(),
                family_asked=form.cleaned_data["family_asked"], reason=form.cleaned_data["reason"],
                by_name=own_name(request), seen=form.cleaned_data.get("seen"),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
            status = CONFLICT if isinstance(fault, Overtaken) else 200
            latest = queries.naming_of(case_id)
            form = knowing(form, "seen", latest.number if latest else 0)
        else:
            messages.success(request, "Kept. The family reads it with their right to appeal.")
            return HttpResponseRedirect(address("casework:contacts", case_id=case_id))
    context |= {"form": form, "rows": presenters.rows(found, rows_of(found), set(), clock.today())}
    return render(request, "placements/name.html", context | _stands(card, latest), status=status)


def _stands(card: CaseCard, latest: Naming | None) -> dict[str, Any]:
    """Return what was decided last, and whether the record can say that a final plan names it."""
    in_plan = latest is not None and naming.is_in_plan(latest)
    final = naming.final_on(card)
    ready = latest is not None and latest.consultation_id is not None and final is not None and not in_plan
    return {
        "naming": presenters.named(latest, in_plan=in_plan),
        "number": latest.number if latest else 0,
        "final_on": short_day(final) if ready else "",
    }


@policy(naming.NAME)
@require_POST
def in_plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that the final plan names the setting that was decided."""
    actor, card = opened_case(request, case_id, naming.NAME)
    form = InPlanForm(request.POST)
    seen = form.cleaned_data.get("seen") if form.is_valid() else -1
    try:
        naming.record_in_plan(actor=actor, card=card, seen=seen)
    except NotDone as fault:
        messages.error(request, str(fault))
        return HttpResponseRedirect(address("placements:name", case_id=case_id))
    messages.success(request, "Recorded that the final plan names this setting.")
    return HttpResponseRedirect(address("casework:contacts", case_id=case_id))
