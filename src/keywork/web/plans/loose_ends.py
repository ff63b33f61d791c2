"""That a plan of a case waits for a second person's check."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import LooseEnd
from keywork.web.people.policy import CASES
from keywork.web.plans.models import PlanCheck
from keywork.web.ui.addresses import address


def loose_ends(actor: Actor, card: CaseCard) -> list[LooseEnd]:
    """Return the checks that wait, for whoever opens the plan."""
    if not CASES.can(actor, "plan.open", card):
        return []
    found = PlanCheck.objects.filter(plan__case_id=card.case_id, state=PlanCheck.State.WAITING)
    href = address("plans:plan", case_id=card.case_id)
    return [LooseEnd(f"{one.get_kind_display()}: it waits for a check. Have it sent back.", href) for one in found]
