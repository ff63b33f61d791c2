"""Where the demo's stories are, for those who may open them."""

from __future__ import annotations

from uuid import UUID

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import can
from keywork.web.kernel import clock
from keywork.web.nonprod.stories import stories
from keywork.web.people.policy import cards_for


def cases_of_stories(actor: Actor) -> dict[str, UUID]:
    """Return the cases of the stories that somebody may open, by reference."""
    if not can(actor, "case.open"):
        return {}
    references = [story.reference for story in stories(clock.real_today())]
    cards = cards_for(actor).filter(case__reference__in=references)
    return dict(cards.values_list("case__reference", "case_id"))
