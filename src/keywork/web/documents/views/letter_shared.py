"""What the pages of letters share: the letter that is opened, who asks, and how a file leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.log import log
from keywork.web.accounts.policy import actor_of
from keywork.web.documents import letter_presenters as presenters
from keywork.web.documents import letter_queries as queries
from keywork.web.documents.letter_queries import Opened
from keywork.web.documents.letter_rights import named_in
from keywork.web.messages.threads_shown import needs_for
from keywork.web.people.models import CaseCard
from keywork.web.vaults import alerts
from keywork.web.vaults.models import Alert

CONFLICT = 409


def opened(request: HttpRequest, letter_id: UUID, action: str) -> tuple[Actor, Opened]:
    """Return who asks and the letter they may open; it stands in the access log before anything is shown."""
    actor = actor_of(request)
    found = queries.opened(actor, letter_id, action)
    told(actor, found.card, action, letter_id)
    return actor, found


def told(actor: Actor, card: CaseCard, action: str, *subjects: UUID) -> None:
    """Write that somebody looked, and let those who answer for restricted cases know."""
    detail = {"did": "look"} | ({"alert": "restricted"} if card.restricted else {})
    log(actor=actor, action=action, subjects=[card.case_id, card.person_id, *subjects], detail=detail)
    if card.restricted:
        alerts.tell_once(actor=actor, kind=Alert.Kind.RESTRICTED, case_id=card.case_id)


def frame(actor: Actor, found: Opened) -> dict[str, Any]:
    """Return what every page of a letter shows: whose case it is, which letter, and where it stands."""
    letter = found.letter
    return {
        "whose": presenters.whose(actor, found.card),
        "case_id": found.card.case_id,
        "letter_id": letter.pk,
        "letter_title": presenters.title_of(letter),
        "tag": presenters.tag_of(letter),
        "why": presenters.why_of(letter),
        "words": letter.words,
        "stale": presenters.stale_words(letter, found.card),
        "deciders": presenters.decider_rows(named_in(found.card, letter.about)),
    }


def needs_of_readers(actor: Actor, found: Opened) -> list[tuple[str, str]]:
    """Return how the family of a letter wants to be written to; nothing where it goes to others."""
    about = found.letter.about
    return [] if about.to_setting or about.partners else needs_for(actor, found.card)


def file_answer(content: bytes, name: str, media_type: str = "application/pdf") -> HttpResponse:
    """Return a file that is saved and never run: nothing in it is the site's."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
