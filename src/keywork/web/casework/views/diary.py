"""The diary of whoever works on cases."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.casework.diary import WEEK, monday_of, week
from keywork.web.kernel import clock
from keywork.web.kernel.reading import reads_in_one_look
from keywork.web.ui.jinja import day as long_day

# A week that lies farther off than this is a slip of whoever typed its address.
FARTHEST = timedelta(days=3 * 366)


@reads_in_one_look
@policy("work.list", repeats=True)
@require_safe
def diary(request: HttpRequest) -> HttpResponse:
    """Show a week of one's own cases, day by day. One row of the access log names everybody shown."""
    actor, today = actor_of(request), clock.today()
    monday = monday_of(_day(request.GET.get("week", ""), today))
    days = week(actor, monday, today)
    log(actor=actor, action="work.list", subjects=dict.fromkeys(one.case_id for day in days for one in day.entries))
    context = {
        "days": days,
        "title": f"{long_day(monday)} to {long_day(monday + timedelta(days=WEEK - 1))}",
        "before": (monday - timedelta(days=WEEK)).isoformat(),
        "after": (monday + timedelta(days=WEEK)).isoformat(),
        "is_this_week": monday == monday_of(today),
    }
    return render(request, "casework/diary.html", context)


def _day(text: str, today: date) -> date:
    """Return the day that an address asks for; today where it asks for none that can be read."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if abs(day - today) <= FARTHEST else today
