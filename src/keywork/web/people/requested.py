"""The access that goes with being asked for advice or consulted: it begins with the request and leaves with it.

Nobody gives it by itself: whoever may ask for advice opens the case to whom they ask, and to nobody else. So does who
looks a request through, for the parent or young person who made it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Organisation, User
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard, Involvement

OWN_WORDS = timedelta(days=365)
REASON = "Advice was asked for"
Kind = Involvement.Relation


def let_in(
    *,
    actor: Actor,
    card: CaseCard,
    organisation: Organisation | None,
    user: User | None,
    is_setting: bool,
    reason: str = REASON,
    classes: Collection[str] = (),
) -> Involvement:
    """Open a case to whom something is asked of, while the request is open.

    Args:
        actor: who asks.
        card: of the case.
        organisation: whoever works for it, or
        user: one person who works for none.
        is_setting: settings read by another relation than everybody else.
        reason: why, in words.
        classes: the classes of record it opens; none is all that their cells say.
    """
    made: Involvement = Involvement.objects.create(
        authority=actor.authority, case_id=card.case_id, user=None if organisation else user,
        organisation=organisation, relation=Kind.SETTING if is_setting else Kind.REQUEST, reason=reason,
        given_by=actor.label, starts_at=clock.now(), classes=f",{','.join(sorted(classes))}," if classes else "",
    )  # fmt: skip
    return made


def let_in_family(*, actor: Actor, card: CaseCard, user: User, reason: str) -> Involvement:
    """Open a case to somebody of the family who asked for it, whom the caller has looked at and may let in."""
    made: Involvement = Involvement.objects.create(
        authority=actor.authority, case_id=card.case_id, user=user, relation=Kind.FAMILY, reason=reason,
        given_by=actor.label, starts_at=clock.now(),
    )  # fmt: skip
    return made


def keep_own_words(*, involvement: Involvement, record_class: str) -> None:
    """Leave whoever answered their own words, for a year, and nothing else of the case."""
    involvement.classes = f",{record_class},"
    involvement.ends_at = clock.now() + OWN_WORDS
    involvement.save(update_fields=["classes", "ends_at"])


def keep_for(*, involvement: Involvement, days: int) -> None:
    """Leave whoever answered what they were shown for some days more, so that questions can be answered."""
    involvement.ends_at = clock.now() + timedelta(days=days)
    involvement.save(update_fields=["ends_at"])


def let_out(*, actor: Actor, involvement: Involvement) -> None:
    """Close the case to whom is not asked any more, at once."""
    involvement.closed_at, involvement.closed_by = clock.now(), actor.label
    involvement.save(update_fields=["closed_at", "closed_by"])
