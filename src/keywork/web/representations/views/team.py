"""The team's pages: what families answered, what is replied to each point, and what came another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from keywork.web.accounts.policy import actor_of, policy
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.presenters import whose
from keywork.web.representations import presenters, queries
from keywork.web.representations.choices import SECTIONS
from keywork.web.representations.errors import NotDone, Overtaken
from keywork.web.representations.forms import HeldForm, PreparedForm, ReplyForm, WriteDownForm
from keywork.web.representations.journeys import Said
from keywork.web.representations.services import answering, replying
from keywork.web.representations.services.answering import Answer
from keywork.web.representations.standing import draft_of
from keywork.web.representations.views.shared import CONFLICT, looked_at, opened_case, own_name
from keywork.web.representations.windows import days_of
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import with_query

BY_ACCOUNT = "Replied. They are told, and read it on their own page."
BY_LETTER = "Replied. They have no account here, so they do not read it yet: write it to them in a letter."


@reads_in_one_look
@policy(queries.READ)
@require_safe
def of_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show what the family answered to the draft, who has not answered, and what was replied."""
    actor, card = opened_case(request, case_id, queries.READ)
    found, draft = queries.of_case(card), draft_of(card)
    speakers = list(queries.speakers(card).values())
    holders = [one for one in speakers if answering.may_answer(card, one)]
    is_open = draft is not None and draft.is_open
    context = {
        "case_id": case_id,
        "whose": whose(actor, card),
        "window": presenters.window(draft),
        "found": presenters.answered(found, {one.pk for one in found if not queries.accounts_of(one)}),
        "letter": _letter(card) if CASES.can(actor, "letter.write", card) else "",
        "days": presenters.days_rows(days_of(card, draft)) if is_open else [],
        "silent": presenters.silent(speakers, found, holders) if is_open else [],
        "may_reply": CASES.can(actor, queries.REPLY, card),
        "may_budget": replying.waits_for_budget(card) and CASES.can(actor, replying.BUDGET, card),
        "may_log": is_open and CASES.can(actor, answering.LOG, card),
    }
    return render(request, "representations/of_case.html", context)


def _letter(card: CaseCard) -> str:
    """Return where the letter is begun by which a reply goes to somebody without an account."""
    return with_query(address("documents:letter-start", case_id=card.case_id), kind="other")


@policy(queries.REPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Reply to one point of an answer."""
    actor = actor_of(request)
    point, card = queries.point(actor, point_id)
    looked_at(actor, queries.REPLY, card, point_id)
    shown, status = presenters.point_words(point), 200
    latest = shown.replies[0].number if shown.replies else 0
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"seen": latest})
    if request.method == "POST" and form.is_valid():
        try:
            replying.reply(actor=actor, name=own_name(request), card=card, point=point, **form.cleaned_data)
        except NotDone as fault:
            form.add_error(None, str(fault))
            if isinstance(fault, Overtaken):
                status = CONFLICT
                shown = presenters.point_words(queries.point(actor, point_id)[0])
                form.data = form.data.copy()
                form.data["seen"] = str(shown.replies[0].number if shown.replies else 0)
        else:
            messages.success(request, BY_ACCOUNT if queries.accounts_of(point.representation) else BY_LETTER)
            return redirect("representations:of-case", case_id=card.case_id)
    context = {"form": form, "point": shown, "who": point.representation.who, "case_id": card.case_id,
               "whose": whose(actor, card)}  # fmt: skip
    return render(request, "representations/reply.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Happened:
    """A page that asks on which day something was, and records it.

    Args:
        form: that asks.
        does: records it, by ``actor``, ``card`` and ``on``.
        title: of the page.
        done: what is said once it is on record.
        lead: what is said before it is asked.
    """

    form: type[HeldForm | PreparedForm]
    does: Callable[..., None]
    title: str
    done: str
    lead: str = ""


MET = Happened(
    HeldForm, replying.meet, "Record that you met the family",
    "On record. Write the notes of the meeting with the meetings of the case.",
)  # fmt: skip
PREPARED = Happened(
    PreparedForm, replying.prepare_budget, "Record that the personal budget is prepared",
    "On record. Tell the family what it is: write it into section J of the plan.",
    "It is prepared when you can say which provision of the plan it is for, how much it is and how it can be held. "
    "The letter that a personal budget is prepared records the day by itself, so that you need not do both.",
)  # fmt: skip


@policy(queries.REPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def met(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that the family was met about the draft."""
    return _happened(request, case_id, queries.REPLY, MET)


@policy(replying.BUDGET)
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record that the personal budget that the family asked for is prepared."""
    return _happened(request, case_id, replying.BUDGET, PREPARED)


def _happened(request: HttpRequest, case_id: UUID, action: str, what: Happened) -> HttpResponse:
    actor, card = opened_case(request, case_id, action)
    form = what.form(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            what.does(actor=actor, card=card, on=form.cleaned_data["on"])
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, what.done)
            return redirect("representations:of-case", case_id=case_id)
    context = {"form": form, "case_id": case_id, "whose": whose(actor, card), "title": what.title, "lead": what.lead,
               "button": "Record it"}  # fmt: skip
    return render(request, "representations/form.html", context)


@policy(answering.LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down an answer that came on paper, by telephone or otherwise."""
    actor, card = opened_case(request, case_id, answering.LOG)
    people = queries.speakers(card)
    form = WriteDownForm(
        request.POST if request.method == "POST" else None, initial={"on": clock.today()},
        people=presenters.choices(people, card.person.name),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            answering.write_down(
                actor=actor, name=own_name(request), card=card, speaker=people[said["who"]], way=said["way"],
                on=said["on"], answer=_answer(said),
            )  # fmt: skip
        except NotDone as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "Written down, and on record with its day.")
            return redirect("representations:of-case", case_id=case_id)
    context = {"form": form, "case_id": case_id, "whose": whose(actor, card),
               "title": "Write down an answer to the draft", "button": "Put it on record",
               "lead": "In the family’s own words. Leave empty what they said nothing about."}  # fmt: skip
    return render(request, "representations/form.html", context)


def _answer(typed: dict[str, Any]) -> Answer:
    said = [Said("section", typed[f"section_{code}"], section=code) for code in SECTIONS if typed[f"section_{code}"]]
    if typed["name"]:
        said.append(Said("setting", typed["why"], name=typed["name"], sort=typed["sort"]))
    if typed["budget"]:
        said.append(Said("budget", typed["budget"]))
    if typed["meeting"]:
        said.append(Said("meeting", typed["when"]))
    return Answer(typed["agrees"], said, typed["nothing"])
