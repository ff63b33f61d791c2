"""Giving cases to those who work on them, and cover for absence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.casework import queries
from keywork.web.casework.board import loads
from keywork.web.casework.forms import AllocateFilterForm, AllocateForm, CoverForm
from keywork.web.casework.news import tell_of_cases
from keywork.web.casework.presenters import stage_title
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people import services
from keywork.web.people.models import CaseCard
from keywork.web.ui.jinja import plural

PER_PAGE = 100


@policy("case.allocate")
@require_http_methods(["GET", "HEAD", "POST"])
def allocate(request: HttpRequest) -> HttpResponse:
    """Show what each has on their hands; list the cases that nobody works on, or somebody holds, and give them out."""
    actor = actor_of(request)
    teams, staff = queries.teams(), queries.staff(actor)
    chosen = AllocateFilterForm(request.GET, teams=teams, staff=staff)
    cards = queries.to_allocate(actor, **chosen.cleaned_data) if chosen.is_valid() else CaseCard.objects.none()
    posted = request.POST if request.method == "POST" else None
    form = AllocateForm(posted, teams=teams, staff=staff)
    form.count_found(cards.count())
    if posted is not None and form.is_valid():
        response = _give(request, actor, form, cards)
        if response is not None:
            return response
    page = Paginator(cards, PER_PAGE).get_page(request.GET.get("page"))
    log(
        actor=actor,
        action="case.allocate",
        subjects=[card.case_id for card in page.object_list],
        detail={"listed": True},
    )
    rows = [
        {"id": c.case_id, "name": f"{c.person.surname}, {c.person.forename}", "reference": c.case.reference,
         "stage": stage_title(c.case.summary.stage), "setting": c.case.summary.setting}
        for c in page.object_list
    ]  # fmt: skip
    context = {
        "loads": loads(actor, staff.select_related("membership__team"), clock.today()),
        "rows": rows,
        "paging": page,
        "chosen": chosen,
        "form": form,
        "cover_form": CoverForm(staff=staff),
        "held": dict(chosen.fields["held_by"].choices).get(chosen["held_by"].value() or "", ""),
    }
    return render(request, "casework/allocate.html", context | {"keep": _kept(request)})


def _kept(request: HttpRequest) -> dict[str, str]:
    return {key: value for key, value in request.GET.items() if key != "page" and value}


def _give(request: HttpRequest, actor: Actor, form: AllocateForm, cards: Any) -> HttpResponse | None:
    found = set(cards.values_list("case_id", flat=True))
    ticked = set(request.POST.getlist("case"))
    wanted = [pk for pk in found if form.cleaned_data["which"] == "found" or str(pk) in ticked]
    if not wanted:
        form.add_error(None, "Tick at least one case")
        return None
    keyworker, team = form.cleaned_data["keyworker"], form.cleaned_data["team"]
    if keyworker is not None and team is None:
        team = keyworker.membership.team  # so that whoever stands in for them finds the case
    count = services.allocate(cases=wanted, actor=actor, team=team, keyworker=keyworker)
    tell_of_cases(actor, keyworker, wanted)
    messages.success(request, f"{plural(count, 'case was', 'cases were')} allocated.")
    return redirect(request.get_full_path())


@policy("case.allocate")
@require_POST
def cover(request: HttpRequest) -> HttpResponse:
    """Let somebody cover every open case of a person who is away."""
    actor = actor_of(request)
    form = CoverForm(request.POST, staff=queries.staff(actor))
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return redirect("casework:allocate")
    cases = queries.cases_of(actor, form.cleaned_data["away"].pk)
    try:
        count = services.cover(cases=cases, by=form.cleaned_data["by"], until=form.cleaned_data["until"], actor=actor)
        tell_of_cases(actor, form.cleaned_data["by"], cases)
        messages.success(request, f"{form.cleaned_data['by']} covers {plural(count, 'case')}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("casework:allocate")
