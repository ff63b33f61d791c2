"""The letters of a case on its page: those under way to whoever works on it, and to others those sent to them."""

from __future__ import annotations

from dataclasses import dataclass

from keywork.web.documents import letter_queries as queries
from keywork.web.documents.letter_presenters import LetterRow, OwnRow, letter_rows, own_rows
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES

LATEST = 4
NOTIFY = "ehcna-notify-partners"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a case shows of its letters."""

    rows: list[LetterRow]
    own: list[OwnRow]
    more: int
    writes: bool
    to_notify: bool = False


def on_case(page: CasePage) -> Panel | None:
    """Return the latest letters that somebody reads; nothing where none was sent to them and they write none."""
    if page.masked or not page.at.is_now or not CASES.can(page.actor, queries.READ, page.card):
        return None
    whole = queries.letters_of(page.actor, page.card)
    own = [] if whole else list(queries.own_copies(page.actor, page.card)[:LATEST])
    writes = CASES.can(page.actor, queries.WRITE, page.card)
    if not (whole or own or writes):
        return None
    to_notify = writes and any(one.duty.id == NOTIFY and one.is_open for one in page.clocks)
    shown = Shown(letter_rows(whole[:LATEST]), own_rows(own), max(0, len(whole) - LATEST), writes, to_notify)
    return Panel("documents/letters/_panel.html", shown)
