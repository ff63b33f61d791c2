"""Working measures out for the authority in scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.core.measures import Frame, MeasureSet, Results, evaluate, load_measures
from keywork.core.stages import TITLES, Stage
from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import Authority
from keywork.web.accounts.policy import can, decide
from keywork.web.deadlines.queries import histories_at
from keywork.web.kernel.asat import AsAt
from keywork.web.measuring.models import Publication
from keywork.web.people.models import CaseCard
from keywork.web.people.policy import CASES, cards_for

NATIONAL, SOURCES = "national-timeliness", "request-source"


def national(authority: Authority, year: int, at: AsAt) -> Results[UUID]:
    """Work the national set out for a year, as at a day and as known at a moment."""
    cases = ((case_id, history) for case_id, _, history in histories_at(authority, at))
    return evaluate(load_measures(NATIONAL), cases, Frame(year, at.as_of))


def day_of(definition: MeasureSet, year: int) -> date | None:
    """Return the census day of the collection that tells of a year, or None where none is known."""
    return definition.census_days.get(year)


def pseudonyms(case_ids: list[UUID]) -> list[str]:
    """Return the pseudonyms of the people of some cases, in the order of the cases."""
    by_case = pseudonym_of_each()
    return [by_case[case_id] for case_id in case_ids if case_id in by_case]


@dataclass(frozen=True, slots=True)
class NamedCase:
    """A case behind a figure, for somebody who may open it."""

    case_id: UUID
    name: str
    reference: str
    stage: str


def named(actor: Actor, case_ids: Sequence[UUID]) -> dict[UUID, NamedCase]:
    """Return those of some cases that somebody may open, with whose they are."""
    if not can(actor, "case.open") or decide(actor, "case.open").masked:
        return {}
    wanted = set(case_ids)
    cards = cards_for(actor).values_list(
        "case_id", "person__surname", "person__forename", "case__reference", "case__summary__stage"
    )
    return {
        case_id: NamedCase(case_id, f"{surname}, {forename}", reference, TITLES[Stage(stage)] if stage else "")
        for case_id, surname, forename, reference, stage in cards
        if case_id in wanted
    }


def within_reach(actor: Actor, case_ids: Sequence[UUID]) -> list[UUID]:
    """Return those of some cases behind a figure that somebody may see, if under a pseudonym, in their order."""
    wanted = CASES.q(actor, "measure.cases")
    if not wanted:
        return list(case_ids)
    seen = set(CaseCard.objects.filter(wanted).values_list("case_id", flat=True))
    return [case_id for case_id in case_ids if case_id in seen]


def pseudonym_of_each() -> dict[UUID, str]:
    """Return the pseudonym of whom each case is about."""
    return dict(CaseCard.objects.values_list("case_id", "person__pseudonym"))


def cases_of(results: Results[UUID]) -> dict[str, list[str]]:
    """Return the pseudonyms behind every figure of a set, by the figure's published name."""
    known = pseudonym_of_each()
    columns = [column for group in results.definition.groups.values() for column in group if column.test]
    return {
        column.name(results.frame.year): [known[case_id] for case_id in results.figures[column.id].cases]
        for column in columns
    }


def publications() -> list[Publication]:
    """Return everything that was prepared or published in the authority in scope, the latest first."""
    return list(Publication.objects.order_by("-as_of", "-prepared_at"))


def published() -> list[Publication]:
    """Return what the authority in scope has published, the latest first."""
    return list(Publication.objects.filter(state=Publication.State.PUBLISHED))


def latest_published() -> Publication | None:
    """Return what the authority in scope published last, or None."""
    return Publication.objects.filter(state=Publication.State.PUBLISHED).first()


def publication_of(publication_id: UUID, *, only_published: bool = False) -> Publication | None:
    """Return a publication of the authority in scope by its identity, or None."""
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED) if only_published else Publication.objects
    return rows.filter(pk=publication_id).first()


def authorities() -> list[Authority]:
    """Return the authorities here, whose names everybody may know."""
    return list(Authority.objects.order_by("name"))
