"""Writing a plan part by part, taking lines of advice over, and its versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.policy import policy
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.plans import presenters, queries
from keywork.web.plans.comparing import compare
from keywork.web.plans.content import Content, Written
from keywork.web.plans.document import Attached, Shown, sections_of
from keywork.web.plans.errors import NotDone, Overtaken
from keywork.web.plans.forms import CompareForm, PartForm, TakeForm
from keywork.web.plans.sections import PARTS_BY_CODE, SECTIONS, Part
from keywork.web.plans.services import writing
from keywork.web.plans.standing import why_closed
from keywork.web.plans.views.shared import CONFLICT, frame, opened, own_name
from keywork.web.ui.addresses import address

BOTH = ["GET", "HEAD", "POST"]
# What is written here; the setting and the list of advice come from elsewhere.
WRITTEN = tuple(section.code for section in SECTIONS if section.code not in {"I", "K"})


def part_named(code: str) -> Part:
    """Return a part by its code.

    Raises:
        Http404: there is none.
    """
    found = PARTS_BY_CODE.get(code)
    if found is None:
        raise Http404("There is no such part of a plan.")
    return found


@policy(writing.WRITE)
@require_http_methods(BOTH)
def write(request: HttpRequest, case_id: UUID, part: str) -> HttpResponse:
    """Write one part of the plan; where somebody saved the same part meanwhile, both texts are shown."""
    about = part_named(part)
    actor, card = opened(request, case_id, writing.WRITE)
    context = frame(actor, card) | {"part": about, "closed": why_closed(card)}
    last = queries.latest(case_id)
    said = Content.read(last.content if last else {}).part(part)
    number, status = last.number if last else 0, 200
    if request.method != "POST":
        form = PartForm(None, part=about, said=said, initial={"seen": number})
        return render(request, "plans/write.html", context | {"form": form})
    form = PartForm(request.POST, part=about, said=said, lines=PartForm.lines_sent(request.POST))
    if form.is_valid():
        typed = form.said()
        try:
            made = writing.save(
                actor=actor, card=card, part=part, said=typed, seen=form.cleaned_data.get("seen"),
                by_name=own_name(request),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
            if isinstance(fault, Overtaken):
                status = CONFLICT
                context |= {"theirs": _alone(part, said), "by": last.by_name if last else ""}
                form = _knowing(form, number)
        else:
            now = made.number if made else number
            return _next(request, case_id, about, typed, now, form.lines, context, saved=made is not None)
    return render(request, "plans/write.html", context | {"form": form}, status=status)


def _alone(part: str, said: Written) -> list[Shown]:
    """Return what one part says, section by section."""
    return [one for one in sections_of(Content({part: said}), Attached()) if not one.is_empty]


def _knowing(form: PartForm, number: int) -> PartForm:
    """Let a form know the plan as it is now, so that saving again is a decision and no accident."""
    form.data = form.data.copy()
    form.data["seen"] = str(number)
    return form


def _next(
    request: HttpRequest, case_id: UUID, about: Part, typed: Written, number: int, lines: int,
    context: dict[str, Any], *, saved: bool,
) -> HttpResponse:  # fmt: skip
    """Lead on from what was saved: to a further line, to taking over from advice, or back to the plan."""
    does = request.POST.get("do", "save")
    if does == "add":
        last = queries.latest(case_id)
        said = Content.read(last.content).part(about.code) if last else typed
        shown = len(said.lines) + 1
        form = PartForm(None, part=about, said=said, lines=shown, initial={"seen": number})
        return render(request, "plans/write.html", context | {"form": form, "added": min(shown, form.lines)})
    if does == "take":
        return HttpResponseRedirect(address("plans:take", case_id=case_id, part=about.code))
    messages.success(
        request, f"Saved as version {number}." if saved else "Nothing was changed, so no version was made."
    )
    return HttpResponseRedirect(address("plans:plan", case_id=case_id))


@policy(writing.WRITE)
@require_http_methods(BOTH)
def take(request: HttpRequest, case_id: UUID, part: str) -> HttpResponse:
    """Choose lines of the advice that came, to take them over into a part of the plan."""
    about = part_named(part)
    if not (about.needs or part == "views"):
        raise Http404("Nothing of advice belongs here.")
    actor, card = opened(request, case_id, writing.WRITE)
    given = queries.advice_given(actor, card)
    form = TakeForm(request.POST if request.method == "POST" else None, given=given, views=not about.needs)
    context = frame(actor, card) | {"part": about, "closed": why_closed(card), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            writing.take_over(actor=actor, card=card, part=part, chosen=form.chosen, by_name=own_name(request))
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Taken over. Change it where the plan should say it otherwise.")
            return HttpResponseRedirect(address("plans:write", case_id=case_id, part=part))
    context["waiting"] = [one.title for one in queries.advice_asked(case_id) if one.is_open]
    context["shows"] = any(name.startswith("from_") for name in form.fields)
    return render(request, "plans/take.html", context)


@reads_in_one_look
@policy(writing.WRITE)
@require_safe
def versions(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """List the versions of the plan, and compare two of them in words."""
    actor, card = opened(request, case_id, writing.WRITE)
    found = queries.versions_of(case_id)
    numbers = [one.number for one in found]
    form = CompareForm(request.GET if "before" in request.GET else None, numbers=numbers)
    form.initial = {"before": str(numbers[1]) if len(numbers) > 1 else "", "after": str(numbers[0]) if numbers else ""}
    context = frame(actor, card) | {"rows": presenters.version_rows(found), "form": form, "changed": None}
    if form.is_bound and form.is_valid():
        pair = sorted(int(form.cleaned_data[name]) for name in ("before", "after"))
        before, after = (queries.version_of(case_id, number) for number in pair)
        if before is not None and after is not None:
            context["changed"] = compare(Content.read(before.content), Content.read(after.content))
            context["pair"] = pair
    return render(request, "plans/versions.html", context)


@reads_in_one_look
@policy(writing.WRITE)
@require_safe
def version(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Show the plan as it was saved once."""
    actor, card = opened(request, case_id, writing.WRITE)
    found = queries.version_of(case_id, number)
    if found is None:
        messages.info(request, "There is no such version of this plan.")
        return HttpResponseRedirect(address("plans:versions", case_id=case_id))
    shown = sections_of(Content.read(found.content), Attached(), WRITTEN)
    context = frame(actor, card) | {"sections": shown, "row": presenters.version_rows([found])[0]}
    return render(request, "plans/version.html", context)
