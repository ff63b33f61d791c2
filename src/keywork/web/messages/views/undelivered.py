"""E-mails that did not arrive, for whoever works on the case; how the outbox stands, for whoever runs it."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel.reading import after_look, reads_in_one_look
from keywork.web.ledger.errors import Refused
from keywork.web.messages import presenters
from keywork.web.messages.services import noticing, settling, watching
from keywork.web.ui.addresses import address

SHOWN = 100


@reads_in_one_look
@policy("outbox.see-to")
@require_safe
def undelivered(request: HttpRequest) -> HttpResponse:
    """Show the e-mails about somebody's cases that did not arrive."""
    actor = actor_of(request)
    found = list(settling.undelivered(actor).order_by("-changed_at", "-pk")[:SHOWN])
    log(actor=actor, action=settling.SEE, subjects=dict.fromkeys(one.case_id for one in found))
    after_look(partial(noticing.seen, actor=actor, link=request.path))
    return render(request, "messages/undelivered.html", {"rows": presenters.undelivered_rows(actor, found)})


@policy("outbox.see-to")
@require_POST
def see_to(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Keep that somebody has seen to one, or send it again."""
    again = request.POST.get("again") == "yes"
    try:
        settling.see_to(actor=actor_of(request), message_id=message_id, again=again)
        messages.success(request, "It is sent again." if again else "Kept that you have seen to it.")
    except Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(address("messages:undelivered"))


@reads_in_one_look
@policy("outbox.watch")
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show how many e-mails stand where, and of nobody whom they are about."""
    counts = watching.counts_of(actor_of(request).authority)
    return render(request, "messages/outbox.html", {"counts": counts, "rows": presenters.count_rows(counts)})
