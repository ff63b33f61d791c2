"""The access that goes with a case being before a panel: it begins with the agenda and ends five days after the panel.

Nobody gives it by itself: whoever puts a case before a panel opens it to those who sit there, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import User
from keywork.web.kernel import clock
from keywork.web.people.family import kept_from
from keywork.web.people.models import CaseCard, Involvement
from keywork.web.people.sharing import AFTER_A_PANEL

REASON = "The case is before a panel"


def is_kept(user: User, card: CaseCard) -> bool:
    """Say whether a barrier keeps somebody from the child, so that they take no seat."""
    return bool(kept_from(user.pk).filter(person=card.person_id).exists())


def seat(*, actor: Actor, card: CaseCard, user: User, closes: date) -> Involvement:
    """Open a case to a member of a panel until five days after the day the panel closes."""
    made: Involvement = Involvement.objects.create(
        authority=actor.authority, case_id=card.case_id, user=user, relation=Involvement.Relation.PANEL, reason=REASON,
        given_by=actor.label, starts_at=clock.now(), ends_at=end_of(closes),
    )  # fmt: skip
    return made


def end_of(closes: date) -> datetime:
    """Return the moment at which the access to the papers of a panel ends that closes on a day."""
    return clock.end_of_day(closes + AFTER_A_PANEL)


def close_on(involvements: Iterable[Involvement], closes: date) -> None:
    """Let the access end five days after the day on which the panel did close."""
    ids = [one.pk for one in involvements]
    Involvement.objects.filter(pk__in=ids, closed_at=None).update(ends_at=end_of(closes))


def unseat(*, actor: Actor, involvement: Involvement | None) -> None:
    """Close the case to a member at once; where nothing was opened there is nothing to close."""
    if involvement is not None and involvement.closed_at is None:
        involvement.closed_at, involvement.closed_by = clock.now(), actor.label
        involvement.save(update_fields=["closed_at", "closed_by"])
