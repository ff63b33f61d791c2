"""What a plan says: texts and lines of each part, as they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from keywork.web.advice.lines import Line
from keywork.web.plans.sections import PARTS, PARTS_BY_CODE

MOST_LINES = 40
LONGEST_TEXT = 40_000
LINE_FIELDS = tuple(one.name for one in fields(Line))


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a part, with where it came from.

    Args:
        line: need, outcome and provision.
        provision_in: the section of its provision.
        origin: of which version of whose advice it was taken over, as a code; empty where it was written here.
        source: the same in words.
    """

    line: Line
    provision_in: str
    origin: str = ""
    source: str = ""

    def kept(self) -> dict[str, str]:
        """Return it as it is kept."""
        return asdict(self.line) | {"in": self.provision_in, "origin": self.origin, "source": self.source}

    @classmethod
    def read(cls, kept: Mapping[str, Any], part: str) -> PlanLine:
        """Return what was kept."""
        line = Line(**{name: str(kept.get(name, "")) for name in LINE_FIELDS})
        first = PARTS_BY_CODE[part].provisions[0]
        return cls(line, str(kept.get("in") or first), str(kept.get("origin", "")), str(kept.get("source", "")))


@dataclass(frozen=True, slots=True)
class Written:
    """What one part says."""

    texts: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[PlanLine, ...] = ()

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept; what says nothing is left out."""
        texts = {key: text for key, text in self.texts.items() if text.strip()}
        return {"texts": texts, "lines": [one.kept() for one in self.lines if not one.line.is_empty]}

    @property
    def is_empty(self) -> bool:
        kept = self.kept()
        return not kept["texts"] and not kept["lines"]

    def with_lines(self, more: Iterable[PlanLine]) -> Written:
        """Return it with further lines at its end."""
        return replace(self, lines=(*self.lines, *more))


@dataclass(frozen=True, slots=True)
class Content:
    """The whole of a plan but what others decide: the setting and the list of advice."""

    parts: Mapping[str, Written] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Content:
        """Return what was kept."""
        return cls({part.code: _read(kept.get(part.code) or {}, part.code) for part in PARTS})

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {part.code: self.part(part.code).kept() for part in PARTS}

    def part(self, code: str) -> Written:
        """Return what a part says."""
        return self.parts.get(code, Written())

    def with_part(self, code: str, said: Written) -> Content:
        """Return the plan with one part as it is now."""
        return Content({**self.parts, code: said})

    @property
    def is_empty(self) -> bool:
        return all(self.part(part.code).is_empty for part in PARTS)

    @property
    def origins(self) -> dict[str, str]:
        """Return where lines of it came from, by their codes."""
        return {one.origin: one.source for said in self.parts.values() for one in said.lines if one.origin}


def _read(kept: Mapping[str, Any], code: str) -> Written:
    known = {words.key for words in PARTS_BY_CODE[code].texts}
    texts = {key: str(text) for key, text in (kept.get("texts") or {}).items() if key in known}
    lines = tuple(PlanLine.read(one, code) for one in kept.get("lines") or ()) if PARTS_BY_CODE[code].needs else ()
    return Written(texts, lines)
