"""Of which open requests for advice a reminder is due, and when: for a diary, and for whoever sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from keywork.web.advice.bodies import DUTIES, title_of
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import day_of, with_last_reminder
from keywork.web.advice.standing import Standing, rows_of, standing
from keywork.web.deadlines.models import ClockRow

# Of so many requests clocks are asked for at once.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a body is to be reminded of its advice, and on which day; one that was not sent on its day is due still."""

    request: AdviceRequest
    on: date

    @property
    def title(self) -> str:
        """The body, as people say it."""
        return title_of(self.request.thread)


def reminders(cases: Any, today: date) -> list[Reminder]:
    """Return the next reminder of each open request of some cases, the first first.

    Args:
        cases: their identities, or a query for them.
        today: the day asked about.
    """
    found = _open().filter(case__in=cases).select_related("case__card__person", "case__card__case")
    listed = [Reminder(one, on) for one, where in _standing(found, today) if (on := _next(one, where, today))]
    return sorted(listed, key=lambda one: (one.on, one.request.pk))


def due(today: date) -> Iterator[Reminder]:
    """Yield the reminders that are due and were not sent; of several of one request the last."""
    for one, where in _standing(_open(), today):
        on, found = _next(one, where, today), None
        while on is not None and on <= today:
            on, found = where.next_reminder(on + timedelta(days=1), _asked_on(one, today)), on
        if found is not None:
            yield Reminder(one, found)


def _open() -> QuerySet[AdviceRequest]:
    closed = ClockRow.objects.filter(case=OuterRef("case"), thread=OuterRef("thread"), duty__in=DUTIES)
    closed = closed.filter(Q(met_on__isnull=False) | Q(ended_on__isnull=False) | Q(undated=True))
    return with_last_reminder(AdviceRequest.objects.filter(~Exists(closed), ended="")).order_by("pk")


def _standing(found: QuerySet[AdviceRequest], today: date) -> Iterator[tuple[AdviceRequest, Standing]]:
    waiting = list(found)
    for first in range(0, len(waiting), AT_ONCE):
        some = waiting[first : first + AT_ONCE]
        rows = rows_of(some)
        for one in some:
            yield one, standing(one.ended, rows.get((one.case_id, one.thread)), today)


def _asked_on(one: AdviceRequest, today: date) -> date:
    return day_of(one.asked_at) or today


def _next(one: Any, where: Standing, today: date) -> date | None:
    return where.reminder_after(day_of(one.chased_at), _asked_on(one, today))
