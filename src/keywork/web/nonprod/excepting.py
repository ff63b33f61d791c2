"""The demo's exceptions to limits: two that are relied on, two that wait for a second person, one that was declined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor, actor_for
from keywork.web.accounts.models import Role
from keywork.web.deadlines.models import ClockRow
from keywork.web.deadlines.services import record
from keywork.web.exceptions.errors import NotDone
from keywork.web.exceptions.models import Reliance
from keywork.web.exceptions.services import answering, relying
from keywork.web.exceptions.services.relying import Happened, Said
from keywork.web.kernel import clock
from keywork.web.ledger import queries as ledger
from keywork.web.nonprod.staff import Staff
from keywork.web.people.models import CaseCard

DUTIES = ("ehcna-decision", "ehcp-final")
CODE, CIRCUMSTANCE = "EX-PERSONAL", "personal-circumstances-recorded"
LASTED, SOON = timedelta(days=10), timedelta(days=5)
MOST_TRIED = 30
SAID = (
    Said("The child was in hospital, and their parent with them.", "Nobody could meet them or ask what they think.",
         evidence="The ward told the keyworker by telephone, and wrote the days down."),
    Said("Their grandmother died, and the family went to her funeral abroad.",
         "The visit on which the advice was to rest could not be made before they were back.",
         evidence="The mother’s e-mail to the keyworker."),
    Said("The family lost its home and was moved twice.", "Both letters came back, and no appointment could be kept.",
         evidence="The housing officer’s note of both moves."),
)  # fmt: skip
AGREES = "It is what the law means by circumstances of the child or parent, and they were told so."
DECLINES = "A cold of three days kept nobody from meeting them in the weeks before. The limit stands."


@dataclass(frozen=True, slots=True)
class Asked:
    """A limit of a case for which an exception is proposed, and who works on it."""

    card: CaseCard
    row: ClockRow
    by: Actor


def except_some(actor: Actor, hired: Staff) -> int:
    """Give the demo its exceptions, as far as it has limits for them; return how many."""
    manager = next(user for user in hired.people if user.membership.role == Role.MANAGER)
    steps = (True, True, None, None, False)  # agreed, agreed, waiting, waiting, declined
    made = list(islice(filter(None, (_proposed(actor, one, n) for n, one in enumerate(_limits()))), len(steps)))
    for one, agrees in zip(made, steps, strict=False):
        if agrees is not None:
            answering.answer(
                actor=actor, name=manager.display_name, card=_card(one.case_id), one=one, agrees=agrees,
                text=AGREES if agrees else DECLINES, seen=None,
            )  # fmt: skip
    return len(made)


def _limits() -> Iterator[Asked]:
    """Yield limits that run in cases that tell no story, one of each case, the latest first."""
    rows = ClockRow.objects.filter(duty__in=DUTIES, is_running=True, disapplied=False, in_source=True)
    rows = rows.filter(case__card__restricted=False, case__card__keyworker__isnull=False)
    rows = rows.exclude(case__reference__startswith="STORY").exclude(case__requests__isnull=False)
    seen: set[object] = set()
    for row in rows.order_by("legal_deadline", "case__reference", "duty")[:MOST_TRIED]:
        if row.case_id not in seen:
            seen.add(row.case_id)
            card = _card(row.case_id)
            by = actor_for(card.keyworker)
            if by is not None:
                yield Asked(card, row, by)


def _card(case_id: object) -> CaseCard:
    related = ("case", "person", "authority", "keyworker", "cover")
    found: CaseCard = CaseCard.objects.select_related(*related).get(pk=case_id)
    return found


def _proposed(actor: Actor, one: Asked, number: int) -> Reliance | None:
    """Record what happened, on the day of the last of the record or later, and propose to rely on it."""
    told = [event.occurred_on for event in ledger.stream(one.card.case_id) if event.occurred_on]
    first = max(told)
    if one.row.legal_deadline is None or first >= min(one.row.legal_deadline, clock.today()):
        return None
    last = min(first + LASTED, clock.today())
    entry = NewEvent(CIRCUMSTANCE, first, fields={"from": first, "to": last})
    event_id = record(case=one.card.case, entries=[entry], actor=actor).events[-1].id
    said = replace(SAID[number % len(SAID)], review_on=clock.today() + SOON)
    try:
        return relying.propose(
            actor=one.by, name=str(one.card.keyworker), card=one.card, duty=one.row.duty, thread=one.row.thread,
            code=CODE, happened=Happened(event_id=event_id), said=said, seen=None,
        )  # fmt: skip
    except NotDone:
        return None  # what happened stands in the record, and excuses nothing
