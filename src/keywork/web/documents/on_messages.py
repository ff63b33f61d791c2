"""Documents beside the messages of a case: where somebody adds what belongs to a message, and reads what is theirs."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address


def beside(actor: Actor, card: CaseCard) -> list[tuple[str, str]]:
    """Return the ways to the documents of a case that somebody has, as words and addresses."""
    ways = (
        ("document.add", "Add a document that belongs to it", "documents:add"),
        ("document.list", "Documents of the case", "documents:documents"),
    )
    return [
        (text, address(name, case_id=card.case_id)) for action, text, name in ways if CASES.can(actor, action, card)
    ]
