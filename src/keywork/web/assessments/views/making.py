"""Asking for an assessment: one question a page, kept as it is typed, sent once, and then where it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.assessments import papers, presenters, queries, services
from keywork.web.assessments.forms import AnswerForm
from keywork.web.assessments.journeys import SETTINGS, SOURCES, Journey, Step
from keywork.web.assessments.models import AssessmentRequest, Source
from keywork.web.assessments.queries import MAKE
from keywork.web.assessments.views.looked import looked_at
from keywork.web.assessments.whose_right import told_before
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ledger.errors import Refused

PER_PAGE = 25
MOST_TYPED = 25_000
State = AssessmentRequest.State
PAPERS_HERE = "Add papers under “Your papers” on this page, and say here which they are."
PAPERS_ELSEWHERE = "Papers go the usual way: say here what you sent and when."


@reads_in_one_look
@policy("request.make")
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List the requests that somebody has begun or sent, or their setting."""
    actor = actor_of(request)
    page = Paginator(queries.own(actor), PER_PAGE).get_page(request.GET.get("page"))
    source = SOURCES[actor.role or ""]
    context = {"rows": presenters.own_rows(page.object_list), "paging": page, "source": source, **_whose(source)}
    return render(request, "assessments/own.html", context)


def _whose(source: str) -> dict[str, bool]:
    return {
        "is_young": source == Source.YOUNG_PERSON,
        "is_setting": source in SETTINGS,
        "is_parent": source == Source.PARENT,
    }


@policy("request.make")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a request, and lead to its first page."""
    actor = actor_of(request)
    try:
        made = services.begin(actor=actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("assessments:own")
    journey = _journey(actor, made)
    return redirect("assessments:step", asked_id=made.pk, step=journey.steps[0].slug)


def _journey(actor: Actor, found: AssessmentRequest) -> Journey:
    return Journey(found.source, found.answers, queries.children(actor))


def _draft(request: HttpRequest, asked_id: UUID) -> tuple[Actor, AssessmentRequest, HttpResponse | None]:
    """Return a request that is being written; where it was sent, where to go instead."""
    actor = actor_of(request)
    found = queries.own_request(actor, asked_id)
    if found.state == State.DRAFT:
        return actor, found, None
    messages.info(request, "This request was sent. It can no longer be changed; here you read where it stands.")
    return actor, found, redirect("assessments:request", asked_id=asked_id)


def _page_of(journey: Journey, slug: str) -> Step:
    step = journey.step(slug)
    if step is None:
        raise Http404("There is no such page.")
    return step


@reads_in_one_look
@policy("request.make")
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, asked_id: UUID, step: str) -> HttpResponse:
    """Ask one question, keep what is typed, and go on."""
    actor, found, elsewhere = _draft(request, asked_id)
    if elsewhere is not None:
        return elsewhere
    journey = _journey(actor, found)
    page = _page_of(journey, step)
    form = journey.form(page) if request.method != "POST" else page.form(request.POST)
    shows_errors = request.method == "POST" or "mend" in request.GET
    if not shows_errors:  # what was left unfinished is shown as it was left, without complaint
        form = _unbound(form)
    if request.method == "POST":
        answered = _kept(request, actor, found, journey, page)
        if answered is not None:
            return answered
        if form.is_valid():
            return _on(request, _journey(actor, found), found, page)
    before = journey.before(page)
    context = {
        "form": form, "step": page, "id": found.pk, "before": before.slug if before else "",
        "place": journey.place(page) + 1, "of": len(journey.steps), "checking": "checking" in request.GET,
    }  # fmt: skip
    return render(request, "assessments/step.html", context)


def _unbound(form: Any) -> Any:
    """Return a form that shows what was typed and says nothing of it."""
    if form.is_bound:
        typed = form.data
        form.is_bound, form.initial = False, {}
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(typed, {}, name)
    return form


def _kept(
    request: HttpRequest, actor: Actor, found: AssessmentRequest, journey: Journey, page: Step
) -> HttpResponse | None:
    """Keep what was typed; return an answer where that is all, or cannot be."""
    try:
        services.keep(request=found, typed=_typed(request, journey, page))
    except Refused as refused:
        messages.info(request, str(refused))
        return redirect("assessments:own")
    if "later" in request.POST:
        messages.success(request, "Kept. Come back to this page whenever you like.")
        return redirect("assessments:own")
    return None


def _typed(request: HttpRequest, journey: Journey, page: Step) -> dict[str, str]:
    """Return what was typed on a page, without what no text can hold."""
    form = page.form()
    typed = {part: _text(request.POST[part]) for part in form.parts if part in request.POST}
    kept = {f"{page.slug}.{part}": text for part, text in typed.items()}
    if page.slug == "child":
        kept["child.named"] = dict(journey.children).get(typed.get("child", ""), "")
    return kept


def _text(text: str) -> str:
    plain = text.replace("\x00", "").encode("utf-8", "replace").decode()
    return plain[:MOST_TYPED]


def _on(request: HttpRequest, journey: Journey, found: AssessmentRequest, page: Step) -> HttpResponse:
    after = journey.after(page)
    if after is None or ("checking" in request.GET and not journey.missing()):
        return redirect("assessments:check", asked_id=found.pk)
    return redirect("assessments:step", asked_id=found.pk, step=after.slug)


@policy("request.make", repeats=True)
@require_POST
def keep(request: HttpRequest, asked_id: UUID, step: str) -> HttpResponse:
    """Keep what is being typed on a page, without leaving it."""
    actor, found, elsewhere = _draft(request, asked_id)
    if elsewhere is not None:
        return elsewhere
    journey = _journey(actor, found)
    services.keep(request=found, typed=_typed(request, journey, _page_of(journey, step)))
    return HttpResponse(status=204)


@reads_in_one_look
@policy("request.make")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Show all that was answered, and send it."""
    actor, found, elsewhere = _draft(request, asked_id)
    if elsewhere is not None:
        return elsewhere
    journey = _journey(actor, found)
    if request.method == "POST" and not journey.missing():
        try:
            services.send(actor=actor, request=found)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("assessments:request", asked_id=asked_id)
        return redirect("assessments:sent", asked_id=asked_id)
    missing = {page.slug for page in journey.missing()}
    pages = [(page, rows, page.slug in missing) for page, rows in journey.told()]
    context = {"id": found.pk, "pages": pages, "missing": bool(missing), **_whose(found.source)}
    context["whose_right"] = "" if missing else told_before(journey, actor.user_id)
    return render(request, "assessments/check.html", context)


@reads_in_one_look
@policy("request.make")
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Take back a request that was not sent, after asking."""
    _, found, elsewhere = _draft(request, asked_id)
    if elsewhere is not None:
        return elsewhere
    if request.method == "POST":
        services.take_back(request=found)
        messages.success(request, "The request was taken back. Nothing of it is kept.")
        return redirect("assessments:own")
    return render(request, "assessments/take_back.html", {"id": found.pk})


@reads_in_one_look
@policy("request.make")
@require_safe
def sent(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Confirm that a request was sent: what happens next, and by when."""
    return _standing(request, asked_id, "assessments/sent.html")


@reads_in_one_look
@policy("request.make")
@require_safe
def standing(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Show where a request stands: received, due, asked for and answered."""
    return _standing(request, asked_id, "assessments/standing.html")


def _standing(
    request: HttpRequest, asked_id: UUID, template: str, form: AnswerForm | None = None, answers: UUID | None = None
) -> HttpResponse:
    actor = actor_of(request)
    found = queries.own_request(actor, asked_id)
    if found.case is None:
        page = _journey(actor, found).first_open()
        return redirect("assessments:step", asked_id=asked_id, step=page.slug)
    looked_at(actor, MAKE, found.case.card)
    row = queries.decision_clocks([found.case_id]).get(found.case_id)
    context = {
        "id": found.pk, "stands": presenters.standing(found, row, queries.came_on(found)), "form": form or AnswerForm(),
        "papers": papers.own_rows(actor, found), "may_add": can(actor, papers.ADD), "papers_hint": _papers_hint(actor),
        "answers": answers, "asked": presenters.asked_rows(queries.askings(found)),
        "told": presenters.told(found, private=True), "urgent": False, **_whose(found.source),
    }  # fmt: skip
    return render(request, template, context)


def _papers_hint(actor: Actor) -> str:
    return PAPERS_HERE if can(actor, papers.ADD) else PAPERS_ELSEWHERE


@policy("request.make")
@require_POST
def answer(request: HttpRequest, asked_id: UUID, asking_id: UUID) -> HttpResponse:
    """Answer what was asked for."""
    actor = actor_of(request)
    found = queries.own_request(actor, asked_id)
    if found.case is None or asking_id not in {one.pk for one in queries.askings(found)}:
        raise Http404("There is no such question.")
    form = AnswerForm(request.POST, _papers_hint(actor))
    if not form.is_valid():
        return _standing(request, asked_id, "assessments/standing.html", form, asking_id)
    try:
        services.answer(actor=actor, request=found, asking_id=asking_id, words=form.cleaned_data["answer"])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Your answer was sent to the team.")
    return redirect("assessments:request", asked_id=asked_id)
