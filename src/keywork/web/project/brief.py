"""Where each line of the brief is in the product: a page made of a table."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

STATES = ("done", "partly", "not yet", "not software")
HEAD = """\
# The brief, line by line

Made from `brief.csv` by `make docs`. The lines are those of appendix 2 of the written statement of action, which says
how each part of the work was to be mended. *Where* names a page of the product; *test* fails if what the line asks no
longer holds. What is not software is for people: posts, funding, meetings.

"""


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One line of the brief, and where it is.

    Args:
        ref: its number there.
        asks: its words.
        state: one of ``STATES``.
        where: names of pages.
        proof: tests, as ``path::name``.
        why: what to say beside.
    """

    ref: str
    asks: str
    state: str
    where: tuple[str, ...]
    proof: tuple[str, ...]
    why: str


def read(path: Path) -> list[BriefLine]:
    """Return the lines of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            BriefLine(r["ref"], r["asks"], r["state"], tuple(r["where"].split()), tuple(r["proof"].split()), r["why"])
            for r in csv.DictReader(lines)
        ]


def render(found: list[BriefLine]) -> str:
    """Return the page."""
    counted = Counter(one.state for one in found)
    lines = [", ".join(f"{counted[state]} {state}" for state in STATES) + f": {len(found)} lines.", ""]
    lines += ["| Line | What it asks | State | Where | Test | Beside |", "| --- | --- | --- | --- | --- | --- |"]
    for one in found:
        where = " ".join(f"`{name}`" for name in one.where)
        proof = " ".join(f"`{name.rpartition('/')[2]}`" for name in one.proof)
        lines.append(f"| {one.ref} | {one.asks} | {one.state} | {where} | {proof} | {one.why} |")
    return HEAD + "\n".join(lines) + "\n"
