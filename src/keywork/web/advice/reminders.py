"""Of which open requests for advice a reminder is due, and when: for whoever keeps a diary of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from keywork.web.advice.bodies import title_of
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.queries import day_of, with_last_reminder
from keywork.web.advice.standing import rows_of, standing


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
    found = with_last_reminder(AdviceRequest.objects.filter(case__in=cases, ended=""))
    listed = list(found.select_related("organisation", "case__card__person", "case__card__case"))
    rows = rows_of(listed)
    due = []
    for one in listed:
        where = standing(one.ended, rows.get((one.case_id, one.thread)), today)
        on = where.reminder_after(day_of(one.chased_at), day_of(one.asked_at) or today)
        if on is not None:
            due.append(Reminder(one, on))
    return sorted(due, key=lambda one: (one.on, one.request.pk))
