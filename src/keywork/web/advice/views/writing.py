"""Writing advice: save and return, look at it whole with what would make it more use, and give it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import policy
from keywork.web.advice import presenters
from keywork.web.advice.errors import NotDone, Overtaken
from keywork.web.advice.forms import GiveForm, WriteForm
from keywork.web.advice.lines import Content, hints
from keywork.web.advice.models import AdviceDraft, AdviceRequest
from keywork.web.advice.services import giving
from keywork.web.advice.services.steps import WHY_CLOSED
from keywork.web.advice.views.shared import CONFLICT, frame, opened, own_name
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import moment

WRITE = "advice.write"


def _kept(actor: Actor, one: AdviceRequest) -> tuple[AdviceDraft | None, Content]:
    """Return somebody's draft and what it says; without one, what was given last is what an amendment begins with."""
    draft = giving.draft_of(actor, one)
    if draft is not None:
        return draft, Content.read(draft.content)
    latest = one.versions.first()
    return None, Content.read(latest.content) if latest else Content()


@policy(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write advice line by line. Every button saves what was typed first."""
    actor, found = opened(request, request_id, WRITE)
    one = found.request
    draft, content = _kept(actor, one)
    views_alone, status = one.about.is_views, 200
    context = frame(actor, found)
    if request.method != "POST":
        form = _blank(draft, content, one, views_alone=views_alone)
    else:
        lines = WriteForm.lines_sent(request.POST)
        form = WriteForm(request.POST, lines=lines, views_alone=views_alone)
        if form.is_valid():
            try:
                revision = giving.save_draft(
                    actor=actor, card=found.card, request=one, content=form.content(), seen=_draft_seen(form)
                )
            except Overtaken as fault:
                form.add_error(None, str(fault))
                status = CONFLICT
                context["other"] = content
                form = _knowing(form, draft)
            else:
                return _next(request, one, form, revision, views_alone=views_alone, context=context)
    context |= {"form": form, "draft": draft, "saved": moment(draft.saved_at) if draft else ""}
    context["closed"] = "" if context["where"].is_open else WHY_CLOSED.get(context["where"].state.value, "")
    return render(request, "advice/write.html", context, status=status)


def _blank(draft: AdviceDraft | None, content: Content, one: AdviceRequest, *, views_alone: bool) -> WriteForm:
    form = WriteForm(content=content, views_alone=views_alone)
    form.initial |= {"draft_seen": draft.revision if draft else 0}
    return form


def _draft_seen(form: WriteForm) -> int | None:
    return form.cleaned_data.get("draft_seen")


def _knowing(form: WriteForm, draft: AdviceDraft | None) -> WriteForm:
    """Let a form know the draft as it is now, so that saving again is a decision."""
    form.data = form.data.copy()
    form.data["draft_seen"] = str(draft.revision if draft else 0)
    return form


def _next(
    request: HttpRequest,
    one: AdviceRequest,
    form: WriteForm,
    revision: int,
    *,
    views_alone: bool,
    context: dict[str, Any],
) -> HttpResponse:
    """Lead on from what was saved: to the check, to a further line, or back to the request."""
    does = request.POST.get("do", "save")
    if does == "check":
        return HttpResponseRedirect(address("advice:check", request_id=one.pk))
    if does == "add":
        more = WriteForm(content=form.content(), lines=form.lines + 1, views_alone=views_alone)
        more.initial |= {"draft_seen": revision}
        shown = {"form": more, "saved": "just now", "closed": "", "added": more.lines}
        return render(request, "advice/write.html", context | shown)
    messages.success(request, "Saved. Nobody else reads it until you give it. You can come back to it at any time.")
    return HttpResponseRedirect(address("advice:request", request_id=one.pk))


@policy(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show advice as it would be given, with what would make it more use; and give it."""
    actor, found = opened(request, request_id, WRITE)
    one = found.request
    draft = giving.draft_of(actor, one)
    if draft is None:
        messages.info(request, "There is nothing to check. Write something first, or read what was given below.")
        return HttpResponseRedirect(address("advice:request", request_id=request_id))
    content, latest, status = Content.read(draft.content), one.versions.first(), 200
    asks_day = not one.has_tray and latest is None
    initial = {"draft_seen": draft.revision, "versions_seen": latest.number if latest else 0}
    form = GiveForm(request.POST if request.method == "POST" else None, initial=initial, asks_day=asks_day)
    context = frame(actor, found)
    if request.method == "POST" and form.is_valid():
        try:
            _check_same(form, draft)
            made = giving.give(
                actor=actor, card=found.card, request=one, name=own_name(request), content=content,
                seen=form.cleaned_data.get("versions_seen") or 0, on=form.cleaned_data.get("on"),
            )  # fmt: skip
        except NotDone as fault:
            status = CONFLICT if isinstance(fault, Overtaken) else 200
            form = GiveForm(None, initial=_now(initial, one), asks_day=asks_day)
            context["fault"] = str(fault)
            context["others"] = presenters.versions(list(one.versions.all())) if status == CONFLICT else []
        else:
            messages.success(request, _thanks(made.number))
            return HttpResponseRedirect(address("advice:request", request_id=request_id))
    context |= {"form": form, "content": content, "hints": hints(content, views_alone=one.about.is_views)}
    context["amends"] = latest is not None
    return render(request, "advice/check.html", context, status=status)


def _check_same(form: GiveForm, draft: AdviceDraft) -> None:
    if form.cleaned_data.get("draft_seen") not in {draft.revision, None}:
        raise Overtaken(
            "You saved something else in another window since. Below is what stands there now. Read it, then give it."
        )


def _now(initial: dict[str, int], one: AdviceRequest) -> dict[str, int]:
    latest = one.versions.first()
    return initial | {"versions_seen": latest.number if latest else 0}


def _thanks(number: int) -> str:
    if number > 1:
        return f"Given as version {number}. The earlier versions stay readable."
    return "Given. The clock is answered today. You can read your own words here for a year."
