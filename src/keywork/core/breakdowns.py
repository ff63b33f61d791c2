"""Measures by group: the ways in which cases are grouped, the shares of each group, and all of it as linked tables.

A case's group is a field of its entries, as known on the day asked about, and never today's value of a table. So what
was told by group once can be told again. Sex, ethnicity and date of birth stand in no entry, so nothing goes by them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from keywork.core.history import History
from keywork.core.linked import WHOLE, ColumnSum, cell, crossed
from keywork.core.measures import MeasureSet, Rate, Results, percent_of
from keywork.core.placements import main_placement
from keywork.core.suppression import Tables

Key = TypeVar("Key")
UNKNOWN = "unknown"
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True, slots=True)
class Way:
    """A way of grouping cases: every case is in one group.

    Args:
        id: its code.
        title: what it groups by, in words.
        titles: its groups with their words, in order; the last is what is not recorded.
        of: says which group a case is in.
    """

    id: str
    title: str
    titles: Mapping[str, str]
    of: Callable[[History], str]

    def group(self, code: str) -> str:
        """Return the group of a code as the tables name it."""
        return f"{self.id}={code}"

    def code_of(self, history: History) -> str:
        """Return the code of a case's group."""
        code = self.of(history)
        return code if code in self.titles else UNKNOWN

    @property
    def groups(self) -> list[str]:
        """Return all groups as the tables name them."""
        return [self.group(code) for code in self.titles]


def _need(history: History) -> str:
    recorded = history.by_kind.get("need-recorded", ())
    main = [fact for fact in recorded if str(fact.field("rank") or "") == "1"]
    code = str(main[-1].field("need") or "").upper() if main else ""
    return "OTH" if code == "DS" else code  # as the national tables count it


def _asked_by(history: History) -> str:
    recorded = history.by_kind.get("request-details-recorded", ())
    return str(recorded[-1].field("requested_by") or "") if recorded else ""


def _placed(history: History) -> str:
    last = main_placement(history)
    if last is None:
        return UNKNOWN
    if last.field("sen_unit") is True:
        return "sen-unit"
    if last.field("resourced_provision") is True:
        return "resourced"
    return next((kind for name, kind in PLACED_BY.items() if last.field(name)), UNKNOWN)


PLACED_BY = {"urn": "school", "ukprn": "provider", "setting_type": "elsewhere"}
NEEDS = {
    "ASD": "Autistic spectrum disorder",
    "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication needs",
    "MLD": "Moderate learning difficulty",
    "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty",
    "SPLD": "Specific learning difficulty",
    "PD": "Physical disability",
    "HI": "Hearing impairment",
    "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment",
    "OTH": "Other difficulty",
    UNKNOWN: NOT_RECORDED,
}
ASKERS = {
    "parent-or-young-person": "Parent or young person",
    "education-setting": "School, college or early-years setting",
    "health": "Health",
    "social-care": "Social care",
    "other": "Somebody else",
    UNKNOWN: NOT_RECORDED,
}
PLACES = {
    "school": "School",
    "sen-unit": "School, in a SEN unit",
    "resourced": "School, in resourced provision",
    "provider": "College or other provider",
    "elsewhere": "At home, or in another place without a number",
    UNKNOWN: NOT_RECORDED,
}
WAYS: Mapping[str, Way] = {
    way.id: way
    for way in (
        Way("need", "Main type of need", NEEDS, _need),
        Way("asked-by", "Who asked for the assessment", ASKERS, _asked_by),
        Way("placed", "Kind of setting", PLACES, _placed),
    )
}


def groups_of(history: History) -> dict[str, str]:
    """Return the group of a case in each way of grouping, by the way's code."""
    return {way.id: way.code_of(history) for way in WAYS.values()}


def columns_of(rate: Rate) -> tuple[str, str]:
    """Return the names of the two columns of a share; several counts that are added are one column of their own."""
    return "+".join(rate.numerator), "+".join(rate.denominator)


def cases_of(results: Results[Key], column: str) -> list[Key]:
    """Return the cases that a column of a share counts."""
    return [case for name in column.split("+") for case in results.figures[name].cases]


def grouped_columns(definition: MeasureSet) -> list[str]:
    """Return the columns that are told by group: those of the shares."""
    return list(dict.fromkeys(column for rate in definition.rates for column in columns_of(rate)))


def tables_of(results: Results[Key], groups: Mapping[Key, Mapping[str, str]]) -> Tables:
    """Return all figures of a set as one system: every count, and those of the shares by group.

    Differences are left out, as they can be below nothing.

    Args:
        results: the set as worked.
        groups: by case, its group in each way.
    """
    definition = results.definition
    grouped = grouped_columns(definition)
    counts = {column.id: {WHOLE: results.figures[column.id].value} for column in definition.columns if not column.less}
    for column in grouped:
        cases = cases_of(results, column)
        counts[column] = {WHOLE: len(cases), **_counted(cases, groups)}
    sums = [ColumnSum(column, tuple(column.split("+"))) for column in grouped if "+" in column]
    sums += [ColumnSum(whole, (part,)) for part, whole in map(columns_of, definition.rates)]
    ways = {way.id: way.groups for way in WAYS.values()}
    return crossed(counts, ways, dict.fromkeys([*definition.sums, *sums]), grouped=grouped)


def _counted(cases: Iterable[Key], groups: Mapping[Key, Mapping[str, str]]) -> Counter[str]:
    return Counter(way.group(groups[case][way.id]) for case in cases for way in WAYS.values())


def grows(definition: MeasureSet) -> Callable[[str], bool]:
    """Return what says of a cell whether it only grows within a year, but for corrections."""
    growing = {*definition.grows, *(name for name in grouped_columns(definition) if "+" in name)}
    return lambda key: key.rsplit("|", 1)[0] in growing


def told(counts: Mapping[str, int], hidden: Iterable[str]) -> dict[str, int | None]:
    """Return every count as it is told: None where it is hidden."""
    kept = frozenset(hidden)
    return {key: None if key in kept else count for key, count in counts.items()}


def share_of(cells: Mapping[str, int | None], rate: Rate, group: str = WHOLE) -> dict[str, Any]:
    """Return a share of a group as it is told: no per cent where one of its two counts is hidden.

    Where both are told, so is their difference; that it is no small count, the proof has seen to.
    """
    part, whole = (cells[cell(column, group)] for column in columns_of(rate))
    percent = None if part is None or whole is None else percent_of(part, whole)
    return {"numerator": part, "denominator": whole, "percent": percent}
