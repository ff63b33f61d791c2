"""Who is told of what in requests: the managers who look them through, and whoever asked."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.assessments.models import AssessmentRequest
from keywork.web.messages.services import managers_of, notify
from keywork.web.ui.addresses import address


def tell_managers(actor: Actor, kind: str) -> None:
    """Tell the managers that something waits in the queue. Which child it is stands there, as far as it is theirs."""
    told = managers_of(None, actor.authority_id, every_team=True)
    notify(authority=actor.authority, kind=kind, to=told, by=actor, link=address("assessments:queue"))


def tell_who_lets_in(actor: Actor, request: AssessmentRequest) -> None:
    """Tell the managers that whoever asked is still to be let in, where whoever looked it through does not do that."""
    assert request.case is not None
    told = managers_of(request.case.card.team_id, actor.authority_id)
    link = address("assessments:look", asked_id=request.pk)
    notify(authority=actor.authority, kind="request-to-let-in", to=told, by=actor, case=request.case, link=link)


def tell_asker(actor: Actor, request: AssessmentRequest, kind: str) -> None:
    """Tell whoever made a request here what became of it."""
    if request.user is not None:
        notify(
            authority=actor.authority, kind=kind, to=[request.user], by=actor, case=request.case,
            link=address("assessments:own"),
        )  # fmt: skip
