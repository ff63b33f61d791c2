"""Finding words in the text of a page however they are written: in capitals, with accents, across lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

# One for another: what people type for what a printer sets.
SAME = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00b4": "'", "`": "'", "\u2010": "-", "\u2011": "-",
                      "\u2012": "-", "\u2013": "-", "\u2212": "-", "\u00a0": " ", "\u0002": "-",
                      "\ufffe": "-"})  # fmt: skip
BROKEN = r"(?:\u00ad|-?\s*[\r\n]+\s*|-)?"
GAP = r"[\s\u00ad]+"
LONGEST, MOST = 200, 200


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text without capitals, accents and ligatures, and for each letter the place it came from."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for one in unicodedata.normalize("NFKD", letter.translate(SAME).casefold()):
            if not unicodedata.combining(one):
                letters.append(one)
                places.append(place)
    return "".join(letters), places


def terms_of(lines: str) -> list[str]:
    """Return what is to be taken out, one a line, each once; what has no letter and no number is none."""
    found = (" ".join(line.split())[:LONGEST] for line in lines.splitlines())
    return list(dict.fromkeys(line for line in found if any(letter.isalnum() for letter in line)))[:MOST]


def pattern(term: str) -> re.Pattern[str]:
    """Return what finds a term: a space stands for any, and a word may be broken at the end of a line."""
    words = [BROKEN.join(map(re.escape, word)) for word in folded(term)[0].split()]
    return re.compile(GAP.join(words))


def places_of(text: str, terms: Iterable[str]) -> list[tuple[str, set[int]]]:
    """Return each find with the places of its letters, widened to whole words: no part is left to guess by."""
    plain, places = folded(text)
    found = []
    for term in terms:
        for match in pattern(term).finditer(plain):
            if match.end() > match.start():
                found.append((term, whole_words(text, places[match.start()], places[match.end() - 1] + 1)))
    return found


def whole_words(text: str, start: int, end: int) -> set[int]:
    """Return the places of all words that a stretch of text touches, without the spaces between."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return {place for place in range(start, end) if not text[place].isspace()}


def still_there(texts: Sequence[str], terms: Iterable[str]) -> list[str]:
    """Return the terms that stand in texts, written in whatever way, also with every space taken out."""
    closed = ["".join(letter for letter in folded(text)[0] if letter.isalnum()) for text in texts]
    left = []
    for term in terms:
        bare = "".join(letter for letter in folded(term)[0] if letter.isalnum())
        if any(places_of(text, [term]) for text in texts) or (len(bare) >= 6 and any(bare in one for one in closed)):
            left.append(term)
    return left
