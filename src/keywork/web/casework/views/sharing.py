"""Who has to do with a case beside its keyworker; and what somebody wrote while they had."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.accounts.queries import organisations
from keywork.web.casework import queries
from keywork.web.casework.sharing_forms import ShareForm, involvement_rows
from keywork.web.casework.views.asking import asked
from keywork.web.casework.views.cases import Opened, frame, opened
from keywork.web.people import sharing

PER_PAGE = 50


@policy("case.share")
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show who has to do with a case, and let somebody else have to."""
    found = opened(request, case_id, "case.share")
    form = ShareForm(request.POST or None, organisations=organisations(found.actor))
    if request.method == "POST" and form.is_valid() and _given(found, form):
        messages.success(request, "Given. It holds from their next page.")
        return redirect("casework:share", case_id=case_id)
    context: dict[str, Any] = {"form": form, "rows": involvement_rows(sharing.involvements(found.card))}
    context |= frame(request, found, asked(request), "share")
    return render(request, "casework/share.html", context, status=400 if form.is_bound else 200)


def _given(found: Opened, form: ShareForm) -> bool:
    asked_for = form.cleaned_data
    user = sharing.account(found.actor, asked_for["email"]) if asked_for["email"] else None
    if asked_for["email"] and user is None:
        form.add_error("email", "There is no open account with that address here.")
        return False
    try:
        sharing.give(
            actor=found.actor,
            card=found.card,
            relation=asked_for["relation"],
            reason=asked_for["reason"],
            user=user,
            organisation=form.chosen_organisation(),
            until=asked_for["until"],
            classes=asked_for["classes"],
        )
    except sharing.NotShared as fault:
        form.add_error(None, str(fault))
        return False
    return True


@policy("case.share")
@require_POST
def end_share(request: HttpRequest, case_id: UUID, involvement_id: UUID) -> HttpResponse:
    """End what somebody has to do with a case."""
    found = opened(request, case_id, "case.share")
    try:
        sharing.end(actor=found.actor, card=found.card, involvement_id=involvement_id)
    except sharing.NotShared as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "Ended. They can open nothing more of this case.")
    return redirect("casework:share", case_id=case_id)


@policy("work.own")
@require_safe
def own_work(request: HttpRequest) -> HttpResponse:
    """Show what somebody wrote, for a year after their part in a case has ended."""
    actor = actor_of(request)
    page = Paginator(queries.own_notes(actor), PER_PAGE).get_page(request.GET.get("page"))
    notes = list(page.object_list)
    log(actor=actor, action="work.own", subjects=dict.fromkeys(note.case_id for note in notes))
    return render(request, "casework/own_work.html", {"notes": notes, "paging": page, "keep": {}})
