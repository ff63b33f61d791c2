"""Of which open requests for advice a reminder is due, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q

from keywork.web.advice.bodies import title_of
from keywork.web.advice.models import AdviceRequest, AdviceStep
from keywork.web.advice.standing import rows_of, standing
from keywork.web.kernel import clock


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
    chased = Max("steps__at", filter=Q(steps__kind=AdviceStep.Kind.CHASED))
    found = AdviceRequest.objects.filter(case__in=cases, ended="").annotate(chased_last=chased)
    found = found.select_related("organisation", "user", "assignee", "case__card__person", "case__card__case")
    listed = list(found)
    rows = rows_of(listed)
    due = []
    for one in listed:
        where = standing(one.ended, rows.get((one.case_id, one.thread)), today)
        last = one.chased_last.astimezone(clock.LONDON).date() if one.chased_last else None
        asked_on = one.asked_at.astimezone(clock.LONDON).date()
        # One that was due and has not been sent since is due still.
        on = where.next_reminder(max(last + timedelta(days=1), asked_on) if last else asked_on, asked_on)
        if on is not None:
            due.append(Reminder(one, on))
    return sorted(due, key=lambda one: (one.on, one.request.pk))
