"""The decision whether to assess, as the page of a case shows it."""

from __future__ import annotations

from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.cells import Scope
from keywork.web.panels import queries
from keywork.web.panels.limbs import NOT_TO_ASSESS
from keywork.web.panels.models import AgendaItem, AssessmentDecision
from keywork.web.panels.presenters import RIGHTS, Part, decided, item_tag, meeting_row
from keywork.web.panels.standing import Stands, nothing_decided, stands
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES, may, standing_of
from keywork.web.ui.addresses import address
from keywork.web.ui.due import Tag
from keywork.web.ui.jinja import short_day

APPEAL, SHOWN_AT = "appeal-window", (Stage.DECIDING, Stage.REFUSED)
OTHER_NOTICE = (
    "The notice that is on record says something else than was decided. Find out which is right and correct the record."
)
DOUBT = (
    "The request is recorded as received after this decision. One of the two days is wrong: look at the history and "
    "correct it."
)


def on_case(page: CasePage) -> Panel | None:
    """Return what the page of a case shows of the decision; nothing where the matter has passed or is not theirs."""
    shown = None if page.masked or not page.at.is_now else _part(page)
    return Panel("panels/_part.html", shown) if shown else None


def _part(page: CasePage) -> Part | None:
    actor, card = page.actor, page.card
    works = CASES.can(actor, "decision.tell", card)
    if not (works or may(actor, "a6", "R", card)):
        return None
    summary = getattr(card.case, "summary", None)
    made = list(AssessmentDecision.objects.filter(case=card.case_id))
    if summary is None or not (made or summary.stage in SHOWN_AT):
        return None
    where = stands(card.case_id, card.authority_id, made=made) if made else nothing_decided(summary)
    item = queries.last_item(actor, card)
    # Until they are told, a decision is the council's own; families and settings read it with its notice.
    shown = where.decision is not None and (works or where.told_on is not None)
    if where.stage not in SHOWN_AT and not shown:
        return None
    if not (works or shown):
        return None
    refused = shown and where.decision is not None and where.decision.conclusion == NOT_TO_ASSESS
    decides = where.waits and CASES.can(actor, "decision.make", card)
    writes = where.waits and where.decision is not None and CASES.can(actor, "letter.write", card)
    tells = works and where.waits and where.decision is not None
    appeal = next((one.legal_deadline for one in page.clocks if one.duty.id == APPEAL and one.is_open), None)
    return Part(
        _tag(where), _lines(where, item, works=works),
        decided(where.decision, where) if where.decision and shown and (works or _is_family(actor, card)) else None,
        address("panels:pack", agenda_id=item.pk) if item else "",
        f"{item.meeting.panel.name}, {short_day(item.meeting.on)}" if item else "",
        address("panels:panels") if item is None and where.waits and CASES.can(actor, queries.PUT, card) else "",
        address("panels:decide", case_id=card.case_id) if decides else "",
        address("panels:tell", case_id=card.case_id) if tells else "",
        address("documents:letter-start", case_id=card.case_id) if writes else "",
        RIGHTS if refused or where.stage is Stage.REFUSED else (), short_day(appeal) if refused else "",
    )  # fmt: skip


def _is_family(actor: Actor, card: CaseCard) -> bool:
    """Say whether it is the family who reads; everybody else who is told of decisions reads no reasons."""
    return any(mark.scope is Scope.FAMILY for mark in standing_of(actor, card).marks("a6"))


def _tag(where: Stands) -> Tag:
    if where.told_on is not None:
        return Tag(f"Told {short_day(where.told_on)}", "green")
    if where.decision is not None and where.waits:
        return Tag("Decided, not yet told", "yellow")
    return Tag("To be decided", "blue") if where.waits else Tag("Decided elsewhere", "grey")


def _lines(where: Stands, item: AgendaItem | None, *, works: bool) -> list[str]:
    lines = []
    if works and where.waits and where.decision is not None:
        lines.append("The six weeks run on until the family has been told.")
    if item is not None and where.waits:
        meeting = meeting_row(item.meeting)
        lines.append(
            f"Before {meeting.panel} on {meeting.day}: {item_tag(item).text[:1].lower()}{item_tag(item).text[1:]}."
        )
    elif works and where.waits and where.decision is None:
        lines.append("It is before no panel.")
    if works and where.is_doubtful:
        lines.append(DOUBT)
    if works and where.other_notice and where.told_on is None:
        lines.append(OTHER_NOTICE)
    return lines
