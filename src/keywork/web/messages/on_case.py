"""The messages of a case, as the page of the case shows them: who answers, and where to read and write.

What is unread stands in the menu on every page, so that this page asks nothing more of the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from keywork.web.messages import threads, whose
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES
from keywork.web.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Part:
    """What is shown: sentences about who answers, and the ways on."""

    answers: list[str]
    read: str
    write: str
    needs: str


def on_case(page: CasePage) -> Panel | None:
    """Return what the page of a case shows of its messages; nothing where they are not theirs."""
    actor, card = page.actor, page.card
    if page.masked or not page.at.is_now:
        return None
    reads = CASES.can(actor, "thread.read", card)
    own, works = whose.writes_own(actor, card), whose.writes_to_others(actor, card)
    if not (reads or own or works):
        return None
    where = {"case_id": card.case_id}
    part = Part(
        threads.who_answers(card),
        address("messages:threads", **where) if reads else "",
        address("messages:start" if works else "messages:write", **where) if own or works else "",
        address("messages:needs", **where) if own and CASES.can(actor, "needs.change", card) else "",
    )
    return Panel("messages/_part.html", part)
