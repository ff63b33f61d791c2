"""What was proposed and agreed for a limit, on the page that explains its date."""

from __future__ import annotations

from keywork.core.clocks import Clock
from keywork.web.exceptions import presenters, queries
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES


def on_clock(page: CasePage, clock: Clock) -> Panel | None:
    """Return the exceptions for a limit and the way to propose one, for whoever works on the case."""
    if page.masked or not CASES.can(page.actor, "exception.read", page.card):
        return None
    thread = clock.thread or ""
    found = [one for one in queries.of_case(page.card.case_id) if (one.duty, one.thread) == (clock.duty.id, thread)]
    listed = clock.version is not None and bool(clock.version.exceptions) and clock.legal_deadline is not None
    way = presenters.choose_address(page.card.case_id, clock.duty.id, thread) if listed and page.at.is_now else ""
    if not found and not way:
        return None
    return Panel("exceptions/_on_clock.html", {"rows": presenters.rows(found), "propose": way})
