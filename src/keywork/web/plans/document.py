"""A plan in the order of the law: each section with its words and numbered lines, for pages, print and comparing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from keywork.web.plans.content import Content, PlanLine
from keywork.web.plans.sections import LINED, PARTS, SECTIONS, Section


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered line of a section.

    Args:
        number: for example ``B2``.
        words: what it says.
        belongs: the numbers of what it is for, in words.
        facts: what stands beside it, each with its name.
        source: where it came from.
    """

    number: str
    words: str
    belongs: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @property
    def flat(self) -> str:
        """Return it as one text."""
        facts = "; ".join(f"{name}: {value}" for name, value in self.facts)
        return " ".join(part for part in (f"{self.number}.", self.words, facts and f"({facts})") if part)


@dataclass(slots=True)
class Shown:
    """A section as it is read."""

    section: Section
    texts: list[tuple[str, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.texts and not self.rows

    @property
    def flat(self) -> str:
        """Return it as one text, a paragraph to each line."""
        told = [f"{heading}\n{text}" if heading else text for heading, text in self.texts]
        return "\n".join([*told, *(row.flat for row in self.rows)])


@dataclass(frozen=True, slots=True)
class Attached:
    """What stands in a plan and is decided or made elsewhere.

    Args:
        setting: what section I names; empty in a draft.
        is_type: it is a type of setting.
        advice: whose advice it is, who gave it, and the day.
    """

    setting: str = ""
    is_type: bool = False
    advice: Sequence[tuple[str, str, str]] = ()


def sections_of(content: Content, attached: Attached, only: Collection[str] | None = None) -> list[Shown]:
    """Return a plan section by section.

    Args:
        content: what it says.
        attached: the setting and the list of advice.
        only: the letters of the sections that are open to a reader; None for all.
    """
    found = {section.code: Shown(section) for section in SECTIONS}
    for part in PARTS:
        said = content.part(part.code)
        for words in part.texts:
            if text := said.texts.get(words.key, "").strip():
                found[words.section].texts.append((words.heading, text))
    outcome = 0
    for part in LINED:
        counts: dict[str, int] = {}
        for one in content.part(part.code).lines:
            outcome += bool(one.line.outcome)
            _add(found, one, part.needs, counts, outcome)
    if attached.setting:
        kind = "Type of setting" if attached.is_type else ""
        found["I"].texts.append((kind, attached.setting))
    found["K"].rows = [
        Row(f"K{number}", title, facts=(("From", who), ("Date", on)))
        for number, (title, who, on) in enumerate(attached.advice, 1)
    ]
    return [one for code, one in found.items() if only is None or code in only]


def _add(found: dict[str, Shown], one: PlanLine, needs: str, counts: dict[str, int], outcome: int) -> None:
    """Add a line to the sections of its need, its outcome and its provision, each with its number there."""
    line, numbers = one.line, {}
    for section, said in ((needs, line.need), (one.provision_in, line.provision)):
        if said:
            counts[section] = counts.get(section, 0) + 1
            numbers[section] = f"{section}{'.' if section[-1].isdigit() else ''}{counts[section]}"
    for_outcome = f"E{outcome}" if line.outcome else ""
    if line.need:
        found[needs].rows.append(Row(numbers[needs], line.need, source=one.source))
    if line.outcome:
        facts = (("By when", line.by_when),) if line.by_when else ()
        found["E"].rows.append(Row(for_outcome, line.outcome, _for(numbers.get(needs, "")), facts, one.source))
    if line.provision:
        named = (("How much", line.amount), ("How often", line.frequency), ("By whom", line.by_whom))
        facts = tuple((name, value) for name, value in named if value)
        belongs = _for(numbers.get(needs, ""), for_outcome)
        found[one.provision_in].rows.append(Row(numbers[one.provision_in], line.provision, belongs, facts, one.source))


def _for(*numbers: str) -> str:
    given = [number for number in numbers if number]
    return f"For {' and '.join(given)}" if given else ""


def all_words(content: Content) -> str:
    """Return every word of a plan that somebody wrote, as one text."""
    return "\n".join(one.flat for one in sections_of(content, Attached()))
