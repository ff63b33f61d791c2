"""A child's case as the pages of several rooms head it."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import standing_of
from keywork.web.ui.jinja import short_day


def whose(actor: Actor, card: CaseCard) -> list[tuple[str, str]]:
    """Return whose case it is, as far as somebody may know."""
    stands = standing_of(actor, card)
    facts = [("Reference", card.case.reference)]
    if stands.is_masked() or not stands.may("a2"):
        return facts
    person = card.person
    facts.insert(0, ("Name", person.name))
    if person.born_on:
        facts.append(("Born", short_day(person.born_on)))
    if card.keyworker:
        facts.append(("Keyworker", card.keyworker.display_name))
    return facts
