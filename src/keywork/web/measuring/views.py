"""The overview of an authority, and the cases behind a figure."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.core.measures import load_measures
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, decide, policy
from keywork.web.kernel.reading import one_look
from keywork.web.measuring import charts, presenters, telling
from keywork.web.measuring.asking import FIRST_YEAR, asked_of
from keywork.web.measuring.grouped import group_title, in_group
from keywork.web.measuring.overview import work_out
from keywork.web.measuring.queries import NATIONAL, latest_published, named, pseudonyms, within_reach
from keywork.web.measuring.rounding import CONDITION

PER_PAGE = 200


@transaction.non_atomic_requests
@policy("overview.read")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show how the service stands: stock and flow side by side, each chart with its table and a sentence.

    Who does not work with the cases reads what was published, and no day between.
    """
    actor = actor_of(request)
    if not can(actor, "figures.full"):
        return _as_published(request, actor)
    asked = asked_of(request)
    with one_look():
        counts, results = work_out(actor.authority, asked.year, asked.at)
    context = {
        "asked": asked,
        "charts": [charts.by_stage(counts), charts.waited(counts), charts.falling_due(counts, asked.at.as_of)],
        "flow": presenters.shares(results, "flow"),
        "stock": presenters.shares(results, "stock"),
        "groups": presenters.groups(results),
        "source": results.definition.source,
        "years": range(asked.at.as_of.year, FIRST_YEAR, -1),
        "may_list": can(actor, "measure.cases"),
        "may_publish": can(actor, "figures.prepare"),
        "code": actor.authority.code,
    }
    return render(request, "measuring/overview.html", context)


def _as_published(request: HttpRequest, actor: Actor) -> HttpResponse:
    rounds = CONDITION in decide(actor, "overview.read").conditions
    with one_look():
        latest = latest_published()
    context: dict[str, Any] = {"issue": None, "rounds": rounds, "code": actor.authority.code}
    if latest is not None:
        content = latest.content
        context |= {"issue": telling.issue(latest), "source": content["source"], "year": content["year"]}
        context |= {kind: telling.shares(content, kind, rounds=rounds) for kind in ("flow", "stock")}
        context |= {"groups": telling.groups(content, rounds=rounds)}
    return render(request, "measuring/overview_published.html", context)


@transaction.non_atomic_requests
@policy("measure.cases")
@require_safe
def cases(request: HttpRequest, column_id: str) -> HttpResponse:
    """List the cases behind a figure by pseudonym; the list stands in the access log."""
    actor, asked = actor_of(request), asked_of(request)
    with one_look():
        _, results = work_out(actor.authority, asked.year, asked.at)
        column = results.column(column_id)
        if column is None or not column.test:
            raise Http404("There is no such figure.")
        ids, group = results.figures[column.id].cases, request.GET.get("group", "")
        if group:
            found = in_group(actor.authority, ids, asked.at, group)
            if found is None:
                raise Http404("There is no such group.")
            ids = found
        known = named(actor, ids)
        others = within_reach(actor, [case_id for case_id in ids if case_id not in known])
        names = sorted(pseudonyms(others))
    detail = {"column": column.id, "year": asked.year} | ({"group": group} if group else {})
    with transaction.atomic():
        log(actor=actor, action="measure.cases", subjects=[*known, *others], detail=detail)
    rows = sorted(known.values(), key=lambda case: (case.name, case.reference))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    keep = {name: value for name, value in request.GET.items() if name != "page" and value}
    context = {"asked": asked, "column": column, "names": names, "definition": load_measures(NATIONAL)}
    context |= {"paging": page, "keep": keep, "count": len(ids), "group": group_title(group) if group else ""}
    return render(request, "measuring/cases.html", context)
