"""The documents of a case on its page."""

from __future__ import annotations

from keywork.web.documents import presenters
from keywork.web.documents.queries import documents_of
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES

LATEST = 5


def on_case(page: CasePage) -> Panel | None:
    """Return the latest documents that somebody reads, and where to add one; nothing where they do neither."""
    if page.masked or not page.at.is_now:
        return None
    reads = CASES.can(page.actor, "document.list", page.card)
    adds = CASES.can(page.actor, "document.add", page.card)
    if not (reads or adds):
        return None
    found = documents_of(page.actor, page.card) if reads else None
    latest = list(found[:LATEST]) if found is not None else []
    count = found.count() if found is not None and len(latest) == LATEST else len(latest)
    shown = presenters.on_case(page.actor, latest, count, reads=reads, adds=adds)
    return Panel("documents/_panel.html", shown)
