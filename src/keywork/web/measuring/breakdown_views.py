"""A measure by group: in full for those who work with the cases, as it was published for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.core.breakdowns import WAYS, Way, cases_of, columns_of
from keywork.core.measures import Rate, Results, load_measures, percent_of
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import actor_of, can, decide, policy
from keywork.web.kernel.reading import one_look
from keywork.web.measuring import telling
from keywork.web.measuring.asking import Asked, asked_of
from keywork.web.measuring.grouped import groups_behind
from keywork.web.measuring.overview import work_out
from keywork.web.measuring.queries import NATIONAL, latest_published
from keywork.web.measuring.rounding import CONDITION
from keywork.web.measuring.telling import Told
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import with_query


@transaction.non_atomic_requests
@policy("overview.read")
@require_safe
def breakdown(request: HttpRequest, figure_id: str) -> HttpResponse:
    """Show a share by group, with a sentence, its table and its file."""
    actor = actor_of(request)
    rate = next((one for one in load_measures(NATIONAL).rates if one.id == figure_id), None)
    if rate is None:
        raise Http404("There is no such measure.")
    way = WAYS.get(request.GET.get("by", ""), next(iter(WAYS.values())))
    context: dict[str, Any] = {"rate": rate, "way": way, "ways": telling.ways()}
    with one_look():
        latest = latest_published()
        if can(actor, "figures.full"):
            context |= _in_full(actor, rate, way, asked_of(request))
        elif latest is not None:
            context |= _as_published(actor, rate, way, latest.content)
    context |= {"issue": telling.issue(latest) if latest else None, "code": actor.authority.code}
    return render(request, "measuring/breakdown.html", context)


def _in_full(actor: Actor, rate: Rate, way: Way, asked: Asked) -> dict[str, Any]:
    _, results = work_out(actor.authority, asked.year, asked.at)
    groups = groups_behind(actor.authority, results, asked.at)
    may_list = can(actor, "measure.cases")
    rows = [
        _row(results, rate, code, title, groups, way, asked if may_list else None) for code, title in way.titles.items()
    ]
    shown = [row for row in rows if row.whole != "0"]
    part, whole = (len(cases_of(results, column)) for column in columns_of(rate))
    total = telling.share({"id": rate.id, "title": "All", **_share(part, whole)})
    return {"full": True, "asked": asked, "rows": shown, "total": total, "finding": telling.finding(shown)}


def _share(part: int, whole: int) -> dict[str, Any]:
    return {"numerator": part, "denominator": whole, "percent": percent_of(part, whole)}


def _row(
    results: Results[UUID],
    rate: Rate,
    code: str,
    title: str,
    groups: Mapping[UUID, Mapping[str, str]],
    way: Way,
    asked: Asked | None,
) -> Told:
    columns = columns_of(rate)
    part, whole = (sum(groups[case][way.id] == code for case in cases_of(results, column)) for column in columns)
    href = ""
    if asked is not None and part and "+" not in columns[0]:
        name = next(c.name(results.frame.year) for c in results.definition.columns if c.id == columns[0])
        href = with_query(
            address("measuring:cases", column_id=name), group=way.group(code), year=asked.year, **asked.query
        )
    told = telling.share({"code": code, "title": title, **_share(part, whole)})
    return Told(told.code, told.title, told.percent, told.part, told.whole, "", told.value, href)


def _as_published(actor: Actor, rate: Rate, way: Way, content: Mapping[str, Any]) -> dict[str, Any]:
    rounds = CONDITION in decide(actor, "overview.read").conditions
    measure = telling.measure_of(content, rate.id)
    if measure is None:
        return {}
    rows = telling.by(measure, way.id, rounds=rounds)
    total = telling.share(measure | {"title": "All"}, rounds=rounds)
    return {"rows": rows, "total": total, "finding": telling.finding(rows), "rounds": rounds}
