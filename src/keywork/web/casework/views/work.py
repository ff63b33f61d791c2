"""My work: the running clocks, and finding a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts import searching
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, can, policy
from keywork.web.casework import finding, worklist
from keywork.web.casework.forms import FindForm, WorkFilterForm
from keywork.web.casework.mycases import MEETING, MEETINGS_DUE, case_rows, count_of_cards, page_of_cards
from keywork.web.casework.presenters import found_row, work_row
from keywork.web.casework.views.asking import asked
from keywork.web.deadlines.outlooks import Prospect
from keywork.web.kernel import clock
from keywork.web.kernel.asat import AsAt
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.representations.queries import to_answer
from keywork.web.ui.csvout import as_csv

PER_PAGE = 50
MOST_IN_A_FILE = 20_000
HEADER = (
    "Surname and forename", "Reference", "Duty", "Due", "Days late", "Status", "Waiting on", "Keyworker", "Stage",
)  # fmt: skip


def _filter(request: HttpRequest, actor: Actor) -> WorkFilterForm:
    whole = worklist.whole_area(actor)
    return WorkFilterForm(
        searching.asked_for(request),
        whole_area=whole,
        has_team=worklist.has_teams(actor),
        has_own=not whole and worklist.holds_any(actor),
    )


@reads_in_one_look
@policy("work.list", repeats=True)
@require_http_methods(["GET", "HEAD", "POST"])
def my_work(request: HttpRequest) -> HttpResponse:
    """Show the running clocks that are mine or my team's. One row of the access log names everybody shown."""
    if request.method == "POST":
        return searching.put_aside(request, "whose", "when", "waiting_on", "duty", "sort", "as_of", "known_at")
    actor, question_of_day = actor_of(request), asked(request)
    form, at = _filter(request, actor), question_of_day.at
    question, number = _question(form, at), request.GET.get("page")
    stand: Mapping[tuple[UUID, str, str], Prospect] = {}
    if at.is_projected:
        page, counts = _listed_now(actor, question, at, number)
        stand = worklist.standing_of(actor, page.object_list, at.as_of)
    else:
        listed = worklist.items_at(actor, question, at)
        page, counts = Paginator(listed, PER_PAGE).get_page(number), worklist.counts_of(listed, at.as_of)
    log(actor=actor, action="work.list", subjects=dict.fromkeys(item.case_id for item in page.object_list))
    context = {
        "rows": [work_row(item, at, stand) for item in page.object_list],
        "counts": counts,
        "paging": page,
        "form": form,
        "question": question,
        "whose": worklist.WHOSE[question.whose],
        "asked": question_of_day,
        "may_save": can(actor, "work.export"),
        "not_at_risk": form.question().when != question.when,
    }
    template = "casework/_work_rows.html" if _fragment(request) else "casework/my_work.html"
    response = render(request, template, context | {"keep": _kept(request)})
    response["Vary"] = "HX-Request"
    return response


def _listed_now(actor: Actor, question: worklist.Question, at: AsAt, number: str | None) -> tuple[Page, dict[str, int]]:
    counts = worklist.counts(actor, question, at.as_of)
    if question.is_counted:  # a count that is known spares making the question again
        found = counts[question.when or "all"]
    else:
        found = worklist.open_clocks(actor, question, at.as_of).count()
    page = Paginator(range(found), PER_PAGE).get_page(number)
    first = (page.number - 1) * PER_PAGE
    page.object_list = worklist.items_of_page(actor, question, at.as_of, first, PER_PAGE)
    return page, counts


def _question(form: WorkFilterForm, at: AsAt) -> worklist.Question:
    """Return what is asked for; what is at risk is told of today alone, and left out of the question otherwise."""
    question = form.question()
    return question if at.is_projected or question.when != worklist.RISK else replace(question, when="")


def _fragment(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.history_restore_request


def _kept(request: HttpRequest) -> dict[str, str]:
    """Return what is asked for, to keep it in links, without the page."""
    return {key: value for key, value in request.GET.items() if key != "page" and value}


@reads_in_one_look
@policy("work.export")
@require_safe
def work_file(request: HttpRequest) -> HttpResponse:
    """Give the same list as a file, safe for spreadsheets."""
    actor, at = actor_of(request), asked(request).at
    question = _question(_filter(request, actor), at)
    found = _listed(actor, question, at)
    log(actor=actor, action="work.export", subjects=dict.fromkeys(item.case_id for item in found))
    return as_csv(f"running-clocks-{at.as_of}", HEADER, [_cells(item, at) for item in found])


def _cells(item: worklist.Item, at: AsAt) -> tuple[object, ...]:
    row, late = work_row(item, at), max(0, (at.as_of - item.deadline).days)
    return (
        row.name, row.reference, row.what, item.deadline.isoformat(), late, row.tag.text, row.waiting_on, row.keyworker,
        row.stage,
    )  # fmt: skip


def _listed(actor: Actor, question: worklist.Question, at: AsAt) -> list[worklist.Item]:
    if at.is_projected:
        return worklist.items(worklist.open_clocks(actor, question, at.as_of)[:MOST_IN_A_FILE], question.sort)
    return worklist.items_at(actor, question, at)[:MOST_IN_A_FILE]


@reads_in_one_look
@policy("case.list")
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """List the cases that somebody has to do with. One row of the access log names everybody shown."""
    actor = actor_of(request)
    today = clock.today()
    due = request.GET.get("due") == MEETINGS_DUE
    shown = Paginator(range(count_of_cards(actor, today, meetings=due)), PER_PAGE).get_page(request.GET.get("page"))
    shown.object_list = page_of_cards(actor, today, (shown.number - 1) * PER_PAGE, PER_PAGE, meetings=due)
    rows = case_rows(actor, shown.object_list, today, duty=MEETING if due else "")
    decided = [] if due else to_answer(actor)
    log(actor=actor, action="case.list", subjects=[one.case_id for one in (*rows, *decided)])
    context = {
        "rows": rows,
        "decided": [(one.case_id, one.person.name) for one in decided],
        "paging": shown,
        "keep": {"due": MEETINGS_DUE} if due else {},
        "meetings_due": due,
        "may_write": can(actor, "work.own"),
    }
    context["may_ask"] = can(actor, "request.make")
    # A family asks first where it is.
    name, action = settings.FAMILYS_PAGE_OF_A_CASE
    context["opens"] = name if can(actor, action) else "casework:case"
    return render(request, "casework/my_cases.html", context)


@reads_in_one_look
@policy("case.find", repeats=True)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Find a case by name, UPN or reference: the index card says whose it is and no more."""
    if request.method == "POST":
        return searching.put_aside(request, "asked")
    actor, form = actor_of(request), FindForm(searching.asked_for(request))
    text = form.cleaned_data["text"] if form.is_valid() else ""
    hits, more = finding.find(actor, text) if text else ([], False)
    if text:
        log(actor=actor, action="case.find", subjects=[hit.case_id for hit in hits])
    context = {"form": form, "rows": [found_row(hit) for hit in hits], "asked_for": text, "more": more}
    context["may_break_glass"] = can(actor, "glass.break")
    context["too_short"] = "asked" in request.GET and len(text.strip()) < 2
    return render(request, "casework/find.html", context)
