"""The overview of an authority, and the cases behind a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.core.measures import load_measures
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, decide, policy
from keywork.web.kernel.asat import AsAt, BadDate
from keywork.web.kernel.reading import one_look
from keywork.web.measuring import charts, presenters
from keywork.web.measuring.overview import work_out
from keywork.web.measuring.queries import NATIONAL, named, pseudonyms, within_reach
from keywork.web.measuring.rounding import CONDITION, rounded_counts
from keywork.web.ui.jinja import day

FIRST_YEAR = 2014
PER_PAGE = 200
YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The day and the year a page is about, with what could not be read."""

    at: AsAt
    year: int
    error: str
    banner: str


def _asked(request: HttpRequest) -> Asked:
    error = ""
    try:
        at = AsAt.from_query(request.GET)
    except BadDate as bad:
        at, error = AsAt.now(), str(bad).replace("known_at", "“As known on”").replace("as_of", "“As at”")
    text = request.GET.get("year", "")
    last = at.as_of.year - 1
    year = int(text) if YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= last + 1 else last
    known = f", as known on {day(at.known_on)}" if at.known_on else ", as known now"
    return Asked(at, year, error, "" if not at.is_chosen else f"You are looking at {day(at.as_of)}{known}.")


@transaction.non_atomic_requests
@policy("overview.read")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how the service stands: stock and flow side by side, each chart with its table and a sentence."""
    actor, asked = actor_of(request), _asked(request)
    with one_look():
        counts, results = work_out(actor.authority, asked.year, asked.at)
    rounds = CONDITION in decide(actor, "overview.read").conditions
    counts = rounded_counts(counts) if rounds else counts
    context = {
        "asked": asked,
        "charts": [charts.by_stage(counts), charts.waited(counts), charts.falling_due(counts, asked.at.as_of)],
        "flow": presenters.shares(results, "flow", rounds=rounds),
        "stock": presenters.shares(results, "stock", rounds=rounds),
        "groups": presenters.groups(results, rounds=rounds),
        "rounds": rounds,
        "source": results.definition.source,
        "years": range(asked.at.as_of.year, FIRST_YEAR, -1),
        "may_list": can(actor, "measure.cases"),
    }
    return render(request, "measuring/overview.html", context)


@transaction.non_atomic_requests
@policy("measure.cases")
@require_safe
def cases(request: HttpRequest, column_id: str) -> HttpResponse:
    """List the cases behind a figure by pseudonym; the list stands in the access log."""
    actor, asked = actor_of(request), _asked(request)
    with one_look():
        _, results = work_out(actor.authority, asked.year, asked.at)
        column = results.column(column_id)
        if column is None or not column.test:
            raise Http404("There is no such figure.")
        ids = results.figures[column.id].cases
        known = named(actor, ids)
        others = within_reach(actor, [case_id for case_id in ids if case_id not in known])
        names = sorted(pseudonyms(others))
    detail = {"column": column.id, "year": asked.year}
    with transaction.atomic():
        log(actor=actor, action="measure.cases", subjects=[*known, *others], detail=detail)
    rows = sorted(known.values(), key=lambda case: (case.name, case.reference))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    keep = {name: value for name, value in request.GET.items() if name != "page" and value}
    context = {"asked": asked, "column": column, "names": names, "definition": load_measures(NATIONAL)}
    context |= {"paging": page, "keep": keep, "count": len(ids)}
    return render(request, "measuring/cases.html", context)
