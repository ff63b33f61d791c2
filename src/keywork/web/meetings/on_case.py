"""The Working Together meetings on the page of a case."""

from __future__ import annotations

from keywork.core.stages import Stage
from keywork.web.meetings.agendas import TITLES
from keywork.web.meetings.presenters import OnCase, notes
from keywork.web.meetings.queries import corrections, of_case
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address

IN_ASSESSMENT = (Stage.ADVICE, Stage.DRAFTING, Stage.DRAFT_SENT)


def on_case(page: CasePage) -> Panel | None:
    """Return the meetings that were held, and those that can be written down; nothing where there is neither."""
    if page.masked or not page.at.is_now or not CASES.can(page.actor, "meeting.read", page.card):
        return None
    held = of_case(page.actor, page.card)
    summary = getattr(page.card.case, "summary", None)
    writes = CASES.can(page.actor, "meeting.write", page.card) and summary and summary.stage in IN_ASSESSMENT
    done = {one.notes.which for one in held}
    case_id = page.card.case_id
    write = [
        (title, address("meetings:write", case_id=case_id, which=which))
        for which, title in TITLES.items()
        if writes and which not in done
    ]
    rows = [notes(one, corrections(page.actor, one.notes)) for one in held]
    return Panel("meetings/_panel.html", OnCase(rows, write)) if rows or write else None
