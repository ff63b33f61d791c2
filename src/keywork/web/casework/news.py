"""Who is told of what on the pages of cases: families of decisions, keyworkers of cases given to them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from keywork.core.events import NewEvent
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import User
from keywork.web.casework.parts import DECIDED
from keywork.web.ledger.models import LedgerEvent
from keywork.web.messages.services import family_accounts, notify
from keywork.web.people.models import CaseCard
from keywork.web.ui.addresses import address


def tell_of_entry(actor: Actor, card: CaseCard, entry: NewEvent) -> None:
    """Tell the family of a decision that has just been recorded."""
    if not DECIDED.search(entry.kind):
        return
    made = LedgerEvent.objects.filter(case_id=card.case_id, kind=entry.kind).order_by("-sequence").first()
    notify(
        authority=actor.authority, kind="decision", to=family_accounts(card.case_id), by=actor, case=card.case,
        link=address("casework:case", case_id=card.case_id), event_id=made.pk if made else None,
    )  # fmt: skip


def tell_of_cases(actor: Actor, keyworker: User | None, cases: Sequence[UUID]) -> None:
    """Tell a keyworker of cases that were given to them; of several at once, once."""
    if keyworker is None or not cases:
        return
    link = address("casework:my-work")
    if len(cases) > 1:
        notify(authority=actor.authority, kind="cases-given", to=[keyworker], by=actor, link=link)
        return
    card = CaseCard.objects.select_related("case").get(pk=cases[0])
    link = address("casework:case", case_id=card.case_id)
    notify(authority=actor.authority, kind="case-given", to=[keyworker], by=actor, link=link, case=card.case)
