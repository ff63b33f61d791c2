"""The diary of whoever works on cases: a week, day by day, of what is arranged, what is due and whom to remind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.advice.reminders import reminders
from keywork.web.casework.presenters import work_row
from keywork.web.casework.worklist import Question, items, open_clocks
from keywork.web.kernel.asat import AsAt
from keywork.web.meetings.agendas import TITLES
from keywork.web.meetings.queries import still_to_come
from keywork.web.panels.models import AgendaItem
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.people.relations import Mine
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import day as long_day

WEEK = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a diary.

    Args:
        at: its time; empty where it has none.
        what: in words.
        name: whose case it is.
        reference: of the case.
        case_id: the case.
        href: where it is done.
    """

    at: str
    what: str
    name: str
    reference: str
    case_id: UUID
    href: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a diary. What has a time comes first."""

    title: str
    is_today: bool
    entries: list[Entry]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week(actor: Actor, monday: date, today: date) -> list[Day]:
    """Return the days of a week with what stands in somebody's diary; a Saturday or Sunday with nothing is left out.

    Args:
        actor: whose diary it is: of the cases they hold or cover.
        monday: the first day.
        today: the day of today.
    """
    last = monday + timedelta(days=WEEK - 1)
    held = CaseCard.objects.filter(CASES.q(actor, "work.list"), Mine().q(actor))
    found: dict[date, list[Entry]] = {}
    for on, entry in (*_arranged(held, monday, last), *_panels(held, monday, last), *_due(actor, monday, last, today),
                      *_reminders(held, monday, last, today)):  # fmt: skip
        found.setdefault(on, []).append(entry)
    days = [monday + timedelta(days=number) for number in range(WEEK)]
    return [
        Day(long_day(day), day == today, sorted(found.get(day, []), key=lambda one: (not one.at, one.at)))
        for day in days
        if day in found or day.weekday() < 5
    ]


def _arranged(held: QuerySet[CaseCard], first: date, last: date) -> Iterator[tuple[date, Entry]]:
    """Yield the meetings with families."""
    for one, card in still_to_come(held, first, last):
        href = address("meetings:coming", case_id=card.case_id)
        yield one.on, _entry(card, TITLES[one.which], href, at=one.begins)


def _panels(held: QuerySet[CaseCard], first: date, last: date) -> Iterator[tuple[date, Entry]]:
    """Yield the cases that are before a panel."""
    put = AgendaItem.objects.filter(
        case__in=held.values("pk"), taken_off_at=None, meeting__on__gte=first, meeting__on__lte=last
    )
    for one in put.select_related("meeting__panel", "case__card__person", "case__card__case"):
        href = address("panels:meeting", meeting_id=one.meeting_id)
        yield one.meeting.on, _entry(one.case.card, f"Before {one.meeting.panel.name}", href)


def _due(actor: Actor, first: date, last: date, today: date) -> Iterator[tuple[date, Entry]]:
    """Yield what is due in law, or by a target."""
    rows = open_clocks(actor, Question(), today).filter(legal_deadline__gte=first, legal_deadline__lte=last)
    for item in items(rows, "due"):
        row = work_row(item, AsAt.now())
        yield item.deadline, Entry("", f"Due: {row.what}", row.name, row.reference, item.case_id, row.href)


def _reminders(held: QuerySet[CaseCard], first: date, last: date, today: date) -> Iterator[tuple[date, Entry]]:
    """Yield whom to remind of advice; what was due before today and not done stands on today."""
    for one in reminders(held.values("pk"), today):
        on = max(one.on, today)
        if first <= on <= last:
            href = address("advice:request", request_id=one.request.pk)
            yield on, _entry(one.request.case.card, f"Remind of advice: {one.title}", href)


def _entry(card: CaseCard, what: str, href: str, *, at: str = "") -> Entry:
    name = f"{card.person.surname}, {card.person.forename}"
    return Entry(at, what, name, card.case.reference, card.case_id, href)
