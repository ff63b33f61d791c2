"""The demo's meetings with families that are arranged for the next days."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet

from keywork.core.stages import Stage
from keywork.web.accounts.actors import actor_for
from keywork.web.accounts.models import User
from keywork.web.kernel import clock
from keywork.web.meetings.agendas import FIRST, HELD
from keywork.web.meetings.arranging import Plan, arrange
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard

SOON = (1, 3, 6)
PLACES = ("Room 2 at the town hall", "At the family’s home", "Online; the link is in the invitation")
TIMES = ("09:30", "11:00", "14:15")
INVITED = "The parents\nThe SENCO\nThe keyworker"


def meet(hired: Staff) -> int:
    """Arrange first meetings of every keyworker, and return how many there are."""
    return sum(_meet(user) for team in hired.keyworkers for user in team)


def _meet(user: User) -> int:
    actor = actor_for(user)
    assert actor is not None
    cards = list(_without_meeting(user)[: len(SOON)])
    for card, days, begins, place in zip(cards, SOON, TIMES, PLACES, strict=False):
        on = clock.today() + timedelta(days=days)
        arrange(actor=actor, name=user.display_name, card=card, plan=Plan(FIRST, on, begins, place, INVITED))
    return len(cards)


def _without_meeting(user: User) -> QuerySet[CaseCard]:
    """Return the cases of a keyworker that wait for advice and had no first meeting, the latest first."""
    cards = CaseCard.objects.filter(keyworker=user, restricted=False, case__summary__stage=Stage.ADVICE)
    cards = cards.exclude(case__events__kind=HELD[FIRST]).exclude(case__reference__startswith="STORY-")
    return cards.select_related("case", "person", "keyworker", "cover").order_by("-case__reference")
