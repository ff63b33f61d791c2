"""Who is told of what in advice: those who are asked, and the keyworker who waits for them."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import User
from keywork.web.advice.models import AdviceRequest
from keywork.web.messages.services import notify, notify_workers, people_of
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address


def whom(request: AdviceRequest) -> list[User]:
    """Return who is told of what is asked: whoever works on it, or everybody of the body who could."""
    if not request.has_tray:
        return []
    one = request.assignee or request.user
    if one is not None:
        return [one]
    return people_of(request.organisation, request.about.roles) if request.organisation else []


def tell_asked(request: AdviceRequest, kind: str, by: Actor) -> None:
    """Tell whoever is asked for advice. Of a request that was taken back they may know nothing more than that."""
    withdrawn = kind == "advice-withdrawn"
    notify(
        authority=by.authority, kind=kind, to=whom(request), by=by, case=None if withdrawn else request.case,
        link=address("advice:tray") if withdrawn else address("advice:request", request_id=request.pk),
    )  # fmt: skip


def tell_keyworker(card: CaseCard, request: AdviceRequest, kind: str, by: Actor) -> None:
    """Tell whoever works on the case what became of a request."""
    notify_workers(card=card, kind=kind, by=by, link=address("advice:request", request_id=request.pk))
