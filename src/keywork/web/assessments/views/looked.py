"""That somebody looked at a request or its papers: on record, and told to those who answer for restricted cases."""

from __future__ import annotations

from uuid import UUID

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.people.models import CaseCard
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert


def looked_at(actor: Actor, action: str, card: CaseCard, *more: UUID, did: str = "look") -> None:
    """Write that somebody looked, before anything is shown; of a restricted case let those who answer for it know.

    Args:
        actor: who looks.
        action: what they do, as the matrix has it.
        card: of the case of the request.
        more: what else they see: the child, a paper.
        did: in a word.
    """
    detail = {"did": did} | ({"alert": "restricted"} if card.restricted else {})
    log(actor=actor, action=action, subjects=[card.case_id, *more], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)
