"""The calls and e-mails about a case, on its page."""

from __future__ import annotations

from dataclasses import dataclass

from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES
from keywork.web.voice import presenters, queries
from keywork.web.voice.talks import DUTY, RECORD


@dataclass(frozen=True, slots=True)
class Concerns:
    """The concerns of a case, whether another may be logged, and whether a talk about the request is owed."""

    rows: list[presenters.Row]
    may_log: bool
    talk_is_owed: bool = False


def on_case(page: CasePage) -> Panel | None:
    """Return the concerns about a case, for whoever reads or logs them."""
    may_log = page.at.is_now and CASES.can(page.actor, queries.LOG, page.card)
    reads = page.at.is_now and CASES.can(page.actor, queries.READ, page.card)
    found = presenters.rows(queries.of_case(page.card.case_id)) if reads else []
    owed = may_log and any(one.duty.id == DUTY and one.is_open for one in page.clocks)
    owed = owed and CASES.can(page.actor, RECORD, page.card)
    return Panel("voice/_panel.html", Concerns(found, may_log, owed)) if found or may_log else None
