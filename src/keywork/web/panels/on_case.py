"""The decisions whether to assess and whether to issue a plan, as the page of a case shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.ledger.queries import stream
from keywork.web.panels import queries
from keywork.web.panels.models import AgendaItem, AssessmentDecision
from keywork.web.panels.presenters import RIGHTS, Part, decided, item_tag, meeting_row
from keywork.web.panels.questions import ASSESS, ISSUE
from keywork.web.panels.routes import decide_at, letter_at, tell_at
from keywork.web.panels.standing import Stands, decided_of, nothing_decided, stands
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES, may, standing_of
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag
from keywork.web.ui.jinja import short_day

APPEAL = "appeal-window"
SHOWN_AT = {
    ASSESS.code: (Stage.DECIDING, Stage.REFUSED),
    ISSUE.code: (Stage.ADVICE, Stage.NO_PLAN),
}
OTHER_NOTICE = (
    "The notice that is on record says something else than was decided. Find out which is right and correct the record."
)
DOUBT = "{what} after this decision. One of the two days is wrong: look at the history and correct it."
BEGAN = {
    ASSESS.code: "The request is recorded as received",
    ISSUE.code: "The assessment is recorded as begun",
}


def on_case(page: CasePage) -> Panel | None:
    """Return what the page of a case shows of the decisions; nothing where the matter has passed or is not theirs."""
    shown = [] if page.masked or not page.at.is_now else _parts(page)
    return Panel("panels/_part.html", shown) if shown else None


def _parts(page: CasePage) -> list[Part]:
    actor, card = page.actor, page.card
    works = CASES.can(actor, "decision.tell", card)
    summary = getattr(card.case, "summary", None)
    if summary is None or not (works or may(actor, "a6", "R", card)):
        return []
    made = card.once(decided_of)
    stage = Stage(summary.stage) if summary.stage else None
    asked = [one for one in (ISSUE, ASSESS) if stage in SHOWN_AT[one.code] or any(m.question == one.code for m in made)]
    if not asked:
        return []
    record = stream(card.case_id) if made else []
    wheres = [
        stands(card.case_id, card.authority_id, one, record, made) if made else nothing_decided(summary, one)
        for one in asked
    ]
    # While the assessment runs the page has no question to spare for panels: where the case is decided says it.
    withdrew = queries.withdrawn_from(actor, card.case_id) if made else frozenset()
    assesses = stage not in SHOWN_AT[ASSESS.code]
    items = _decided_at(actor, card, made, withdrew) if assesses else queries.last_items(actor, card)
    parts = [_part(page, where, items, works=works, withdrew=where.question.code in withdrew) for where in wheres]
    return [one for one in parts if one is not None]


def _decided_at(
    actor: Actor, card: CaseCard, made: list[AssessmentDecision], withdrew: Collection[str]
) -> dict[str, AgendaItem | None]:
    """Return by question the place on an agenda from which it was decided, for whoever reads the papers there."""
    if not CASES.can(actor, queries.PACK, card):
        return {}
    return {one.question: None if one.question in withdrew else one.item for one in reversed(made) if one.item}


def _part(
    page: CasePage, where: Stands, items: Mapping[str, AgendaItem | None], *, works: bool, withdrew: bool
) -> Part | None:
    actor, card, question = page.actor, page.card, where.question
    item, is_before_none = items.get(question.code), question.code not in items
    # Until they are told, a decision is the council's own; families and settings read it with its notice.
    shown = where.decision is not None and (works or where.told_on is not None)
    if not (works or shown) or (where.stage not in SHOWN_AT[question.code] and not shown):
        return None
    refused = shown and where.decision is not None and where.decision.conclusion == question.no
    decides = where.waits and CASES.can(actor, "decision.make", card)
    writes = where.is_untold and CASES.can(actor, "letter.write", card)
    windows = (one for one in page.clocks if one.duty.id == APPEAL and one.is_open and where.told_on)
    appeal = next((one.legal_deadline for one in windows if one.thread == where.notice_thread), None)
    reads = where.decision is not None and shown and (works or _is_family(actor, card))
    puts = is_before_none and where.waits and CASES.can(actor, queries.PUT, card)
    return Part(
        question.code, question.title, _tag(where), _lines(where, item, works=works, is_before_none=is_before_none),
        decided(where, withdrew=withdrew) if reads else None,
        where.decision.feedback if where.decision and shown and not reads else "",
        address("panels:pack", agenda_id=item.pk) if item else "",
        f"{item.meeting.panel.name}, {short_day(item.meeting.on)}" if item else "",
        address("panels:panels") if puts else "",
        decide_at(question, card) if decides else "",
        tell_at(question, card) if works and where.is_untold else "",
        letter_at(question, card, where.decision.conclusion) if writes and where.decision else "",
        RIGHTS[question.code] if refused or where.stage is SHOWN_AT[question.code][1] else (),
        short_day(appeal) if refused else "",
    )  # fmt: skip


def _is_family(actor: Actor, card: CaseCard) -> bool:
    """Say whether it is the family who reads; everybody else who is told of decisions reads no reasons."""
    return any(mark.scope is Scope.FAMILY for mark in standing_of(actor, card).marks("a6"))


def _tag(where: Stands) -> Tag:
    if where.told_on is not None:
        return Tag(f"Told {short_day(where.told_on)}", "green")
    if where.is_untold:
        return Tag("Decided, not yet told", "yellow")
    return Tag("To be decided", "blue") if where.waits else Tag("Decided elsewhere", "grey")


def _untold(where: Stands) -> str:
    if where.waits:
        return f"The {where.question.limit} run on until the family has been told."
    return "The draft can begin. The family has not been told yet that there will be a plan, and why (section 36(9))."


def _lines(where: Stands, item: AgendaItem | None, *, works: bool, is_before_none: bool) -> list[str]:
    lines = []
    if works and where.is_untold:
        lines.append(_untold(where))
    if item is not None and where.waits:
        meeting = meeting_row(item.meeting)
        lines.append(
            f"Before {meeting.panel} on {meeting.day}: {item_tag(item).text[:1].lower()}{item_tag(item).text[1:]}."
        )
    elif works and is_before_none and where.waits and where.decision is None and where.question is ASSESS:
        lines.append("It is before no panel.")
    if works and where.is_doubtful:
        lines.append(DOUBT.format(what=BEGAN[where.question.code]))
    if works and where.other_notice and where.told_on is None:
        lines.append(OTHER_NOTICE)
    return lines
