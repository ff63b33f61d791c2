"""The requests for advice on the page of a case."""

from __future__ import annotations

from keywork.web.advice.presenters import panel
from keywork.web.advice.queries import of_case
from keywork.web.advice.services.asking import IN_ASSESSMENT
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES


def on_case(page: CasePage) -> Panel | None:
    """Return the requests for advice, for whoever runs the assessment; nothing where the matter has not arisen."""
    summary = getattr(page.card.case, "summary", None)
    if not CASES.can(page.actor, "advice.ask", page.card):
        return None
    asks_now = page.at.is_now and summary is not None and summary.stage in IN_ASSESSMENT
    shown = panel(of_case(page.card.case_id), page.clocks, today=page.at.as_of, may_ask=asks_now)
    return Panel("advice/_panel.html", shown) if shown.rows or shown.unlinked or asks_now else None
