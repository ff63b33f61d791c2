"""The answers to a draft, on the page of a case about letters and contacts."""

from __future__ import annotations

from keywork.core.stages import Stage
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES
from keywork.web.representations import presenters, queries
from keywork.web.representations.standing import draft_of
from keywork.web.ui.addresses import address

AFTER_DRAFT = (Stage.DRAFT_SENT, Stage.PLAN)


def on_case(page: CasePage) -> Panel | None:
    """Return where the answers to the draft stand, for whoever reads them; nothing before there is a draft."""
    summary = getattr(page.card.case, "summary", None)
    if page.masked or not page.at.is_now or summary is None or summary.stage not in AFTER_DRAFT:
        return None
    if not CASES.can(page.actor, queries.READ, page.card):
        return None
    found = queries.of_case(page.card)
    shown = presenters.window(draft_of(page.card))
    if shown is None or not (found or shown.is_open):
        return None
    href = address("representations:of-case", case_id=page.card.case_id)
    return Panel("representations/_panel.html", presenters.on_case(found, shown, href))
