"""What a figure said before, and what made the difference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.core.restating import Reckoning
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel.reading import one_look
from keywork.web.measuring import restated as words
from keywork.web.measuring.forms import RestateForm
from keywork.web.measuring.queries import NATIONAL, named, pseudonym_of_each, within_reach
from keywork.web.measuring.restating import Between, MovedCase, Restatement, figure_of, restate, roles_of
from keywork.web.ui.csvout import as_csv

PER_PAGE = 50


@transaction.non_atomic_requests
@policy("measure.cases")
@require_safe
def restated(request: HttpRequest, figure_id: str) -> HttpResponse:
    """Show a figure as known then and now, and the entries that made the difference."""
    actor, form = actor_of(request), RestateForm(request.GET)
    between = form.between()
    context: dict[str, Any] = {"form": form, "figure": _figure(figure_id, between)}
    shown: list[UUID] = []
    if between is not None:
        with one_look():
            found = restate(actor.authority, context["figure"], between)
            told = words.Telling(found, roles_of(words.labels_of(found)))
            cases = [told.case(case) for case in _open_to(actor, found)]
            page = Paginator(cases, PER_PAGE).get_page(request.GET.get("page"))
            shown = [case.case_id for case in page.object_list]
            known, pseudonyms = named(actor, shown), pseudonym_of_each()
        context |= {"found": found, "lines": words.lines(found), "finding": words.finding(found)}
        context |= {"causes": words.causes_counted(cases), "known": known, "pseudonyms": pseudonyms}
        context |= {"paging": page, "keep": _kept(request)}
    with transaction.atomic():
        _log(actor, figure_id, between, shown)
    return render(request, "measuring/restated.html", context)


@transaction.non_atomic_requests
@policy("measure.cases")
@require_safe
def restated_file(request: HttpRequest, figure_id: str) -> HttpResponse:
    """Give everything that made the difference as a file, by pseudonym."""
    actor, form = actor_of(request), RestateForm(request.GET)
    between = form.between()
    figure = _figure(figure_id, between)
    if between is None:
        return HttpResponseBadRequest("The days cannot be read. Go back and choose them again.", "text/plain")
    with one_look():
        found = restate(actor.authority, figure, between)
        told = words.Telling(found, roles_of(words.labels_of(found)))
        its = _open_to(actor, found)
        rows = words.rows([told.case(case) for case in its], pseudonym_of_each())
    with transaction.atomic():
        _log(actor, figure_id, between, [case.case_id for case in its], file=True)
    return as_csv(f"{_name(found)}", words.HEADER, rows)


def _open_to(actor: Actor, found: Restatement) -> list[MovedCase]:
    """Return the cases that made the difference, as far as somebody may see them."""
    seen = set(within_reach(actor, [case.case_id for case in found.cases]))
    return [case for case in found.cases if case.case_id in seen]


def _figure(figure_id: str, between: Between | None) -> Reckoning:
    figure = figure_of(figure_id, between.year if between else 0)
    if figure is None:
        raise Http404("There is no such figure.")
    return figure


def _name(found: Restatement) -> str:
    then, now = found.between.then.known_on, found.between.now.known_on
    return f"{found.figure.id.split('{')[0]}-known-{then}-and-{now or 'now'}"


def _kept(request: HttpRequest) -> dict[str, str]:
    return {name: value for name, value in request.GET.items() if name != "page" and value}


def _log(actor: Actor, figure_id: str, between: Between | None, cases: Iterable[UUID], *, file: bool = False) -> None:
    detail: dict[str, Any] = {"figure": figure_id, "set": NATIONAL, "file": file}
    if between is not None:
        days = {"then": between.then.known_on, "now": between.now.known_on, "as_of": between.as_of}
        detail |= {"year": between.year, **{name: str(day) for name, day in days.items() if day}}
    log(actor=actor, action="measure.cases", subjects=cases, detail=detail)
