"""Published figures in words: what is hidden is said to be hidden, and a board reads the rest rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from keywork.core.breakdowns import WAYS
from keywork.web.measuring.models import Publication
from keywork.web.measuring.rounding import SMALLEST, rounded
from keywork.web.ui.jinja import day, plural

HIDDEN = "[c]"
NO_SHARE = "none"
NOT_SHOWN = "not shown"
FEW = 10
HEADER = ("Measure", "By", "Group", "Counted", "Of", "Per cent")
WHOLE = "All"


@dataclass(frozen=True, slots=True)
class Told:
    """A share or a group of one, in words."""

    code: str
    title: str
    percent: str
    part: str
    whole: str
    limits: str = ""
    value: float | None = None
    href: str = ""

    @property
    def parts(self) -> str:
        """Return its two counts: a share is never told without them."""
        return f"{self.part} of {self.whole}"


def count(number: int | None, *, rounds: bool = False) -> str:
    """Return a count in words; rounded to five, the smallest that is told reads as so many at most."""
    if number is None:
        return HIDDEN
    if not rounds:
        return f"{number:,}"
    return f"{rounded(number):,}" if number == 0 or rounded(number) >= FEW else f"under {FEW}"


def share(row: Mapping[str, Any], *, rounds: bool = False) -> Told:
    """Return a published share, or a group's, in words."""
    part, whole = count(row["numerator"], rounds=rounds), count(row["denominator"], rounds=rounds)
    words = {"code": row.get("code") or row["id"], "title": row["title"], "limits": row.get("limits", "")}
    if row["numerator"] is None or row["denominator"] is None:
        return Told(percent=HIDDEN, part=part, whole=whole, **words)
    if row["percent"] is None:
        return Told(percent=NO_SHARE, part=part, whole=whole, **words)
    if not rounds:
        return Told(percent=f"{row['percent']:.1f}%", part=part, whole=whole, value=row["percent"], **words)
    if row["denominator"] < SMALLEST:
        return Told(percent=NOT_SHOWN, part=part, whole=whole, **words)
    return Told(percent=f"{row['percent']:.0f}%", part=part, whole=whole, value=row["percent"], **words)


def shares(content: Mapping[str, Any], kind: str = "", *, rounds: bool = False) -> list[Told]:
    """Return the published shares, of one kind where it is named."""
    return [share(row, rounds=rounds) for row in content["measures"] if not kind or row["kind"] == kind]


def groups(content: Mapping[str, Any], *, rounds: bool = False) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the published counts by their headings."""
    return [
        (part["title"], [(row["title"], count(row["count"], rounds=rounds)) for row in part["rows"]])
        for part in content["figures"]
    ]


def measure_of(content: Mapping[str, Any], measure_id: str) -> Mapping[str, Any] | None:
    """Return a published share by its identity, or None."""
    return next((row for row in content["measures"] if row["id"] == measure_id), None)


def by(measure: Mapping[str, Any], way_id: str, *, rounds: bool = False) -> list[Told]:
    """Return a published share by group; groups with nobody in them are left out."""
    rows = next((part["rows"] for part in measure["by"] if part["id"] == way_id), [])
    return [share(row, rounds=rounds) for row in rows if row["denominator"] != 0]


def finding(rows: Sequence[Told]) -> str:
    """Say in one sentence what a breakdown shows, and how much of it is hidden."""
    known = sorted((row for row in rows if row.value is not None), key=lambda row: (row.value or 0, row.title))
    hidden = sum(row.percent == HIDDEN for row in rows)
    left = f" {plural(hidden, 'group')} {'is' if hidden == 1 else 'are'} not told." if hidden else ""
    if not rows:
        return "There was nothing to share."
    if not known:
        return f"No group’s share is told.{left}"
    most, least = known[-1], known[0]
    if most.value == least.value:
        return (
            f"{_said(most)} is the only share told.{left}" if len(known) == 1 else f"All shares told are alike.{left}"
        )
    return f"The highest share is {_said(most)}, the lowest {_said(least)}.{left}"


def _said(row: Told) -> str:
    return f"{row.title}, {row.percent} ({row.parts})"


@dataclass(frozen=True, slots=True)
class Issue:
    """A publication as pages show it."""

    id: str
    title: str
    as_of: date
    known_on: date
    definition: str
    digest: str
    state: str
    state_title: str
    hidden: str
    prepared: str
    decided: str


def issue(row: Publication) -> Issue:
    """Return what stands about a publication, in words."""
    cells = sum(1 for _ in _cells(row.content))
    hidden = sum(cell is None for cell in _cells(row.content))
    decided = f"{row.decided_by_name}, {day(row.decided_at.date())}" if row.decided_at else ""
    title = f"1 January to {row.as_of.day} {row.as_of:%B %Y}"
    prepared = f"{row.prepared_by_name}, {day(row.prepared_at.date())}"
    return Issue(
        str(row.pk), title, row.as_of, row.known_on, row.content["definition"], row.digest, row.state,
        row.get_state_display(), f"{hidden:,} of {cells:,} numbers", prepared, decided,
    )  # fmt: skip


def _cells(content: Mapping[str, Any]) -> Iterable[int | None]:
    for part in content["figures"]:
        yield from (row["count"] for row in part["rows"])
    for measure in content["measures"]:
        for row in (measure, *(row for part in measure["by"] for row in part["rows"])):
            yield from (row["numerator"], row["denominator"])


def file_rows(content: Mapping[str, Any], *, only: str = "") -> list[tuple[str, str, str, str, str, str]]:
    """Return what was published as the rows of a file: every count, and every share by every group."""
    rows: list[tuple[str, str, str, str, str, str]] = []
    for part in [] if only else content["figures"]:
        for row in part["rows"]:
            rows.append((row["title"], part["title"], WHOLE, _plain(row["count"]), "", ""))
    for measure in content["measures"]:
        if only in ("", measure["id"]):
            rows.append((measure["title"], WHOLE, WHOLE, *_numbers(measure)))
            for part in measure["by"]:
                rows += [(measure["title"], part["title"], row["title"], *_numbers(row)) for row in part["rows"]]
    return rows


def _numbers(row: Mapping[str, Any]) -> tuple[str, str, str]:
    told = share(row)
    return _plain(row["numerator"]), _plain(row["denominator"]), told.percent.removesuffix("%")


def _plain(number: int | None) -> str:
    return HIDDEN if number is None else str(number)


def ways() -> list[tuple[str, str]]:
    """Return the ways of grouping, with their words."""
    return [(way.id, way.title) for way in WAYS.values()]
