"""What advice says, line by line, and what a good line has. What is missing is told, and never stops anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

MOST_LINES = 20
# How long each part of a line may be.
LENGTHS = {"need": 4000, "outcome": 4000, "by_when": 200, "provision": 4000, "amount": 200, "frequency": 200,
           "by_whom": 200}  # fmt: skip
SUMMARY_LENGTH, VIEWS_LENGTH = 40_000, 20_000
NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|half|an|once|twice)\b", re.I
)
UNIT = re.compile(
    r"\b(hours?|hrs?|minutes?|mins?|days?|sessions?|lessons?|visits?|appointments?|places?|blocks?)\b", re.I
)
DATED = re.compile(
    r"\d|\b(key stage|year|term|spring|summer|autumn|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|transfer|reception)\b",
    re.I,
)
VAGUE = re.compile(
    r"\b(access to|opportunit(?:y|ies)|as required|as appropriate|where possible|regular(?:ly)?|support with)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """A need, the outcome sought, and the provision that is to bring it about."""

    need: str = ""
    outcome: str = ""
    by_when: str = ""
    provision: str = ""
    amount: str = ""
    frequency: str = ""
    by_whom: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(asdict(self).values())

    @property
    def said(self) -> str:
        """Return the provision with how much, how often and by whom."""
        return ", ".join(part for part in (self.provision, self.amount, self.frequency, self.by_whom) if part)


@dataclass(frozen=True, slots=True)
class Content:
    """The whole of somebody's advice, as it is kept."""

    lines: tuple[Line, ...] = ()
    summary: str = ""
    views: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Content:
        """Return what was kept."""
        names = {one.name for one in fields(Line)}
        lines = tuple(Line(**{k: str(v) for k, v in one.items() if k in names}) for one in kept.get("lines", ()))
        return cls(lines, str(kept.get("summary", "")), str(kept.get("views", "")))

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept; lines that say nothing are left out."""
        lines = [asdict(line) for line in self.lines if not line.is_empty]
        return {"lines": lines, "summary": self.summary, "views": self.views}

    @property
    def is_empty(self) -> bool:
        return not (self.summary or self.views or any(not line.is_empty for line in self.lines))


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that would make advice more use, with what it stands on."""

    text: str
    source: str
    where: str = field(default="")


VIEWS = (
    "Regulation 7 of the SEND Regulations 2014: an assessment takes into account the views, wishes and feelings of the "
    "child and the parent, or of the young person."
)
WHOLE = (
    "Regulation 6(1) of the SEND Regulations 2014: advice is about the needs, the provision that may be required to "
    "meet them, and the outcomes that it is intended to achieve."
)
SPECIFIC = (
    "Paragraphs 9.51 and 9.66 of the Code of Practice: advice is clear, accessible and specific, and an outcome says "
    "what will be different for the child and by when, so that anybody can tell whether it was reached."
)
QUANTIFIED = (
    "Paragraph 9.69 of the Code of Practice: provision is detailed and specific and normally quantified: the type, the "
    "hours, how often, and the level of expertise."
)


def hints(content: Content, *, views_alone: bool = False) -> list[Hint]:
    """Return what would make advice more use, in the order of the page.

    Args:
        content: what is to be given.
        views_alone: it is the child's or the family's own views, which need no lines.
    """
    if views_alone:
        return []
    found = [] if content.views else [Hint("It does not say what the child or young person thinks.", VIEWS, "views")]
    lines = [line for line in content.lines if not line.is_empty]
    if not lines:
        return [*found, Hint("It has no line of need, outcome and provision.", WHOLE, "need_1")]
    for number, line in enumerate(lines, 1):
        found += _line_hints(number, line)
    return found


def _line_hints(number: int, line: Line) -> list[Hint]:
    of = f"Line {number}"
    parts = (("need", "need"), ("outcome", "outcome"), ("provision", "provision"))
    missing = [words for name, words in parts if not getattr(line, name)]
    found = [Hint(f"{of} has no {' and no '.join(missing)}.", WHOLE, f"need_{number}")] if missing else []
    if line.outcome and not DATED.search(line.by_when):
        found.append(Hint(f"{of}: the outcome does not say by when.", SPECIFIC, f"by_when_{number}"))
    if line.provision and not _is_quantified(line):
        text = f"{of}: the provision gives no number with a unit, such as “2 hours” or “30 minutes”."
        found.append(Hint(text, QUANTIFIED, f"amount_{number}"))
    if line.provision and not line.frequency:
        found.append(Hint(f"{of}: the provision does not say how often.", QUANTIFIED, f"frequency_{number}"))
    if line.provision and not line.by_whom:
        found.append(Hint(f"{of}: the provision does not say who gives it.", QUANTIFIED, f"by_whom_{number}"))
    vague = VAGUE.search(line.provision) or VAGUE.search(line.outcome)
    if vague:
        found.append(Hint(f"{of}: “{vague[0]}” can be read in many ways.", SPECIFIC, f"provision_{number}"))
    return found


def _is_quantified(line: Line) -> bool:
    told = f"{line.amount} {line.provision}"
    return bool(NUMBER.search(told) and UNIT.search(told))
