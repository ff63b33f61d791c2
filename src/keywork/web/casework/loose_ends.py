"""What is left waiting for nothing when a request has ended or a child has gone, room by room."""

from __future__ import annotations

from keywork.core.stages import Stage
from keywork.web.accounts.actors import Actor
from keywork.web.kernel.ports import asked
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import CasePage, LooseEnd, Panel
from keywork.web.people.policy import CASES

OVER = frozenset({Stage.WITHDRAWN, Stage.MOVED, Stage.CEASED, Stage.DIED})


def loose_ends(actor: Actor, card: CaseCard) -> list[LooseEnd]:
    """Return what each room still has open of a case, for somebody who works on it."""
    return [one for room in asked("LOOSE_ENDS") for one in room(actor, card)]


def on_case(page: CasePage) -> Panel | None:
    """Return what is still open of a case that is over; nothing where it goes on."""
    summary = getattr(page.card.case, "summary", None)
    if summary is None or summary.stage not in OVER or not page.at.is_now:
        return None
    if page.masked or not CASES.can(page.actor, "event.record", page.card):
        return None
    found = loose_ends(page.actor, page.card)
    return Panel("casework/_loose_ends.html", found) if found else None
