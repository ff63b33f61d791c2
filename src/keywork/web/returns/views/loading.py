"""Loading a return: look first, then import whole; and taking a load back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.accounts.sizes import takes_files
from keywork.web.returns import presenters, queries, services, uploads
from keywork.web.returns.forms import UploadForm
from keywork.web.returns.reading.limits import ALL_BYTES
from keywork.web.returns.staging import RefusedReturn


@policy("return.import")
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """List what was loaded."""
    actor_of(request)
    return render(request, "returns/imports.html", {"imports": queries.imports()[:50]})


@transaction.non_atomic_requests  # reading takes long; only the import itself is one short transaction
@policy("return.import")
@takes_files(lambda: ALL_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Take a return, read it, and show what importing it would do. Nothing is written."""
    actor = actor_of(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            return _looked_at(request, actor, form.cleaned_data["files"])
        except RefusedReturn as refused:
            form.add_error("files", str(refused))
    return render(request, "returns/load.html", {"form": form})


def _looked_at(request: HttpRequest, actor: Actor, files: list[object]) -> HttpResponse:
    kept = uploads.keep(files, _owner(actor))  # type: ignore[arg-type]
    try:
        plan = services.plan_import(path=kept.path, actor=actor)
        log(actor=actor, action="return.import", detail={"checked": plan.staged.collection_year})
    except BaseException:
        uploads.forget(kept)
        raise
    staged = plan.staged
    context = {
        "token": kept.token,
        "summary": presenters.summary_rows(plan.summary()),
        "rules": presenters.by_rule(staged.findings),
        "left_alone": staged.files_left_alone if len(files) > 1 else [],
        "year": staged.collection_year,
        "census": staged.reference_date,
    }
    return render(request, "returns/check.html", context)


def _owner(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise Http404("Only a person uploads.")
    return actor.user_id


@transaction.non_atomic_requests  # reading takes long; only the import itself is one short transaction
@policy("return.import")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Import what was looked at, whole or not at all."""
    actor = actor_of(request)
    kept = uploads.claim(request.POST.get("token", ""), _owner(actor))
    if kept is None:
        messages.error(request, "The return is no longer kept here. Choose it again.")
        return redirect("returns:load")
    try:
        plan = services.plan_import(path=kept.path, actor=actor)
        imported = services.import_return(plan=plan, actor=actor)
    except RefusedReturn as refused:
        messages.error(request, str(refused))
        return redirect("returns:load")
    finally:
        uploads.forget(kept)
    messages.success(request, "The return was imported.")
    return redirect("returns:import", import_id=imported.pk)


@policy("return.import")
@require_safe
def one_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show what one import did, beside the one before."""
    actor, imported = actor_of(request), queries.one_import(import_id)
    log(actor=actor, action="return.import", subjects=[imported.pk], detail={"looked": True})
    earlier = queries.before(imported)
    modules, rules = queries.compare(imported, earlier) if earlier else ([], [])
    context = {
        "imported": imported,
        "summary": presenters.summary_rows(imported.summary),
        "rules": presenters.counted(queries.rules_of(imported)),
        "quarantined": queries.quarantined(imported),
        "earlier": earlier,
        "modules_compared": modules,
        "rules_compared": rules,
        "may_reverse": can(actor, "return.reverse") and imported.reversed_at is None,
    }
    return render(request, "returns/import.html", context)


@policy("return.reverse")
@require_POST
def reverse(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take an import back by corrections."""
    actor, imported = actor_of(request), queries.one_import(import_id)
    try:
        count = services.reverse_import(imported=imported, actor=actor)
        messages.success(request, f"{count:,} entries were struck out. The clocks stand as they did before.")
    except RefusedReturn as refused:
        messages.error(request, str(refused))
    return redirect("returns:import", import_id=import_id)
