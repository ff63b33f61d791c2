"""The calls and e-mails about a case, on its page."""

from __future__ import annotations

from dataclasses import dataclass

from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES
from keywork.web.voice import presenters, queries


@dataclass(frozen=True, slots=True)
class Concerns:
    """The concerns of a case, and whether another may be logged."""

    rows: list[presenters.Row]
    may_log: bool


def on_case(page: CasePage) -> Panel | None:
    """Return the concerns about a case, for whoever reads or logs them."""
    may_log = page.at.is_now and CASES.can(page.actor, queries.LOG, page.card)
    reads = page.at.is_now and CASES.can(page.actor, queries.READ, page.card)
    found = presenters.rows(queries.of_case(page.card.case_id)) if reads else []
    return Panel("voice/_panel.html", Concerns(found, may_log)) if found or may_log else None
