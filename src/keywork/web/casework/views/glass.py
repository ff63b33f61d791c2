"""Breaking the glass, and what those who answer for restricted cases are told."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.casework.flag_forms import GlassForm, ReviewForm
from keywork.web.casework.flag_rows import alert_rows, glass_rows
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.vaults import alerts, glass, reveals
from keywork.web.vaults.waiting import reveals_waiting, reviews_waiting

BOTH = ["GET", "HEAD", "POST"]
MOST = 100


@policy("glass.break")
@require_http_methods(BOTH)
def break_glass(request: HttpRequest) -> HttpResponse:
    """Open a restricted case for an hour, once those who answer for it have been told."""
    form = GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            card = glass.break_glass(actor=actor_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "You may read this case for an hour. Those who answer for it have been told.")
            return redirect("casework:case", case_id=card.case_id)
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "casework/glass.html", {"form": form}, status=status)


@policy("alert.read")
@require_http_methods(BOTH)
def notices(request: HttpRequest) -> HttpResponse:
    """List who looked at restricted cases, who tried to, and who was shown what is hidden."""
    actor = actor_of(request)
    if request.method == "POST":
        if not alerts.note_seen(actor=actor, alert_id=_identity(request.POST.get("alert", ""))):
            messages.error(request, "This no longer waits. Somebody else has looked into it.")
        return redirect("casework:notices")
    found = list(alerts.not_seen(actor)[:MOST])
    alerts.note_listed(actor, found)
    context = {"rows": alert_rows(found), "most": MOST}
    context["asked"] = reveals_waiting(actor) if can(actor, reveals.ANSWER) else None
    context["broken"] = reviews_waiting(actor) if can(actor, glass.REVIEW) else None
    return render(request, "casework/notices.html", context)


@policy("glass.review")
@require_http_methods(BOTH)
def reviews(request: HttpRequest) -> HttpResponse:
    """List what was opened behind glass, the overdue first, and take what came of looking into it."""
    actor = actor_of(request)
    form, wrong = ReviewForm(), ""
    if request.method == "POST":
        form, wrong = ReviewForm(request.POST), request.POST.get("glass", "")
        if form.is_valid():
            try:
                glass.review(actor=actor, glass_id=_identity(wrong), **form.cleaned_data)
            except glass.NothingDone as nothing:
                form.add_error("remarks", str(nothing))
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "What you found is kept.")
                return redirect("casework:glass-reviews")
    waiting, done = list(glass.to_review(actor)), list(glass.reviewed(actor)[:MOST])
    glass.note_listed(actor, [*waiting, *done])
    rows = glass_rows(waiting, actor, clock.today())
    context = {
        "forms": [(row, form if row.id == wrong else ReviewForm(auto_id=f"{row.id}-%s")) for row in rows],
        "form": form,
        "done": glass_rows(done, actor, clock.today()),
        "overdue": sum(row.overdue for row in rows),
        "may_read_alerts": can(actor, alerts.READ),
    }
    return render(request, "casework/glass_reviews.html", context, status=400 if form.errors else 200)


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
