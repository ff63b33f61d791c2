"""The consultations of which nobody has told the setting that no reply is needed."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import LooseEnd
from keywork.web.people.policy import CASES
from keywork.web.placements.models import Consultation
from keywork.web.placements.standing import State, rows_of, standing
from keywork.web.ui.addresses import address


def loose_ends(actor: Actor, card: CaseCard) -> list[LooseEnd]:
    """Return consultations that are open, and those that ended of a setting without an account, which nothing tells."""
    if not CASES.can(actor, "consultation.ask", card):
        return []
    found = list(Consultation.objects.filter(case_id=card.case_id, ended="").order_by("thread"))
    rows, today, made = rows_of(found), clock.today(), []
    for one in found:
        where = standing(one.ended, rows.get((one.case_id, one.thread)), today)
        if where.is_open or (where.state is State.STOPPED and one.involvement_id is None):
            href = address("placements:consultation", consultation_id=one.pk)
            made.append(LooseEnd(f"{one.name} is consulted. Take the consultation back.", href))
    return made
