"""What can go with a letter, and whether what was chosen still can."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Max, QuerySet

from keywork.web.accounts.actors import Actor
from keywork.web.deadlines.reassessing import reassessed_since
from keywork.web.documents.models.files import Document, DocumentVersion
from keywork.web.documents.models.letters import Letter, Release
from keywork.web.documents.queries import documents_of
from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard

NOT_SENT = ("letter", "panel", "request")


def sendable(card: CaseCard, actor: Actor | None = None) -> QuerySet[DocumentVersion]:
    """Return the versions of a case's documents that can go with a letter: of each that is open, the last.

    Args:
        card: of the case.
        actor: who sends it, and reads what they send; None where somebody chose before and it is asked again.
    """
    versions = DocumentVersion.objects.filter(document__case=card.case_id, document__state=Document.State.KEPT)
    versions = versions.exclude(document__label__in=NOT_SENT).annotate(last=Max("document__versions__number"))
    if actor is not None:
        versions = versions.filter(document__in=documents_of(actor, card).values("pk"))
    return versions.filter(number=F("last")).select_related("document", "viewing").order_by("document__made_at", "pk")


def paper_of(card: CaseCard, letter: Letter) -> DocumentVersion | None:
    """Return the plan that a letter is about, as it was agreed last; None where it was written elsewhere.

    Where the plan in force is assessed again, that one is not what the letter is about.
    """
    if not letter.about.encloses:
        return None
    found = sendable(card).filter(document__label=letter.about.encloses, checked=DocumentVersion.Check.OURS)
    if (since := reassessed_since(card.case_id)) is not None:
        found = found.filter(document__made_at__gt=clock.end_of_day(since - timedelta(days=1)))
    paper: DocumentVersion | None = found.last()
    return paper


def still_go(release: Release, card: CaseCard) -> bool:
    """Say whether everything that was chosen to go with a letter still can: nothing was withdrawn or replaced since."""
    enclosed = set(release.enclosures.values_list("version_id", flat=True))
    return not enclosed or enclosed <= set(sendable(card).values_list("pk", flat=True))
