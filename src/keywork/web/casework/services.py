"""Writing notes. Everything else of casework goes through the deadlines and people rooms."""

from __future__ import annotations

from keywork.web.accounts.actors import Actor
from keywork.web.casework.models import Note
from keywork.web.people.models import CaseCard


def write_note(*, card: CaseCard, text: str, actor: Actor, author: str) -> Note:
    """Keep a note on a case."""
    note: Note = Note.objects.create(
        authority=actor.authority, case=card.case, author=actor.label, author_name=author, text=text.strip()
    )
    return note
