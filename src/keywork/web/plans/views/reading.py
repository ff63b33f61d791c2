"""The plan of a case: as it is written, to whoever writes it; as it was agreed or sent, to everybody else."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import policy
from keywork.web.documents import store
from keywork.web.documents.views.letter_shared import file_answer
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.plans import presenters, queries
from keywork.web.plans.content import Content
from keywork.web.plans.document import Attached, sections_of
from keywork.web.plans.hinting import hints
from keywork.web.plans.models import PlanCheck, PlanVersion
from keywork.web.plans.paper import IN_A_DRAFT, NONE_NAMED
from keywork.web.plans.reading import FAMILYS, Reading, readings
from keywork.web.plans.sections import PARTS, WRITTEN_IN
from keywork.web.plans.services import checking, writing
from keywork.web.plans.standing import FIFTEEN_DAYS, dates_of, why_closed
from keywork.web.plans.views.shared import frame, opened
from keywork.web.representations.presenters import days_rows
from keywork.web.representations.queries import speaker_of
from keywork.web.representations.standing import draft_of
from keywork.web.representations.windows import days_of, of_speaker, why_not_yet
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import short_day

OPEN, ANSWER = "plan.open", "representation.make"
Kind, State = PlanCheck.Kind, PlanCheck.State
AGAIN = {
    State.WAITING: "This version waits for its check already, which sending it again takes back.",
    State.AGREED: "This version was agreed already. Send it again where advice or the setting changed since.",
}


@reads_in_one_look
@policy(OPEN)
@require_safe
def plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the plan as it is written, with what can be done; or as it is open to whoever reads it."""
    actor, card = opened(request, case_id, OPEN)
    context = frame(actor, card) | {"opens_case": CASES.can(actor, "case.open", card)}
    context["may_answer"] = CASES.can(actor, ANSWER, card)
    if CASES.can(actor, writing.WRITE, card):
        return render(request, "plans/plan.html", context | _working(actor, card))
    found = readings(actor, card)
    wanted = request.GET.get("which", "")
    shown = next((one for one in found if one.check.kind == wanted), found[0] if found else None)
    is_family = actor.role in FAMILYS
    context |= {"found": [_choice(one) for one in found], "shown": None, "is_family": is_family}
    if shown is not None:
        draft = draft_of(card) if context["may_answer"] else None
        own = of_speaker(card, speaker_of(actor, card), draft).until if draft else None
        context |= _shown(card, shown, is_family=is_family, own_until=own)
    return render(request, "plans/read.html", context)


def _working(actor: Actor, card: CaseCard) -> dict[str, Any]:
    last, asked = queries.latest(card.case_id), queries.advice_asked(card.case_id)
    checks = queries.checks_of(card.case_id)
    sent = queries.sent_on(checks)
    content = Content.read(last.content if last else {})
    waiting = next((one for one in checks if one.state == State.WAITING), None)
    closed = why_closed(card)
    advice = Attached(advice=presenters.attached_advice(asked))
    days = [] if closed else days_of(card)
    no_final = checking.why_no_final(card)
    return {
        "sections": sections_of(content, advice),
        "parts": PARTS,
        "latest": presenters.version_rows([last])[0] if last else None,
        "hints": presenters.hint_rows(hints(content)),
        "waiting": [one.title for one in asked if one.is_open],
        "dates": [] if closed else presenters.dates(dates_of(card), clock.today(), days_rows(days)),
        "closed": closed,
        "no_final": no_final,
        "not_yet": "" if no_final else why_not_yet(card, days),
        "checks": presenters.check_rows(checks, sent),
        "answers": waiting is not None and checking.may_answer(actor, card, waiting),
        "newer": waiting is not None and last is not None and waiting.version_id != last.pk,
        "again": {kind: AGAIN[state] for kind, state in _checked_already(checks, last).items()},
        "to_send": _to_send(actor, card, checks, sent),
        "in_a_draft": IN_A_DRAFT,
        "edits": {} if closed else WRITTEN_IN,
    }


def _checked_already(checks: list[PlanCheck], last: PlanVersion | None) -> dict[str, str]:
    """Return of each kind of paper how its check stands, where it is of the version that is the latest."""
    newest: dict[str, PlanCheck] = {}
    for one in checks:
        newest.setdefault(str(one.kind), one)
    return {kind: str(one.state) for kind, one in newest.items() if one.state in AGAIN and last == one.version}


def _to_send(actor: Actor, card: CaseCard, checks: list[PlanCheck], sent: dict[UUID, Any]) -> str:
    """Return the kind of the agreed paper that has not gone yet and whose letter somebody writes; or nothing."""
    agreed = next((one for one in checks if one.state == State.AGREED), None)
    if agreed is None or agreed.pk in sent or not CASES.can(actor, "letter.write", card):
        return ""
    return str(agreed.kind)


def _choice(one: Reading) -> tuple[str, str]:
    return one.check.kind, "The plan" if one.check.kind == Kind.FINAL else "The draft plan"


def _shown(card: CaseCard, one: Reading, *, is_family: bool, own_until: date | None = None) -> dict[str, Any]:
    """Return an agreed version as it is open to a reader, with the fifteen days where a family reads its draft."""
    check, is_draft = one.check, one.check.kind == Kind.DRAFT
    content = Content.read(check.version.content)
    dates = dates_of(card) if is_family and is_draft and not why_closed(card) else {}
    until = next((dates[duty] for duty in FIFTEEN_DAYS if duty in dates), None)
    until = until and (own_until or until)
    return {
        "shown": check,
        "is_draft": is_draft,
        "sent_on": short_day(one.sent_on),
        "sections": sections_of(content, checking.attached_of(check), one.only),
        "nothing_named": IN_A_DRAFT if is_draft else NONE_NAMED,
        "part_only": one.only is not None,
        "until": short_day(until),
        "is_over": until is not None and until < clock.today(),
    }


@reads_in_one_look
@policy(OPEN)
@require_safe
def paper(request: HttpRequest, case_id: UUID, paper: str) -> HttpResponse:
    """Give the agreed draft or the issued plan as a PDF to whoever reads the whole of it."""
    actor, card = opened(request, case_id, OPEN)
    found = _papers(actor, card).get(paper)
    if found is None or found.paper is None:
        messages.info(request, "There is no such paper that you read.")
        return HttpResponseRedirect(address("plans:plan", case_id=case_id))
    return file_answer(store.read(found.paper.viewing), found.paper.file_name)


def _papers(actor: Actor, card: CaseCard) -> dict[str, PlanCheck]:
    if CASES.can(actor, writing.WRITE, card):
        agreed = [one for one in queries.checks_of(card.case_id) if one.state == State.AGREED]
        return {str(one.kind): one for one in reversed(agreed)}
    return {str(one.check.kind): one.check for one in readings(actor, card) if one.only is None}
