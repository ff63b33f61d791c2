"""Two versions of a plan, section by section, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from keywork.web.plans.content import Content
from keywork.web.plans.document import Attached, sections_of
from keywork.web.plans.sections import Section

SAME, ADDED, GONE = "same", "added", "gone"
TOKENS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stand in both, or in one of them."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A section that is not the same in both."""

    section: Section
    paragraphs: list[list[Piece]]


def compare(before: Content, after: Content) -> list[Changed]:
    """Return the sections that differ, each paragraph in pieces; those that do not are left out."""
    found = []
    pairs = zip(sections_of(before, Attached()), sections_of(after, Attached()), strict=True)
    for old, new in pairs:
        if old.flat != new.flat:
            found.append(Changed(old.section, list(_paragraphs(old.flat.split("\n"), new.flat.split("\n")))))
    return found


def _paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[list[Piece]]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ([Piece(SAME, text)] for text in old[a:b])
        elif kind == "replace":
            both = min(b - a, d - c)
            for number in range(both):
                yield words(old[a + number], new[c + number])
            yield from ([Piece(GONE, text)] for text in old[a + both : b])
            yield from ([Piece(ADDED, text)] for text in new[c + both : d])
        else:
            yield from ([Piece(GONE, text)] for text in old[a:b])
            yield from ([Piece(ADDED, text)] for text in new[c:d])


def words(old: str, new: str) -> list[Piece]:
    """Return two paragraphs as one, in pieces."""
    first, second = TOKENS.findall(old), TOKENS.findall(new)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second).get_opcodes():
        if kind == "equal":
            found.append(Piece(SAME, "".join(first[a:b])))
            continue
        if b > a:
            found.append(Piece(GONE, "".join(first[a:b])))
        if d > c:
            found.append(Piece(ADDED, "".join(second[c:d])))
    return found
