"""What is wrong with the data, and what waits for a person to decide."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.ledger.errors import Refused
from keywork.web.returns import presenters, queries, services
from keywork.web.returns.forms import FindingFilterForm
from keywork.web.returns.models import ReturnImport
from keywork.web.ui.csvout import as_csv

PER_PAGE = 100
HEADER = ("Rule", "How serious", "Module", "Row", "Field", "Value", "What to do", "Place in XML")


def _asked(request: HttpRequest, imported: ReturnImport) -> tuple[FindingFilterForm, dict[str, str]]:
    form = FindingFilterForm(request.GET, rules=queries.rules_of(imported))
    return form, form.cleaned_data if form.is_valid() else {}


@policy("quality.read")
@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """List the findings of the latest import by row and field, never by name."""
    actor, imported = actor_of(request), queries.latest()
    if imported is None:
        return render(request, "returns/quality.html", {"imported": None})
    form, asked = _asked(request, imported)
    page = Paginator(queries.findings(imported, **asked), PER_PAGE).get_page(request.GET.get("page"))
    log(actor=actor, action="quality.read", detail={"import": str(imported.pk), "page": page.number})
    context = {
        "imported": imported,
        "form": form,
        "paging": page,
        "rules": presenters.counted(queries.rules_of(imported)),
        "quarantined": queries.quarantined(imported),
        "keep": {key: value for key, value in request.GET.items() if key != "page" and value},
        "waiting": queries.reviews(actor).count() if can(actor, "match.review") else 0,
        "colours": presenters.COLOURS,
    }
    return render(request, "returns/quality.html", context)


@policy("quality.read")
@require_safe
def quality_file(request: HttpRequest) -> HttpResponse:
    """Give the same findings as a file, safe for spreadsheets."""
    actor, imported = actor_of(request), queries.latest()
    if imported is None:
        return redirect("returns:quality")
    _, asked = _asked(request, imported)
    found = queries.findings(imported, **asked)
    log(actor=actor, action="quality.read", detail={"import": str(imported.pk), "file": True})
    rows = ((f.rule, f.severity, f.module, f.row_id, f.field, f.value, f.message, f.path) for f in found.iterator())
    return as_csv(f"findings-{imported.collection_year}", HEADER, rows)


@policy("match.review")
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Show what an import could not decide. Whose details are shown stands in the access log."""
    actor = actor_of(request)
    page = Paginator(queries.reviews(actor), 20).get_page(request.GET.get("page"))
    shown = [presenters.review(item) for item in page.object_list]
    subjects = [pk for item in page.object_list for pk in (item.person_id, item.candidate_id, item.case_id) if pk]
    log(actor=actor, action="match.review", subjects=subjects, detail={"listed": len(shown)})
    return render(request, "returns/reviews.html", {"items": shown, "paging": page})


@policy("match.review")
@require_POST
def decide(request: HttpRequest, item_id: int) -> HttpResponse:
    """Keep a person's decision."""
    actor = actor_of(request)
    item = queries.one_review(actor, item_id)
    try:
        services.decide_review(item=item, decision=request.POST.get("decision", ""), actor=actor)
        messages.success(request, "Your decision was kept.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("returns:reviews")
