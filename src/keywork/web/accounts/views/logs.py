"""The access log: who did and looked at what."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts import presenters, queries
from keywork.web.accounts.forms import LogFilterForm
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy

PER_PAGE = 50


@policy("log.read")
@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    """List the rows of the access log, newest first. Reading it is a row of its own."""
    actor = actor_of(request)
    form = LogFilterForm(request.GET, people=queries.everybody(actor))
    question = form.question() if form.is_valid() else queries.LogQuestion()
    page = Paginator(queries.access_entries(actor, question), PER_PAGE).get_page(request.GET.get("page"))
    shown = presenters.log_rows(page.object_list, queries.names(actor, {entry.actor for entry in page.object_list}))
    log(
        actor=actor,
        action="log.read",
        subjects=question.subjects(),
        detail=question.asked() | {"page": str(page.number)},
    )
    context = {"form": form, "listing": page, "rows": shown, "asked": question.asked(), "query": _query(request)}
    return render(request, "accounts/access_log.html", context)


def _query(request: HttpRequest) -> str:
    """The question in the address, without its page, ready for a page to be put after it."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{kept.urlencode()}&" if kept else ""
