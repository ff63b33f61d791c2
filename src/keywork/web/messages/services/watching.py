"""Do e-mails go? What a monitor asks, and what the page of whoever runs the system says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django_scopes import scope

from keywork.web.accounts.models import Authority
from keywork.web.kernel import clock
from keywork.web.messages.models import Message, State
from keywork.web.messages.models.outbox import TROUBLED
from keywork.web.ui.jinja import plural

STUCK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many e-mails stand where, without a word of whom they are about.

    Args:
        states: how many in each state that is not over, and of those that somebody must look at.
        overdue: how many should have gone more than ten minutes ago and nobody tried.
    """

    states: dict[str, int]
    overdue: int

    @property
    def is_stuck(self) -> bool:
        return self.overdue > 0

    @property
    def words(self) -> str:
        if self.is_stuck:
            return (
                f"E-mails do not go: {plural(self.overdue, 'e-mail')} should have gone more than ten minutes ago. "
                "Is keywork worker running?"
            )
        waiting = self.states.get(State.WAITING, 0)
        troubled = sum(self.states.get(state, 0) for state in TROUBLED)
        return f"E-mails go. {waiting} waiting, {troubled} that somebody should look at."


def counts_of(authority: Authority) -> Counts:
    """Return how an authority's outbox stands."""
    found = Message.objects.filter(authority=authority, seen_at=None).exclude(state=State.SENT)
    states = {row["state"]: row["rows"] for row in found.values("state").annotate(rows=Count("pk")).order_by()}
    before = clock.now() - STUCK
    overdue = found.filter(state=State.WAITING, due_at__lte=before).count()
    return Counts(states, overdue)


def standing_of_all() -> Counts:
    """Return how the outboxes of all authorities stand together."""
    states: Counter[str] = Counter()
    overdue = 0
    for authority in Authority.objects.all():
        with scope(authority=authority):
            found = counts_of(authority)
        states.update(found.states)
        overdue += found.overdue
    return Counts(dict(states), overdue)
