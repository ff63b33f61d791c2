"""The letters of a case that are being prepared."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.documents.letter_queries import WRITE
from keywork.web.documents.models import Letter
from keywork.web.people.models import CaseCard
from keywork.web.people.panels import LooseEnd
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address

State = Letter.State
UNDER_WAY = (State.DRAFT, State.WAITING, State.READY, State.CHECKING, State.RETURNED)


def loose_ends(actor: Actor, card: CaseCard) -> list[LooseEnd]:
    """Return the letters that have not gone and were not dropped."""
    if not CASES.can(actor, WRITE, card):
        return []
    found = Letter.objects.filter(case_id=card.case_id, state__in=UNDER_WAY).order_by("made_at")
    return [
        LooseEnd(
            f"A letter is in preparation: {one.about.title}. See whether it still has to go.",
            address("documents:letter", letter_id=one.pk),
        )
        for one in found
    ]
