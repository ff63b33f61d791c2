"""The requests for advice that nobody has told whoever was asked to forget."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.advice.models import AdviceRequest
from keywork.web.advice.standing import State, rows_of, standing
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import LooseEnd
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address


def loose_ends(actor: Actor, card: CaseCard) -> list[LooseEnd]:
    """Return requests that are open, and those that ended of somebody without an account, whom nothing tells."""
    if not CASES.can(actor, "advice.ask", card):
        return []
    found = list(AdviceRequest.objects.filter(case_id=card.case_id, ended="").order_by("thread"))
    rows, today, made = rows_of(found), clock.today(), []
    for one in found:
        where = standing(one.ended, rows.get((one.case_id, one.thread)), today)
        if where.is_open or (where.state is State.STOPPED and one.involvement_id is None):
            href = address("advice:request", request_id=one.pk)
            made.append(LooseEnd(f"Advice is asked for: {one.about.title}. Take the request back.", href))
    return made
