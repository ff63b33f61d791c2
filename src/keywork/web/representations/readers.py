"""The fifteen days of a draft as somebody of the family reads them: their own, and nothing of anybody else's.

The record has one day of service, the first. Parents who live apart can have had the draft on other days, and neither
is told when it went to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from keywork.core.clocks import Clock
from keywork.core.events import Event
from keywork.core.explaining import Explanation
from keywork.core.rights import Decision
from keywork.core.states import State
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Role
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.representations.queries import speaker_of
from keywork.web.representations.standing import SERVED, holds
from keywork.web.representations.windows import Days, days_of, times_served
from keywork.web.ui.jinja import day

WINDOWS = frozenset({"draft-representations", "reassess-draft-reps"})
FAMILY = frozenset({Role.PARENT.value, Role.YOUNG_PERSON.value})


class AsOnRecord:
    """Whoever reads the record as it is: not of the family, or all have the draft since one day."""


AS_ON_RECORD = AsOnRecord()


def read_by(actor: Actor, card: CaseCard) -> Days | AsOnRecord | None:
    """Return the fifteen days that somebody reads: their own, those on record, or none where others alone had it."""
    if actor.role not in FAMILY:
        return AS_ON_RECORD
    times, speaker = times_served(card), speaker_of(actor, card)
    own = next((one for one in days_of(card) if one.speaker == speaker), None)
    if not times or (len(times) == 1 and (own is not None or not holds(card, speaker, Decision.DRAFT))):
        return AS_ON_RECORD
    return own


def own_clocks(actor: Actor, card: CaseCard, clocks: Sequence[Clock]) -> list[Clock]:
    """Return clocks with the fifteen days of whoever reads them; without those where they have none of their own."""
    its = [one for one in clocks if one.duty.id in WINDOWS]
    days = read_by(actor, card) if its else AS_ON_RECORD
    if isinstance(days, AsOnRecord):
        return list(clocks)
    if days is None:
        return [one for one in clocks if one not in its]
    return [_own(one, days) if one in its else one for one in clocks]


def _own(one: Clock, days: Days) -> Clock:
    state = State.ANSWERED if days.answered else State.WAITING if clock.today() <= days.until else State.PASSED
    return one._replace(
        state=state, started_on=days.served_on, legal_deadline=days.until, act_by=None, met_on=None,
        may_act_from=days.until + timedelta(days=1),
    )  # fmt: skip


def own_words(explained: Explanation, own: Clock) -> Explanation:
    """Return why a date is what it is, told by the reader's own days where they differ from the record's."""
    if own == explained.clock or own.duty.id not in WINDOWS:
        return explained
    steps = (f"The draft went to you on {day(own.started_on)}.", f"Your 15 days end on {day(own.legal_deadline)}.")
    return replace(explained, clock=own, steps=steps)


def own_record(actor: Actor, card: CaseCard, record: Sequence[Event]) -> list[Event]:
    """Return a record in which the draft that was served last has the reader's own day, or is not there."""
    last = next((one for one in reversed(record) if one.kind in SERVED), None)
    days = read_by(actor, card) if last is not None else AS_ON_RECORD
    if last is None or isinstance(days, AsOnRecord):
        return list(record)
    if days is None:
        return [one for one in record if one.id != last.id]
    mine = last._replace(occurred_on=days.served_on)
    return [mine if one.id == last.id else one for one in record]
