"""Today's work of business support."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.casework.support import today
from keywork.web.kernel.reading import reads_in_one_look


@reads_in_one_look
@policy("support.today")
@require_safe
def todays_work(request: HttpRequest) -> HttpResponse:
    """Show how much of each kind of work waits, and where it is done; nobody is named."""
    actor = actor_of(request)
    tasks = today(actor)
    context = {
        "waiting": [one for one in tasks if one.count],
        "done": [one for one in tasks if not one.count],
        "logs": can(actor, "request.log"),
        "hears": can(actor, "concern.log"),
    }
    return render(request, "casework/support.html", context)
