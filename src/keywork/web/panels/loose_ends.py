"""That a case still stands on the agenda of a panel."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.panels.models import AgendaItem
from keywork.web.panels.queries import withdrew_from
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import LooseEnd
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address
from keywork.web.ui.jinja import short_day


def loose_ends(actor: Actor, card: CaseCard) -> list[LooseEnd]:
    """Return the agendas that a case stands on, of meetings that have not closed; not to whoever withdrew there."""
    if not CASES.can(actor, "panel.put", card):
        return []
    found = AgendaItem.objects.filter(case_id=card.case_id, taken_off_at=None, meeting__closed_at=None)
    found = found.filter(recommendation=None).exclude(withdrew_from(actor, "pk"))
    found = found.select_related("meeting__panel").order_by("meeting__on")
    return [
        LooseEnd(
            f"It is before {one.meeting.panel.name} on {short_day(one.meeting.on)}. Take it off the agenda.",
            address("panels:pack", agenda_id=one.pk),
        )
        for one in found
    ]
