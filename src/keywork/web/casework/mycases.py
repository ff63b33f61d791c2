"""The cases that somebody has to do with, each with its next date and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import decide
from keywork.web.casework.parts import is_shown
from keywork.web.deadlines.models import ClockRow
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import cards_for
from keywork.web.ui.due import Tag, due_tag
from keywork.web.ui.jinja import short_day


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


def case_rows(actor: Actor, cards: Iterable[CaseCard], today: date) -> list[CaseRow]:
    """Return some cases as rows, in their order."""
    listed = list(cards)
    masked = decide(actor, "case.list").masked
    soonest = _soonest(actor, [card.case_id for card in listed])
    return [_row(card, soonest.get(card.case_id), today, masked=masked) for card in listed]


def _soonest(actor: Actor, case_ids: list[UUID]) -> dict[UUID, ClockRow]:
    """Return the clock that is due next of each case, of the clocks that are open to somebody."""
    limits = decide(actor, "case.clocks").conditions
    open_to_them = cards_for(actor, "case.clocks").filter(case_id__in=case_ids).values("case_id")
    rows = ClockRow.objects.filter(case_id__in=open_to_them, is_running=True).exclude(legal_deadline=None)
    found: dict[UUID, ClockRow] = {}
    for row in rows.exclude(duty_kind="target").order_by("legal_deadline", "duty"):
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
