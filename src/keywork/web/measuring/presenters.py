"""Figures as people and programs read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from keywork.core.measures import GROUP_TITLES, Results, Share
from keywork.web.kernel.asat import AsAt

LAW = "law"


def as_data(results: Results[Any], authority_code: str, at: AsAt) -> dict[str, Any]:
    """Return a set as data: counts by published name, and shares with their two parts."""
    return {
        "authority": authority_code,
        "year": results.frame.year,
        **({"month": results.frame.month} if results.frame.month else {}),
        "as_of": at.as_of.isoformat(),
        "known_at": at.known_on.isoformat() if at.known_on else at.known_at.isoformat(timespec="seconds"),
        "definition": f"{results.definition.id}/{results.definition.version}",
        "groups": {name: results.group(name) for name in results.definition.groups},
        "measures": [
            {
                "id": share.rate.id,
                "title": share.rate.title,
                "kind": share.rate.kind,
                "numerator": share.numerator,
                "denominator": share.denominator,
                "percent": share.percent,
                "limits": share.rate.limits,
            }
            for share in results.shares
        ],
    }


def as_lines(results: Results[Any], authority: str, at: AsAt) -> list[str]:
    """Return a set as lines to read."""
    known = f", as known on {at.known_on}" if at.known_on else ""
    month = f", month {results.frame.month}" if results.frame.month else ""
    lines = [f"{authority}, calendar year {results.frame.year}{month}, as at {at.as_of}{known}", ""]
    for name, columns in results.definition.groups.items():
        lines += [name.replace("_", " ").capitalize()]
        lines += [f"{results.figures[column.id].value:>8}  {column.title}" for column in columns]
        lines.append("")
    for share in results.shares:
        percent = "   none" if share.percent is None else f"{share.percent:6.1f}%"
        lines.append(f"{percent}  {share.rate.title} ({share.numerator} of {share.denominator}, {share.rate.kind})")
    return lines


@dataclass(frozen=True, slots=True)
class ShareShown:
    """A share as a page shows it: never without its two parts."""

    id: str
    title: str
    percent: str
    parts: str
    limits: str
    column: str


def _only_column(results: Results[Any], share: Share) -> str:
    """Return the column whose cases a share counts, where it is one; nothing where there are none to show."""
    column = results.column(share.rate.numerator[0]) if len(share.rate.numerator) == 1 else None
    return column.name(results.frame.year) if column is not None and share.numerator else ""


def shares(results: Results[Any], kind: str) -> list[ShareShown]:
    """Return the shares of a kind, stock or flow, with their small numbers."""
    return [
        ShareShown(
            share.rate.id,
            share.rate.title,
            "none" if share.percent is None else f"{share.percent:.1f}%",
            f"{share.numerator:,} of {share.denominator:,}",
            share.rate.limits,
            _only_column(results, share),
        )
        for share in results.shares
        if share.rate.kind == kind
    ]


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A count as a page shows it, with the address part of its cases where it has some."""

    name: str
    title: str
    value: str
    has_cases: bool


def groups(results: Results[Any]) -> list[tuple[str, list[FigureShown]]]:
    """Return every group of counts with its title, with their small numbers."""
    year = results.frame.year
    found = []
    for name, columns in results.definition.groups.items():
        shown = [
            FigureShown(c.name(year), c.title, f"{results.figures[c.id].value:,}", bool(results.figures[c.id].cases))
            for c in columns
        ]
        found.append((GROUP_TITLES[name], shown))
    return found
