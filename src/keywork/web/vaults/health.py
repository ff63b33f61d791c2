"""What is written about the health of somebody else than the child: sealed, and left out of every copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.kernel import clock
from keywork.web.ledger.errors import Refused
from keywork.web.people.models import CaseCard
from keywork.web.vaults.models import HealthOfOthers

WRITE = "health-of-others.write"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as somebody reads it who may."""

    about: str
    text: str
    written_at: datetime
    author: str


@transaction.atomic
def write_paragraph(*, actor: Actor, card: CaseCard, about: str, text: str) -> HealthOfOthers:
    """Keep a paragraph about the health of somebody of the family.

    Raises:
        Refused: there are no words.
    """
    if not text.strip():
        raise Refused("Write what should be kept.")
    made = HealthOfOthers(
        authority=actor.authority, case=card.case, about=about, author_id=actor.user_id, written_at=clock.now()
    )
    made.put(text.strip())
    made.save()
    log(actor=actor, action=WRITE, subjects=[card.case_id, card.person_id], detail={"did": "written"})
    return made


def of_case(case_id: UUID, *, author_id: UUID | None = None) -> QuerySet[HealthOfOthers]:
    """Return what is kept with a case, newest first; with an author, what they wrote themselves."""
    found = HealthOfOthers.objects.filter(case=case_id).select_related("author").order_by("-written_at")
    return found if author_id is None else found.filter(author=author_id)


def read(rows: Iterable[HealthOfOthers]) -> list[Paragraph]:
    """Open some paragraphs for somebody who may read them."""
    return [
        Paragraph(row.get_about_display(), row.words(), row.written_at, str(row.author or "The system")) for row in rows
    ]
