"""Measures: counts and shares worked from case histories by definitions kept as data.

A ratio keeps its numerator and denominator; without activity it is None, not 0. Every figure keeps
the cases behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from keywork.core.case_facts import FACTS, CaseFacts
from keywork.core.history import History
from keywork.core.linked import ColumnSum
from keywork.core.selecting import TESTS, AllOf, AnyOf, Condition, Days, Frame, InOrder, OnFact
from keywork.core.yamlfile import Block, read_yaml

Key = TypeVar("Key")
DATA = Path(__file__).resolve().parents[1] / "measures"
GROUP_TITLES = {
    "requests": "Requests",
    "assessments": "Assessments",
    "timeliness": "Timeliness of plans",
    "annual_reviews": "Annual reviews",
    "law": "The law’s own counts",
    "asked": "What was asked for in the period, by source",
    "decided": "Of these: decided",
    "assessed": "Of these: decided to assess",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One count.

    Args:
        id: its published name, with places for the year's figures.
        title: what it counts, in words.
        test: whether a case is counted; None for a difference.
        less: the columns of a difference, the first less the others.
    """

    id: str
    title: str
    test: Condition | None
    less: tuple[str, ...]

    def name(self, year: int) -> str:
        """Return the column's name for a year."""
        return year_name(self.id, year)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of two counts, with what a reader must know of its limits."""

    id: str
    title: str
    kind: str
    polarity: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    limits: str


@dataclass(frozen=True, slots=True)
class MeasureSet:
    """A set of measures that are worked together.

    Args:
        id, version, title, source: what it is, and whose.
        census_days: the day of the collection that tells of each calendar year.
        groups: its columns by group.
        rates: its shares.
        sums: how its columns lie within each other.
        grows: the columns that only grow within a year, but for corrections; the others are what stands on a day.
    """

    id: str
    version: str
    title: str
    source: str
    census_days: Mapping[int, date]
    groups: Mapping[str, tuple[Column, ...]]
    rates: tuple[Rate, ...]
    sums: tuple[ColumnSum, ...] = ()
    grows: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of every group, in order."""
        return tuple(column for group in self.groups.values() for column in group)


@dataclass(slots=True)
class Figure(Generic[Key]):
    """A count and the cases behind it; a difference has a value and no cases."""

    value: int = 0
    cases: list[Key] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Share:
    """A share as worked: None where there was nothing to share."""

    rate: Rate
    numerator: int
    denominator: int

    @property
    def percent(self) -> float | None:
        """Return the share in per cent to one place, halves rounded up, or None."""
        return percent_of(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Results(Generic[Key]):
    """A set as worked for a year."""

    definition: MeasureSet
    frame: Frame
    figures: Mapping[str, Figure[Key]]
    shares: tuple[Share, ...]

    def group(self, name: str) -> dict[str, int]:
        """Return the counts of a group by published name."""
        columns = self.definition.groups[name]
        return {column.name(self.frame.year): self.figures[column.id].value for column in columns}

    def column(self, name: str) -> Column | None:
        """Return a column by its published name for the year, or None."""
        return next(
            (column for column in self.definition.columns if name in (column.id, column.name(self.frame.year))), None
        )


def percent_of(numerator: int, denominator: int) -> float | None:
    """Return a share in per cent to one place, halves rounded up, or None where there was nothing to share."""
    if denominator == 0:
        return None
    return (2000 * numerator + denominator) // (2 * denominator) / 10


def year_name(text: str, year: int) -> str:
    """Fill in the places for the last two figures of a year and of the next."""
    return text.replace("{yy}", f"{year % 100:02}").replace("{next_yy}", f"{(year + 1) % 100:02}")


def evaluate(definition: MeasureSet, cases: Iterable[tuple[Key, History]], frame: Frame) -> Results[Key]:
    """Work a set of measures out, case by case.

    Args:
        definition: the set.
        cases: a key and the history of each case, as on ``frame.as_of``.
        frame: the year and the day.
    """
    return gather(definition, ((key, counted(definition, history, frame)) for key, history in cases), frame)


def counted(definition: MeasureSet, history: History, frame: Frame) -> tuple[str, ...]:
    """Return the columns of a set that count a case.

    Args:
        definition: the set.
        history: the case, as on ``frame.as_of``.
        frame: the year and the day.
    """
    facts = CaseFacts(history)
    return tuple(column.id for column in definition.columns if column.test and column.test(facts, frame))


def counted_by_month(definition: MeasureSet, history: History, frame: Frame) -> dict[int | None, tuple[str, ...]]:
    """Return the columns of a set that count a case in a year (None), and in each month that has any.

    Args:
        definition: the set.
        history: the case, as on ``frame.as_of``.
        frame: the year and the day.
    """
    facts, found = CaseFacts(history), {}
    for month in (None, *range(1, 13)):
        its = Frame(frame.year, frame.as_of, month)
        columns = tuple(column.id for column in definition.columns if column.test and column.test(facts, its))
        if month is None and not columns:
            return {}
        if columns:
            found[month] = columns
    return found


def gather(definition: MeasureSet, cases: Iterable[tuple[Key, Collection[str]]], frame: Frame) -> Results[Key]:
    """Add up which columns count which cases.

    Args:
        definition: the set.
        cases: a key for each case, and the columns that count it, of :func:`counted`.
        frame: the year and the day.
    """
    figures: dict[str, Figure[Key]] = {column.id: Figure() for column in definition.columns}
    for key, columns in cases:
        for column_id in columns:
            figures[column_id].cases.append(key)
    for figure in figures.values():
        figure.value = len(figure.cases)
    return Results(definition, frame, figures, shares_of(definition, figures))


def shares_of(definition: MeasureSet, figures: Mapping[str, Figure[Any]]) -> tuple[Share, ...]:
    """Work the differences of a set into its figures, and return its shares.

    Args:
        definition: the set.
        figures: a figure for each column, counted where the column is no difference.
    """
    for column in definition.columns:
        if column.less:
            first, *others = (figures[name].value for name in column.less)
            figures[column.id].value = first - sum(others)
    return tuple(_share(rate, figures) for rate in definition.rates)


def _share(rate: Rate, figures: Mapping[str, Figure[Any]]) -> Share:
    def total(names: Sequence[str]) -> int:
        return sum(figures[name].value for name in names)

    return Share(rate, total(rate.numerator), total(rate.denominator))


@lru_cache(maxsize=8)
def load_measures(name: str) -> MeasureSet:
    """Return a set of measures that the product carries.

    Raises:
        YamlFault: its file is faulty; the message names file and line.
    """
    return read_measures(DATA / f"{name}.yaml")


def read_measures(path: Path) -> MeasureSet:
    """Read a file of measures.

    Raises:
        YamlFault: it is faulty.
    """
    page = read_yaml(path).only(
        {"id", "version", "title", "source", "census_days", "selections", "groups", "rates"}, {"sums", "grows"}
    )
    selections = page.block("selections")
    reader = _Reader(selections)
    groups = page.block("groups")
    columns = {name: tuple(reader.column(block) for block in groups.blocks(name)) for name in groups}
    known = {column.id for group in columns.values() for column in group}
    days = page.block("census_days")
    grows = page.texts("grows")
    if unknown := [name for name in grows if name not in known | groups.keys()]:
        raise page.fault(f"'grows' names an unknown column or group '{unknown[0]}'", "grows")
    return MeasureSet(
        id=page.text("id"),
        version=page.text("version"),
        title=page.text("title"),
        source=page.text("source"),
        census_days={int(year): days.day(year) for year in days},
        groups=columns,
        rates=tuple(_rate(block, known) for block in page.blocks("rates")),
        sums=tuple(_sum(block, known) for block in page.blocks("sums")),
        grows=frozenset(
            column.id for group, its in columns.items() for column in its if group in grows or column.id in grows
        ),
    )


def _sum(block: Block, known: Collection[str]) -> ColumnSum:
    block.only({"total", "parts"})
    found = ColumnSum(block.text("total"), block.texts("parts"))
    if unknown := [name for name in (found.total, *found.parts) if name not in known]:
        raise block.fault(f"a sum names an unknown column '{unknown[0]}'")
    return found


def _rate(block: Block, known: Collection[str]) -> Rate:
    block.only({"id", "title", "kind", "polarity", "numerator", "denominator", "limits"})
    parts = {}
    for key in ("numerator", "denominator"):
        names = (block.text(key),) if isinstance(block[key], str) else block.texts(key)
        if unknown := [name for name in names if name not in known]:
            raise block.fault(f"'{key}' names an unknown column '{unknown[0]}'", key)
        parts[key] = names
    return Rate(
        id=block.text("id"),
        title=block.text("title"),
        kind=block.one_of("kind", {"stock", "flow"}),
        polarity=block.one_of("polarity", {"higher", "lower", "neither"}),
        limits=block.text("limits"),
        **parts,
    )


class _Reader:
    """Turns the data's conditions into values; selections are read once and may name others."""

    def __init__(self, selections: Block) -> None:
        self.selections = selections
        self.read: dict[str, Condition] = {}

    def column(self, block: Block) -> Column:
        block.only({"id", "title"}, {"when", "less"})
        test = self.all_of(block, block.blocks("when")) if "when" in block else None
        return Column(block.text("id"), block.text("title"), test, block.texts("less"))

    def all_of(self, owner: Block, conditions: Sequence[Any]) -> Condition:
        return AllOf(tuple(self.condition(owner, condition) for condition in conditions))

    def selection(self, owner: Block, name: str) -> Condition:
        if name not in self.read:
            if name not in self.selections:
                raise owner.fault(f"there is no selection '{name}'", "all")
            self.read[name] = self.all_of(self.selections, self.selections.blocks(name))
        return self.read[name]

    def condition(self, owner: Block, condition: Any) -> Condition:
        if not isinstance(condition, Block):
            raise owner.fault("a condition must be a mapping")
        if "all" in condition:
            return self.selection(condition, condition.only({"all"}).text("all"))
        if "any" in condition:
            return AnyOf(tuple(self.all_of(condition, part) for part in condition.only({"any"})["any"]))
        if "days" in condition:
            return _days(condition)
        if "order" in condition:
            return InOrder(*_names(condition.only({"order"}), "order"))
        return _fact(condition)


def _names(block: Block, key: str) -> tuple[str, str]:
    names = block.texts(key)
    if len(names) != 2 or any(name not in FACTS for name in names):
        raise block.fault(f"'{key}' must be two known facts", key)
    return names[0], names[1]


def _days(block: Block) -> Condition:
    block.only({"days"}, {"at_most", "more_than"})
    first, last = _names(block, "days")
    most = block.whole("at_most") if "at_most" in block else None
    least = block.whole("more_than") if "more_than" in block else None
    return Days(first, last, most, least)


def _fact(block: Block) -> Condition:
    block.only({"fact"}, {*TESTS, "negate"})
    name = block.one_of("fact", FACTS)
    chosen = [key for key in TESTS if key in block]
    if len(chosen) != 1:
        raise block.fault("a condition on a fact needs one test")
    test, number = chosen[0], 0
    words: tuple[str, ...] = ()
    if test == "is":
        words = block.texts(test)
    elif test == "period":
        block.one_of(test, {"yes"})
    elif test == "missing":
        number = int(block.one_of(test, {"yes", "no"}) == "yes")
    else:
        number = block.whole(test)
    return OnFact(name, test, number, words, block.get("negate") == "yes")


__all__ = ["Column", "Frame", "MeasureSet", "Rate", "Results", "Share", "evaluate", "load_measures", "read_measures"]
