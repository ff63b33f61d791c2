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
                yield from _paragraph(old[a + number], new[c + number])
            yield from ([Piece(GONE, text)] for text in old[a + both : b])
            yield from ([Piece(ADDED, text)] for text in new[c + both : d])
        else:
            yield from ([Piece(GONE, text)] for text in old[a:b])
            yield from ([Piece(ADDED, text)] for text in new[c:d])


def _paragraph(old: str, new: str) -> Iterator[list[Piece]]:
    """Give a changed paragraph in pieces; one that was written anew as it was, then as it is, each whole."""
    pieces = words(old, new)
    if _is_rewritten(pieces):
        yield [Piece(GONE, old)]
        yield [Piece(ADDED, new)]
    else:
        yield pieces


def _is_rewritten(pieces: Sequence[Piece]) -> bool:
    """Say whether more than half of either side is not in the other; words that were only added or taken out are not
    hard to read, however many."""
    same, gone, added = (
        sum(len(one.text.split()) for one in pieces if one.kind == kind) for kind in (SAME, GONE, ADDED)
    )
    return bool(gone and added) and max(gone, added) > same


def words(old: str, new: str) -> list[Piece]:
    """Return two paragraphs as one, in pieces. What stands between two changes with no word kept belongs to them."""
    first, second = TOKENS.findall(old), TOKENS.findall(new)
    found: list[Piece] = []
    gone = added = ""
    for kind, a, b, c, d in SequenceMatcher(None, first, second).get_opcodes():
        if kind == "equal" and (same := "".join(first[a:b])).strip():
            found += [*_change(gone, added), Piece(SAME, same)]
            gone = added = ""
        else:
            gone, added = gone + "".join(first[a:b]), added + "".join(second[c:d])
    return found + _change(gone, added)


def _change(gone: str, added: str) -> list[Piece]:
    if gone.strip() or added.strip():  # the space around words that were only added or taken out is no change
        gone, added = (text if text.strip() else "" for text in (gone, added))
    return [Piece(kind, text) for kind, text in ((GONE, gone), (ADDED, added)) if text]
