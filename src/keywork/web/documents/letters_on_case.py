"""The letters of a case on its page: those under way to whoever works on it, and to others those sent to them."""

from __future__ import annotations

from dataclasses import dataclass

from keywork.web.documents import letter_queries as queries
from keywork.web.documents.letter_presenters import LetterRow, OwnRow, letter_rows, own_rows
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES

LATEST = 4


@dataclass(frozen=True, slots=True)
class Owed:
    """A notice that the law asks for and that a letter gives.

    Args:
        duties: whose clocks wait for it.
        words: what is to be done.
        kinds: each letter that does it, and what its link says.
    """

    duties: frozenset[str]
    words: str
    kinds: tuple[tuple[str, str], ...]


OWED = (
    Owed(
        frozenset({"ehcna-notify-partners"}),
        "Health, social care and the setting are to be told of the request before it is decided. Once all have the "
        "letter, it is on record that they were told.",
        (("request-notified", "Tell them of the request"),),
    ),
    Owed(
        frozenset({"order-assess-notify", "unopposed-assess-notify"}),
        "The family is to be told that there will be an assessment, after an order, an agreement or an appeal that is "
        "not opposed.",
        (("ordered-assessment", "Write that there will be an assessment"),),
    ),
    Owed(
        frozenset({"reassess-decision"}),
        "A re-assessment was asked for, and the family is to be told whether there will be one.",
        (
            ("reassessment-agreed", "Write that there will be a re-assessment"),
            ("reassessment-refused", "Write that there will be no re-assessment"),
        ),
    ),
    Owed(
        frozenset({"reassess-final"}),
        "A re-assessment runs. It ends with the finished plan, or with the notice that the plan stays as it is.",
        (("reassessed-plan-unchanged", "Write that the plan stays as it is"),),
    ),
    Owed(
        frozenset({"pb-prepare"}),
        "The family asked for a personal budget. Once it is prepared, tell them what it is.",
        (("budget-prepared", "Write what the budget is"),),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a case shows of its letters."""

    rows: list[LetterRow]
    own: list[OwnRow]
    more: int
    writes: bool
    owed: tuple[Owed, ...] = ()


def on_case(page: CasePage) -> Panel | None:
    """Return the latest letters that somebody reads; nothing where none was sent to them and they write none."""
    if page.masked or not page.at.is_now or not CASES.can(page.actor, queries.READ, page.card):
        return None
    whole = queries.letters_of(page.actor, page.card)
    own = [] if whole else list(queries.own_copies(page.actor, page.card)[:LATEST])
    writes = CASES.can(page.actor, queries.WRITE, page.card)
    if not (whole or own or writes):
        return None
    runs = {one.duty.id for one in page.clocks if one.is_open} if writes else set()
    owed = tuple(one for one in OWED if one.duties & runs)
    shown = Shown(letter_rows(whole[:LATEST]), own_rows(own), max(0, len(whole) - LATEST), writes, owed)
    return Panel("documents/letters/_panel.html", shown)
