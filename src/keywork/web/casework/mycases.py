"""The cases that somebody has to do with, each with its next date and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor, asked_by
from keywork.web.accounts.policy import decide
from keywork.web.casework.parts import is_shown
from keywork.web.deadlines.models import ClockRow
from keywork.web.kernel.written import Counted, Written
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for
from keywork.web.ui.due import Tag, due_tag
from keywork.web.ui.jinja import short_day

MEETING = "review-meeting-latest"
AHEAD = timedelta(days=21)
# What the list can be narrowed to, as its address has it.
MEETINGS_DUE = "review-meetings"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list: whose it is, and what is due next of what its reader may know."""

    case_id: UUID
    name: str
    reference: str
    what: str
    due: str
    tag: Tag | None


def my_cards(actor: Actor) -> QuerySet[CaseCard]:
    """Return the index cards of the cases somebody has to do with, those with the nearest date first."""
    cards = cards_for(actor, "case.list").select_related("case__summary", "person")
    return cards.order_by(F("case__summary__next_deadline").asc(nulls_last=True), "case__reference")


def with_meetings_due(actor: Actor, today: date) -> QuerySet[CaseCard]:
    """Return the index cards of the cases whose review meeting must be held within three weeks, the first first."""
    return _with_meetings_by(actor, today, today + AHEAD)


def _with_meetings_by(actor: Actor, today: date, last: date) -> QuerySet[CaseCard]:
    due = ClockRow.objects.filter(
        case=OuterRef("case_id"), duty=MEETING, is_running=True, legal_deadline__gte=today, legal_deadline__lte=last,
    ).order_by("legal_deadline")  # fmt: skip
    cards = my_cards(actor).annotate(meeting_by=Subquery(due.values("legal_deadline")[:1]))
    return cards.exclude(meeting_by=None).order_by("meeting_by", "case__reference")


def _cards(role: str | None, meetings: bool, *, today: date, last: date, **whose: Any) -> QuerySet[CaseCard]:
    actor = asked_by(role, whose)
    return _with_meetings_by(actor, today, last) if meetings else my_cards(actor)


def _page(
    role: str | None, meetings: bool, first: int, most: int, *, today: date, last: date, **whose: Any
) -> QuerySet[CaseCard]:
    return _cards(role, meetings, today=today, last=last, **whose)[first : first + most]


COUNTED = Counted(_cards)
PAGE: Written[CaseCard] = Written(_page)


def count_of_cards(actor: Actor, today: date, *, meetings: bool) -> int:
    """Count the cases somebody has to do with, or those of them whose review meeting is due."""
    return COUNTED(actor.role, meetings, today=today, last=today + AHEAD, **actor.whose)


def page_of_cards(actor: Actor, today: date, first: int, most: int, *, meetings: bool) -> list[CaseCard]:
    """Return one page of :func:`my_cards`, or of :func:`with_meetings_due`.

    Args:
        actor: who asks.
        today: the day.
        first: how many cases stand before the page.
        most: how many a page has.
        meetings: only those whose review meeting is due?
    """
    return PAGE.records(actor.role, meetings, first, most, today=today, last=today + AHEAD, **actor.whose)


def case_rows(actor: Actor, cards: Iterable[CaseCard], today: date, *, duty: str = "") -> list[CaseRow]:
    """Return some cases as rows, in their order.

    Args:
        actor: who reads them.
        cards: of the cases.
        today: the day.
        duty: whose date each shows; the nearest of any where it is empty.
    """
    listed = list(cards)
    masked = decide(actor, "case.list").masked
    soonest = _soonest(actor, [card.case_id for card in listed], duty)
    return [_row(card, soonest.get(card.case_id), today, masked=masked) for card in listed]


def _due(role: str | None, duty: str, *, cases: list[UUID], **whose: Any) -> QuerySet[ClockRow]:
    open_to_them = cards_for(asked_by(role, whose), "case.clocks").filter(case_id__in=cases).values("case_id")
    rows = ClockRow.objects.filter(case_id__in=open_to_them, is_running=True).exclude(legal_deadline=None)
    if duty:
        rows = rows.filter(duty=duty)
    return rows.exclude(duty_kind="target").order_by("legal_deadline", "duty")


DUE: Written[ClockRow] = Written(_due)


def _soonest(actor: Actor, case_ids: list[UUID], duty: str) -> dict[UUID, ClockRow]:
    """Return the clock that is due next of each case, of the clocks that are open to somebody."""
    limits = decide(actor, "case.clocks").conditions
    found: dict[UUID, ClockRow] = {}
    for row in DUE.records(actor.role, duty, cases=case_ids, **actor.whose):
        if is_shown(row.owner, row.thread, actor.role, limits):
            found.setdefault(row.case_id, row)
    return found


def _row(card: CaseCard, clock: ClockRow | None, today: date, *, masked: bool) -> CaseRow:
    name = card.person.pseudonym if masked else card.person.name
    if clock is None or clock.legal_deadline is None:
        return CaseRow(card.case_id, name, card.case.reference, "", "", None)
    tag = due_tag(clock.legal_deadline, today, disapplied=clock.disapplied)
    what = load_register().name_of(clock.duty)
    return CaseRow(card.case_id, name, card.case.reference, what, short_day(clock.legal_deadline), tag)
