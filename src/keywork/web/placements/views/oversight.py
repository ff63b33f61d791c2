"""What a manager sees: the consultations that wait, and what each setting replied within a year."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.placements import presenters, queries, reasons
from keywork.web.placements.standing import rows_of
from keywork.web.ui.jinja import plural

PER_PAGE = 50
LONGEST_KEY = 120


@reads_in_one_look
@policy("consultation.oversee")
@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """Show the consultations that wait for a reply, or all of one setting within a year; and each setting's counts."""
    actor = actor_of(request)
    key = request.GET.get("setting", "").replace("\x00", "")[:LONGEST_KEY]
    found = queries.of_setting(actor, key) if key else queries.waiting(actor)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    log(actor=actor, action="consultation.oversee", subjects=list(dict.fromkeys(one.case_id for one in shown)))
    settings = presenters.setting_rows(queries.by_setting(actor))
    context = {
        "rows": presenters.rows(shown, rows_of(shown), None, clock.today()),
        "settings": settings,
        "chosen": next((one.name for one in settings if one.key == key), "This setting") if key else "",
        "grounds": [ground.short for ground in reasons.GROUNDS],
        "paging": page,
        "keep": {"setting": key} if key else {},
        "found": plural(page.paginator.count, "consultation"),
    }
    return render(request, "placements/oversight.html", context)
