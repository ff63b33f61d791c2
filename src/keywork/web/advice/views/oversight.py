"""What the designated officers see: all open requests of their service, and how much came in time."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.advice import presenters, queries
from keywork.web.advice.forms import identity
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ui.jinja import plural

PER_PAGE = 50
LATENESS = (("", "All"), ("late", "Late"), ("soon", "Due within a week"), ("in-time", "Due later"))


@reads_in_one_look
@policy("advice.oversee")
@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """Show the open requests of a service in all cases, and its share in time by provider."""
    actor = actor_of(request)
    body = queries.domain(actor)
    chosen = identity(request.GET.get("provider", ""))
    provider = str(chosen) if chosen else ""
    lateness = next((value for value, _ in LATENESS if value == request.GET.get("lateness")), "")
    found = queries.open_clocks(actor, body, provider=provider, lateness=lateness)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    unreceived = list(queries.not_received(actor, body, provider=provider)[:PER_PAGE]) if not lateness else []
    cases = dict.fromkeys([*(row.case_id for row in rows), *(one.case_id for one in unreceived)])
    log(actor=actor, action="advice.oversee", subjects=cases, detail={"body": body})
    title = queries.body_title(body)
    context = {
        "title": title,
        "rows": presenters.open_rows(rows, clock.today()),
        "unreceived": presenters.unreceived_rows(unreceived),
        "shares": presenters.share_rows(queries.shares(actor, body), title),
        "paging": page,
        "found": plural(page.paginator.count, "open request"),
        "keep": {name: value for name, value in (("provider", provider), ("lateness", lateness)) if value},
        "providers": [("", "All"), *((str(one.pk), one.name) for one in queries.overseen_providers(actor, body))],
        "provider": provider,
        "lateness": lateness,
        "latenesses": LATENESS,
    }
    return render(request, "advice/oversight.html", context)
