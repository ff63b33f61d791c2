"""Lists of exceptions, and one of them whole."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.deadlines.projecting import clocks as clocks_of
from keywork.web.deadlines.queries import history_at
from keywork.web.documents.queries import documents_of
from keywork.web.exceptions import presenters, queries
from keywork.web.exceptions.limits import Limit, that_can_be_excepted
from keywork.web.exceptions.models import Reliance
from keywork.web.exceptions.services.answering import AGREE
from keywork.web.exceptions.services.relying import PROPOSE
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.reading import after_look, reads_in_one_look
from keywork.web.messages.services import seen
from keywork.web.people.policy import CASES


@reads_in_one_look
@policy("exception.tray")
@require_safe
def tray(request: HttpRequest) -> HttpResponse:
    """Show which exceptions wait for a second person, and which are to be looked at again."""
    actor = actor_of(request)
    waiting, again = queries.waiting(actor), queries.to_look_at(actor)
    log(actor=actor, action="exception.tray", subjects=dict.fromkeys(one.case_id for one in (*waiting, *again)))
    context = {"waiting": presenters.rows(waiting, whose=True), "again": presenters.rows(again, whose=True)}
    return render(request, "exceptions/tray.html", context)


@reads_in_one_look
@policy("exception.read")
@require_safe
def of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the exceptions of a case, and the limits for which the law gives one."""
    found = opened(request, case_id, "exception.read")
    history = history_at(case_id, found.actor.authority, AsAt.now())
    limits = [Limit(history, clock) for clock in that_can_be_excepted(history, clocks_of(history))]
    may = CASES.can(found.actor, PROPOSE, found.card)
    context = {
        "rows": presenters.rows(queries.of_case(case_id)),
        "running": presenters.limits([one for one in limits if one.clock.is_open], case_id) if may else [],
        "done": presenters.limits([one for one in limits if not one.clock.is_open], case_id) if may else [],
    }
    return render(
        request, "exceptions/of_case.html", frame(request, found, asked(request), "exceptions:of-case") | context
    )


@reads_in_one_look
@policy("exception.read")
@require_safe
def reliance(request: HttpRequest, case_id: UUID, reliance_id: UUID) -> HttpResponse:
    """Show one exception, with its test worked on the record as it is now, and what can be done with it."""
    found = opened(request, case_id, "exception.read")
    one = queries.opened(found.actor, found.card, reliance_id, "exception.read")
    after_look(partial(seen, actor=found.actor, link=request.path))
    context = shown(request, found, one)
    return render(request, "exceptions/reliance.html", context)


def shown(request: HttpRequest, found: Opened, one: Reliance) -> dict[str, object]:
    """Return what a page of one exception shows."""
    readable = set()
    if one.document_id and CASES.can(found.actor, "document.read", found.card):
        readable = set(documents_of(found.actor, found.card).filter(pk=one.document_id).values_list("pk", flat=True))
    proposes = CASES.can(found.actor, PROPOSE, found.card)
    ours = one.proposed_by == found.actor.label
    history = history_at(one.case_id, found.actor.authority, AsAt.now())
    return frame(request, found, asked(request), "") | {
        "one": presenters.told(one, history, readable),
        "reliance_id": one.pk,
        "waits": one.state == Reliance.State.PROPOSED,
        "may_answer": one.state == Reliance.State.PROPOSED and not ours and CASES.can(found.actor, AGREE, found.card),
        "may_take_back": proposes and one.state in (Reliance.State.PROPOSED, Reliance.State.AGREED),
        "may_review": proposes and one.state == Reliance.State.AGREED,
        "again": presenters.choose_address(one.case_id, one.duty, one.thread) if proposes else "",
    }
