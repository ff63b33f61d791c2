"""Where the product stands to OWASP's Application Security Verification Standard 5.0: a page made of a table."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

STATES = ("met", "partly", "not yet", "not applicable")
HEAD = """\
# Application security: where it stands

Made from `asvs.csv` by `make docs`. The numbers are those of OWASP's Application Security Verification Standard 5.0.0,
levels 1 and 2; what each asks is said in short, in our own words: the standard itself is what counts. *Met* names a
test that fails if it is no longer so, or the page where it is written down. It is our own reading, not an audit.

"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of the standard, and how it stands here."""

    id: str
    level: int
    asks: str
    status: str
    proof: tuple[str, ...]
    why: str


def read(path: Path) -> list[Requirement]:
    """Return the requirements of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return [
            Requirement(r["id"], int(r["level"]), r["asks"], r["status"], tuple(r["proof"].split()), r["why"])
            for r in rows
        ]


def counts(found: list[Requirement], level: int) -> dict[str, int]:
    """Return how many requirements of a level stand how."""
    counted = Counter(one.status for one in found if one.level == level)
    return {state: counted[state] for state in STATES}


def render(found: list[Requirement]) -> str:
    """Return the page."""
    lines = [f"| Level | {' | '.join(STATES)} | all |", "| --- |" + " --- |" * (len(STATES) + 1)]
    for level in (1, 2):
        one = counts(found, level)
        lines.append(f"| {level} | {' | '.join(str(one[state]) for state in STATES)} | {sum(one.values())} |")
    lines += ["", "| Number | Level | What it asks | State | Proof, or why |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {r.id} | {r.level} | {r.asks} | {r.status} | {_proof(r)} |" for r in found]
    return HEAD + "\n".join(lines) + "\n"


def _proof(one: Requirement) -> str:
    named = [f"`{proof.rpartition('/')[2]}`" for proof in one.proof]
    return " ".join([*named, *([one.why] if one.why else [])])
