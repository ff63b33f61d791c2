"""What would make a plan better: told to whoever writes and checks it, and never a bar."""

from __future__ import annotations

from dataclasses import dataclass, replace

from keywork.web.advice.lines import VIEWS, WHOLE, Hint
from keywork.web.advice.lines import Content as Lines
from keywork.web.advice.lines import hints as hints_of_lines
from keywork.web.plans.content import Content
from keywork.web.plans.sections import LINED

THERAPY = (
    "Section 21(5) of the Children and Families Act 2014: health or social care provision that educates or trains is "
    "special educational provision, and so stands in section F."
)
THERAPISTS = ("therapist", "therapy")


@dataclass(frozen=True, slots=True)
class PlanHint:
    """A hint, and the part on whose page it is mended."""

    part: str
    hint: Hint


def hints(content: Content) -> list[PlanHint]:
    """Return what would make a plan better, in the order of its parts."""
    found = []
    if not content.part("views").texts.get("child", "").strip():
        found.append(PlanHint("views", Hint("Section A does not say what the child or young person thinks.", VIEWS)))
    for part in LINED:
        said = content.part(part.code)
        if not said.lines:
            if part.code == "education":
                found.append(PlanHint(part.code, Hint("There is no need with an outcome and provision yet.", WHOLE)))
            continue
        kept = Lines(tuple(one.line for one in said.lines), views="not asked of lines")
        name = part.title.partition(": ")[2].capitalize()
        found += [PlanHint(part.code, replace(one, text=f"{name}. {one.text}")) for one in hints_of_lines(kept)]
    return [*found, *_therapy(content)]


def _therapy(content: Content) -> list[PlanHint]:
    """Say where therapy stands among health provision, as much of it educates."""
    health = content.part("health").lines
    named = [one for one in health if any(word in one.line.said.casefold() for word in THERAPISTS)]
    if not named:
        return []
    text = "Health. Therapy stands in section G. Ask whether it educates or trains."
    return [PlanHint("health", Hint(text, THERAPY))]
