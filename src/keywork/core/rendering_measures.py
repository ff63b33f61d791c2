"""Measures as a page that an analyst can check a figure by: every definition in words, made from the data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from keywork.core.measures import GROUP_TITLES
from keywork.core.yamlfile import Block, read_yaml

YEARS = {-1: "the year before", 0: "the year", 1: "the year after"}
# What cannot be read off a fact's own name.
FACT_WORDS = {
    "requested_on": "the day of the request",
    "asked_on": "the day it was first asked for or brought to attention",
    "asked_by": "who asked",
    "brought": "“brought to attention before anybody asked”",
    "outcome": "the outcome of the request",
    "decided_on": "the day of the decision on it",
    "youth_accommodation": "“in youth accommodation”",
    "disputed": "“any mediation or tribunal”",
    "week_20": "“an exception to the 20 weeks”",
    "issued_on": "the day the final plan was sent",
    "not_issued_on": "the day of the decision not to issue a plan",
    "undecided_on": "the day of a decision not made (never on record: what was not decided is no event)",
    "assessment_withdrawn_by": "the last day by which the request was withdrawn after the decision to assess",
    "plan_on": "the day on the first plan",
    "left_on": "the day the plan ceased or the child moved away or died",
    "review_meeting_on": "the day of the latest review's meeting",
    "review_decided_on": "the day of the latest review's decision",
    "review_outcome": "the outcome of the latest review",
    "final_due_on": "the last day in law for the final plan",
    "decision_due_on": "the last day in law for the decision",
    "final_state": "the 20-week clock",
}
HEAD = """\
# The measures

Made from `src/keywork/measures` by `make docs`. A count is a list of conditions that must all hold for a case; names
in *italics* are the selections defined first. A share is a numerator over a denominator, to one place; where there is
nothing to share there is no figure. A flow and a stock are never shown as one.

`keywork measure SET --year YEAR --authority CODE [--as-of DAY] [--known-at DAY]` works one out.
`request-source` takes `--month` too.
"""


def render_measures(paths: Iterable[Path]) -> str:
    """Return sets of measures as a page of Markdown.

    Args:
        paths: their files.

    Raises:
        YamlFault: a file is faulty.
    """
    return HEAD + "".join(_set(read_yaml(path)) for path in paths)


def _set(page: Block) -> str:
    days = page.block("census_days")
    census = ", ".join(f"{year}: {days[year]}" for year in days)
    parts = [
        f"\n## {page.text('title')}\n\n`{page.text('id')}`, version {page.text('version')}. {page.text('source')}.\n\n"
        f"Looked at, unless another day is named, on the census day that tells of the calendar year: {census}.\n",
        _selections(page.block("selections")),
    ]
    groups = page.block("groups")
    parts += [_group(GROUP_TITLES.get(name, name), groups.blocks(name)) for name in groups]
    parts.append(_rates(page.blocks("rates")))
    return "".join(parts)


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"\n### {title}\n", _line(heads), _line(("---",) * len(heads)), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _selections(selections: Block) -> str:
    rows = [(f"*{_words(name)}*", _all_of(selections.blocks(name))) for name in selections]
    return _table("Selections", ("Selection", "A case for which"), rows)


def _group(title: str, columns: Iterable[Block]) -> str:
    rows = [(f"`{column.text('id')}`", column.text("title"), _column(column)) for column in columns]
    return _table(title, ("Column", "What it counts", "Cases for which"), rows)


def _column(column: Block) -> str:
    if "less" in column:
        first, *others = column.texts("less")
        return f"`{first}` less " + ", ".join(f"`{name}`" for name in others)
    return _all_of(column.blocks("when"))


def _rates(rates: Iterable[Block]) -> str:
    rows = [
        (f"`{r.text('id')}`", f"{r.text('title')} ({r.text('kind')})", _sum(r, "numerator"), _sum(r, "denominator"),
         r.text("limits"))
        for r in rates
    ]  # fmt: skip
    return _table("Shares", ("Share", "What it says", "Numerator", "Denominator", "Its limits"), rows)


def _sum(rate: Block, key: str) -> str:
    names = (rate.text(key),) if isinstance(rate[key], str) else rate.texts(key)
    return " + ".join(f"`{name}`" for name in names)


def _all_of(conditions: Iterable[Block]) -> str:
    return "; ".join(map(_condition, conditions))


def _condition(condition: Block) -> str:
    if "all" in condition:
        return f"*{_words(condition.text('all'))}*"
    if "any" in condition:
        return "either " + ", or ".join(_all_of(part) for part in condition["any"])
    if "days" in condition:
        return _days(condition)
    if "order" in condition:
        first, last = map(_fact_words, condition.texts("order"))
        return f"{first} no later than {last}"
    return _fact(condition)


def _days(condition: Block) -> str:
    first, last = map(_fact_words, condition.texts("days"))
    limits = []
    if "more_than" in condition:
        limits.append(f"more than {condition.whole('more_than')}")
    if "at_most" in condition:
        limits.append(f"at most {condition.whole('at_most')}")
    return f"from {first} to {last} {' and '.join(limits)} days"


def _fact(condition: Block) -> str:
    name = _fact_words(condition.text("fact"))
    words = f"{name} {_test(condition)}"
    return f"not so that {words}" if condition.get("negate") == "yes" else words


def _test(condition: Block) -> str:
    if "is" in condition:
        return "is " + " or ".join(map(_words, condition.texts("is")))
    if "missing" in condition:
        return "is not on record" if condition["missing"] == "yes" else "is on record"
    if "period" in condition:
        return "is in the month asked about, or else in the year"
    if "days_before_census" in condition:
        return f"is in the {condition.whole('days_before_census')} days up to the day looked at, or later"
    for key, place in (("year", "in"), ("before_year", "before"), ("after_year", "after")):
        if key in condition:
            return f"is {place} {YEARS[condition.whole(key)]}"
    raise condition.fault("a condition on a fact needs one test")


def _fact_words(name: str) -> str:
    return FACT_WORDS.get(name) or f"“{_words(name)}”"


def _words(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
