"""How much waits for somebody who answers for what is kept from most: alerts, questions of others, broken glass."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import can
from keywork.web.vaults import alerts, glass, reveals


def all_waiting(actor: Actor) -> int:
    """Count everything that waits for somebody."""
    return alerts.count_not_seen(actor) + reveals_waiting(actor) + reviews_waiting(actor)


def reveals_waiting(actor: Actor) -> int:
    """Count what others ask to see and this person may agree to."""
    return reveals.count_to_answer(actor) if can(actor, reveals.ANSWER) else 0


def reviews_waiting(actor: Actor) -> int:
    """Count the broken glass that this person may look into."""
    return glass.count_to_answer(actor) if can(actor, glass.REVIEW) else 0
