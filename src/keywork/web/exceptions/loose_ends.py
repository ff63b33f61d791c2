"""The exceptions of a case that wait for a second person."""

from __future__ import annotations

from keywork.core.loading import load_register
from keywork.web.accounts.actors import Actor
from keywork.web.exceptions.models import Reliance
from keywork.web.exceptions.services.steps import link
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import LooseEnd
from keywork.web.people.policy import CASES


def loose_ends(actor: Actor, card: CaseCard) -> list[LooseEnd]:
    """Return the exceptions that somebody proposed and nobody answered."""
    if not CASES.can(actor, "exception.read", card):
        return []
    found = Reliance.objects.filter(case_id=card.case_id, state=Reliance.State.PROPOSED)
    return [
        LooseEnd(f"An exception waits for an answer: {load_register().name_of(one.duty)}. Take it back.", link(one))
        for one in found
    ]
