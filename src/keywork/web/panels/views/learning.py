"""What panels learn from: refusals that were overturned, and like needs that met unlike decisions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.panels import learning, queries
from keywork.web.panels.learned import group_rows, lesson_rows, named_rows, sentence
from keywork.web.panels.models import Panel


@reads_in_one_look
@policy("panel.learn")
@require_safe
def overturned(request: HttpRequest, panel_id: UUID) -> HttpResponse:
    """Show the refusals of a panel that were overturned: what was decided and why, and what the outcome said."""
    actor = actor_of(request)
    return _overturned(request, actor, queries.panel(actor, panel_id, "panel.learn"))


@reads_in_one_look
@policy("decision.learn")
@require_safe
def overturned_without(request: HttpRequest) -> HttpResponse:
    """Show the same of what was decided without a panel, to those who decide."""
    return _overturned(request, actor_of(request), None)


def _overturned(request: HttpRequest, actor: Actor, panel: Panel | None) -> HttpResponse:
    found = learning.lessons(actor, panel)
    cases = [one.decision.case_id for one in found.overturned if one.readable]
    log(actor=actor, action="panel.learn" if panel else "decision.learn", subjects=dict.fromkeys(cases))
    context = {"panel": panel, "rows": lesson_rows(found), "refusals": found.refusals, "many": len(found.overturned)}
    return render(request, "panels/overturned.html", context)


@reads_in_one_look
@policy("panel.learn")
@require_safe
def unlike(request: HttpRequest) -> HttpResponse:
    """Show where like needs met unlike decisions, and the cases of one group to whoever may open them."""
    actor = actor_of(request)
    groups = learning.alike(actor)
    asked = request.GET.get("group", "")
    group = next((one for one in groups if one.likeness.code == asked), None)
    shown = learning.openable(actor, group) if group else []
    log(actor=actor, action="panel.learn", subjects=dict.fromkeys(one.case_id for one in shown))
    context = {
        "sentence": sentence(groups),
        "rows": group_rows(groups),
        "group": group_rows([group])[0] if group else None,
        "cases": named_rows(shown),
        "others": len(group.decisions) - len(shown) if group else 0,
    }
    return render(request, "panels/unlike.html", context)
