"""The talk with a family about their request, which the law asks for before the decision whether to assess.

It is logged as any call is. Where it is still owed, logging it records it, so that nobody writes it down twice.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import hold, record
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.jinja import short_day
from keywork.web.voice.models import Concern

DUTY, DECISION, TALKED = "ehcna-consult-parent", "ehcna-decision", "family-consulted-on-assessment"
RECORD: Final = "event.record"
FAMILY = frozenset({Concern.From.PARENT, Concern.From.YOUNG_PERSON})
SPOKEN = frozenset({Concern.Way.CALL, Concern.Way.PERSON})


def owed_since(actor: Actor, card: CaseCard | None) -> date | None:
    """Return since when the talk is owed, for whoever records what happens in the case; None where it is not."""
    if card is None or not CASES.can(actor, RECORD, card):
        return None
    row = ClockRow.objects.filter(case_id=card.case_id, duty=DUTY, met_on=None, ended_on=None, undated=False).first()
    return row.started_on if row is not None and row.in_source else None


def talked(*, actor: Actor, card: CaseCard | None, on: date) -> None:
    """Record that the family was talked with about their request, within the caller's transaction.

    Raises:
        Refused: it is owed to nobody any more, or was not on that day.
    """
    if card is None:
        raise Refused("Open the case to log this talk: it is about a request.")
    CASES.check(actor, RECORD, card)
    held = hold(case_id=card.case_id, actor=actor)
    since = owed_since(actor, card)
    if since is None:
        raise Refused("This talk is on record already, or is owed no more. Log what was said by what it was about.")
    if on < since:
        raise Refused(f"It cannot have been before {short_day(since)}, when the request came.")
    decided = ClockRow.objects.filter(case_id=card.case_id, duty=DECISION, met_on__isnull=False).first()
    if decided is not None and decided.met_on is not None and on > decided.met_on:
        raise Refused(
            f"The family was told the decision on {short_day(decided.met_on)}. The talk that the law asks for comes "
            "before that. Log what was said by what it was about."
        )
    record(case=card.case, entries=[NewEvent(TALKED, on)], actor=actor, held=held)
