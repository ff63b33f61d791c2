"""The consultations of a case on its page: for whoever runs it, for its family, and what a named setting owes."""

from __future__ import annotations

from keywork.web.accounts.cells import Scope
from keywork.web.kernel import clock
from keywork.web.people.panels import CasePage, Panel
from keywork.web.people.policy import CASES, standing_of
from keywork.web.placements import presenters
from keywork.web.placements.queries import naming_of, of_case
from keywork.web.placements.services import admitting, naming
from keywork.web.placements.services.consulting import CONSULTED_IN
from keywork.web.placements.standing import rows_of


def on_case(page: CasePage) -> Panel | None:
    """Return the consultations of a case; nothing where there is none and none can be made, or it is not theirs."""
    if page.masked:
        return None
    if CASES.can(page.actor, "consultation.ask", page.card):
        return _working(page)
    if page.at.is_now and (owing := _owing(page)):
        return Panel("placements/_admission.html", owing)
    marks = standing_of(page.actor, page.card).marks("a6")
    if page.at.is_now and any(mark.scope is Scope.FAMILY for mark in marks):
        return _family(page)
    return None


def _working(page: CasePage) -> Panel | None:
    summary, card = getattr(page.card.case, "summary", None), page.card
    asks_now = page.at.is_now and summary is not None and summary.stage in CONSULTED_IN
    found = of_case(card.case_id)
    shown = presenters.panel(
        found, page.clocks, _named(page), today=page.at.as_of, may_ask=asks_now,
        may_name=asks_now and CASES.can(page.actor, naming.NAME, card),
    )  # fmt: skip
    shown.owing.extend(_owing(page) if page.at.is_now else [])
    there = shown.rows or shown.unlinked or shown.naming or shown.owing or asks_now
    return Panel("placements/_panel.html", shown) if there else None


def _family(page: CasePage) -> Panel | None:
    found, today = of_case(page.card.case_id), clock.today()
    made = presenters.rows(found, rows_of(found), set(), today)
    shown = presenters.Panel(made, [], _named(page), may_ask=False, may_name=False)
    return Panel("placements/_family.html", shown) if made or shown.naming else None


def _owing(page: CasePage) -> list[str]:
    """Return the names of the settings that owe a place, of which the reader may record that they gave it."""
    return [one.name for one in admitting.owing(page.actor, page.card)]


def _named(page: CasePage) -> presenters.Named | None:
    found = naming_of(page.card.case_id)
    return presenters.named(found, in_plan=found is not None and naming.is_in_plan(found))
