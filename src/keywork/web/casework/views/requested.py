"""The requests of a case, in the words of whoever asked."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import can, policy
from keywork.web.assessments import presenters
from keywork.web.assessments.models import AssessmentRequest, Source
from keywork.web.assessments.policy import QUEUE
from keywork.web.assessments.queries import SEE, came_on, of_case
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import frame, opened
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ui.jinja import day, moment


@reads_in_one_look
@policy("request.read")
@require_safe
def asked_for(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what was asked and why, what was missing, and what was answered.

    How people are reached is left out for whoever does not read it elsewhere either. What a parent asked is not there
    for another parent: it may be about them, and they may not know of it.
    """
    found = opened(request, case_id, "request.read")
    private = found.parts.standing.may("a3") and not found.parts.standing.limits("a3")
    works = can(found.actor, SEE)
    rows = [
        {"id": one.pk, "source": presenters.source_of(one), "came": day(came_on(one)), "written": moment(one.sent_at),
         "told": presenters.told(one, private=private), "asked": presenters.asked_rows(one.askings.all()),
         "urgent": one.urgent if works else "", "may_look": works and QUEUE.can(found.actor, SEE, one)}
        for one in of_case(case_id)
        if not _is_another_parents(found.actor, one)
    ]  # fmt: skip
    return render(request, "casework/requested.html", frame(request, found, asked(request), "request") | {"rows": rows})


def _is_another_parents(actor: Actor, request: AssessmentRequest) -> bool:
    return actor.role == Role.PARENT and request.source == Source.PARENT and request.user_id != actor.user_id
