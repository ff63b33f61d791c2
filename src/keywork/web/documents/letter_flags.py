"""What makes a letter one that no single person sends."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from keywork.web.documents.letter_kinds import Kind
from keywork.web.documents.letter_recipients import Recipient
from keywork.web.people.family import barriers_of
from keywork.web.people.models import Barrier, CaseCard
from keywork.web.vaults import health, identity
from keywork.web.vaults.contacts import points_of

REASONS = {
    "hidden": "An address in this case is hidden.",
    "restricted": "The case is restricted to people who are named on it.",
    "contact": "A contact restriction stands in this case.",
    "several": "It goes to more than one person.",
    "plan": "It issues a plan.",
    "identity": "In this case somebody else always agrees.",
    "health": "In this case somebody else always agrees.",
}


def flags_of(card: CaseCard, kind: Kind, recipients: Sequence[Recipient]) -> list[str]:
    """Return why a second person must agree that a letter goes; nothing where none must.

    Args:
        card: of the case.
        kind: of the letter.
        recipients: who is to have a copy.
    """
    person = card.person_id
    standing = {
        "hidden": card.person.address_hidden or points_of(person).filter(hidden=True).exists(),
        "restricted": card.restricted,
        "contact": barriers_of(person).filter(kind=Barrier.Kind.CONTACT).exists(),
        "several": len(recipients) > 1,
        "plan": kind.plan,
        "identity": identity.is_kept(person),
        "health": health.of_case(card.case_id).exists(),
    }
    return [code for code, stands in standing.items() if stands]


def reasons_in_words(codes: Collection[str]) -> list[str]:
    """Return the reasons as anybody who works on the case may read them; what is closed to them is not told apart."""
    return list(dict.fromkeys(REASONS[code] for code in codes if code in REASONS))
