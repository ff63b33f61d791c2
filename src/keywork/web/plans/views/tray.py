"""The plans to write: what is due first, where each stands, and what is missing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.plans import listing, presenters

PER_PAGE = 25


@reads_in_one_look
@policy(listing.LIST)
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """Show the plans to write in the order of their dates."""
    actor = actor_of(request)
    page = Paginator(listing.cards(actor), PER_PAGE).get_page(request.GET.get("page"))
    shown = listing.rows(list(page.object_list))
    log(actor=actor, action=listing.LIST, subjects=[one.card.case_id for one in shown])
    context = {"rows": presenters.plan_rows(shown, clock.today()), "paging": page, "count": page.paginator.count}
    return render(request, "plans/tray.html", context)
