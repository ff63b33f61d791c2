"""The plan of a case: as it is written, to whoever writes it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.policy import policy
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.plans import presenters, queries
from keywork.web.plans.content import Content
from keywork.web.plans.document import Attached, sections_of
from keywork.web.plans.hinting import hints
from keywork.web.plans.sections import PARTS
from keywork.web.plans.services import writing
from keywork.web.plans.standing import dates_of, why_closed
from keywork.web.plans.views.shared import frame, opened


@reads_in_one_look
@policy(writing.WRITE)
@require_safe
def plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the plan as it is written, with its dates, what is missing, and what can be done."""
    actor, card = opened(request, case_id, writing.WRITE)
    last = queries.latest(case_id)
    content = Content.read(last.content if last else {})
    asked = queries.advice_asked(case_id)
    context = frame(actor, card) | {
        "sections": sections_of(content, Attached(advice=presenters.attached_advice(asked))),
        "parts": PARTS,
        "latest": presenters.version_rows([last])[0] if last else None,
        "hints": presenters.hint_rows(hints(content)),
        "waiting": [one.title for one in asked if one.is_open],
        "dates": presenters.dates(dates_of(card), clock.today()),
        "closed": why_closed(card),
    }
    return render(request, "plans/plan.html", context)
