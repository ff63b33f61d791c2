"""The sections that the law gives a plan, and the parts in which they are written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a plan.

    Args:
        code: its letter.
        title: what the law has it say.
        nothing: what is said where it is empty.
    """

    code: str
    title: str
    nothing: str = "Nothing was written here."


SECTIONS = (
    Section("A", "The views, interests and aspirations of the child and the parents, or of the young person"),
    Section("B", "Special educational needs"),
    Section("C", "Health care needs that relate to the special educational needs", "None was found."),
    Section("D", "Social care needs that relate to the special educational needs or to a disability",
            "None was found."),
    Section("E", "Outcomes sought"),
    Section("F", "Special educational provision"),
    Section("G", "Health care provision", "None."),
    Section("H1", "Social care provision that must be made under the Chronically Sick and Disabled Persons Act 1970",
            "None."),
    Section("H2", "Any other social care provision", "None."),
    Section("I", "The school or other institution, or its type"),
    Section("J", "Personal budget", "No personal budget was asked for or agreed."),
    Section("K", "Advice and information", "No advice is on record."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a part: its key, the section it stands in, and what the form asks.

    Args:
        key: as it is kept.
        section: its letter.
        label: as the form asks for it.
        hint: beside it.
        heading: above it in the plan, where the section has several.
    """

    key: str
    section: str
    label: str
    hint: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What is written on one page: texts, and lines of need, outcome and provision.

    Args:
        code: its code.
        title: in words, with the letters of its sections.
        texts: of it.
        needs: the section of its needs; empty where it has no lines.
        provisions: the sections among which its provision is.
    """

    code: str
    title: str
    texts: tuple[Words, ...]
    needs: str = ""
    provisions: tuple[str, ...] = ()


PARTS = (
    Part("views", "A: views, interests and aspirations", (
        Words("child", "A", "What the child or young person says", "In their own words if you can, and how you asked.",
              "The child or young person"),
        Words("family", "A", "What the parents or carers say", "", "The family"),
    )),
    Part("education", "B, E and F: education", (
        Words("education", "B", "Introduction to the special educational needs",
              "Strengths first, then what stands in the way. Each need then has a line of its own."),
    ), "B", ("F",)),
    Part("health", "C, E and G: health", (
        Words("health", "C", "Introduction to the health needs", "Only what relates to the special educational needs."),
    ), "C", ("G",)),
    Part("care", "D, E, H1 and H2: social care", (
        Words("care", "D", "Introduction to the social care needs"),
    ), "D", ("H1", "H2")),
    Part("budget", "J: personal budget", (
        Words("budget", "J", "Personal budget", "What was asked for, what was agreed, and how the money is paid. "
              "Leave it empty where none was asked for."),
    )),
)  # fmt: skip
PARTS_BY_CODE = {part.code: part for part in PARTS}
LINED = tuple(part for part in PARTS if part.needs)
H1_OR_H2 = (
    ("H1", "H1: it must be made under the Act of 1970, for somebody under 18"),
    ("H2", "H2: any other social care provision"),
)
# On which page each section is written.
WRITTEN_IN = {
    **{words.section: part.code for part in PARTS for words in part.texts},
    **{section: part.code for part in LINED for section in part.provisions},
    "E": LINED[0].code,
}
