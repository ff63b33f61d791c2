"""The Working Together meetings on the page of a case."""

from __future__ import annotations

from keywork.web.meetings.presenters import of_case
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES


def on_case(page: CasePage) -> Panel | None:
    """Return the meetings that were held, that are arranged, and that can be; nothing where there is none of these."""
    if page.masked or not page.at.is_now or not CASES.can(page.actor, "meeting.read", page.card):
        return None
    found = of_case(page.actor, page.card)
    return None if found.is_empty else Panel("meetings/_panel.html", found)
