"""Working measures out for the authority in scope."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from keywork.core.measures import Frame, MeasureSet, Results, evaluate, load_measures
from keywork.web.accounts.models import Authority
from keywork.web.deadlines.queries import histories_at
from keywork.web.kernel.asat import AsAt
from keywork.web.people.models import CaseCard

NATIONAL = "national-timeliness"


def national(authority: Authority, year: int, at: AsAt) -> Results[UUID]:
    """Work the national set out for a year, as at a day and as known at a moment."""
    cases = ((case_id, history) for case_id, _, history in histories_at(authority, at))
    return evaluate(load_measures(NATIONAL), cases, Frame(year, at.as_of))


def day_of(definition: MeasureSet, year: int) -> date | None:
    """Return the census day of the collection that tells of a year, or None where none is known."""
    return definition.census_days.get(year)


def pseudonyms(case_ids: list[UUID]) -> list[str]:
    """Return the pseudonyms of the people of some cases, in the order of the cases."""
    by_case = _pseudonym_of_each()
    return [by_case[case_id] for case_id in case_ids if case_id in by_case]


def _pseudonym_of_each() -> dict[UUID, str]:
    return dict(CaseCard.objects.values_list("case_id", "person__pseudonym"))


def cases_of(results: Results[UUID]) -> dict[str, list[str]]:
    """Return the pseudonyms behind every figure of a set, by the figure's published name."""
    known = _pseudonym_of_each()
    columns = [column for group in results.definition.groups.values() for column in group if column.test]
    return {
        column.name(results.frame.year): [known[case_id] for case_id in results.figures[column.id].cases]
        for column in columns
    }
