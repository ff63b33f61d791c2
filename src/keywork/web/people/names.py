"""Names as they are searched for, and the pseudonyms that stand in their place."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable

# Letters and figures that nobody mistakes for one another when reading them aloud.
PSEUDONYM_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FOLDED = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae"})
APOSTROPHES = "'’ʼ`‘ʻʾʿ´"
AWAY, APART = (str.maketrans(dict.fromkeys(APOSTROPHES, one)) for one in ("", " "))
PLAIN_WORD = re.compile("[0-9a-z]+")
# What a person is found by, of their details.
FOUND_BY = frozenset({"forename", "surname", "upn", "uln"})
# Of a longer word its beginning is kept and looked for; of more words that are typed, the longest.
LONGEST_WORD, MOST_TYPED, FEWEST_LETTERS = 60, 8, 2


def fold(text: str) -> str:
    """Return a name without accents, capitals, apostrophes or hyphens, for searching."""
    plain = unicodedata.normalize("NFKD", text.translate(AWAY))
    kept = "".join(c for c in plain if not unicodedata.combining(c)).translate(FOLDED).translate(AWAY)
    return " ".join(kept.casefold().replace("-", " ").split())


def words_of(text: str) -> list[str]:
    """Return the words of a name as they are searched for: letters and figures, of whatever script."""
    folded = fold(text)
    found = PLAIN_WORD.findall(folded) if folded.isascii() else "".join(map(_letter_or_space, folded)).split()
    return [word[:LONGEST_WORD] for word in found]


def _letter_or_space(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf":  # says in which direction letters are written or whether they join, and is not seen
        return ""
    return sign if kind[0] in "LNM" else " "


def words_kept(*, forename: str, surname: str, upn: str = "", uln: str = "") -> list[str]:
    """Return the words that a person is found by: those of the names and numbers, each by its beginning.

    What follows an apostrophe is a word too. A word with which another one begins is left out: that one is found by
    all that this one is.
    """
    found: set[str] = set()
    for text in (forename, surname, upn, uln):
        found.update(words_of(text))
        found.update(words_of(text.translate(APART)))
    return _longest_of_each(found)


def words_typed(text: str) -> list[str]:
    """Return the words to look for, the longest first; none where too little was typed.

    A person is found where each of them is the beginning of one of :func:`words_kept`.
    """
    found = _longest_of_each(set(words_of(text)))
    if sum(map(len, found)) < FEWEST_LETTERS:
        return []
    return sorted(found, key=len, reverse=True)[:MOST_TYPED]


def is_named(typed: Iterable[str], kept: Iterable[str]) -> bool:
    """Say whether what was typed finds somebody with these words."""
    kept = list(kept)
    return all(any(word.startswith(one) for word in kept) for one in typed)


def _longest_of_each(words: set[str]) -> list[str]:
    """Leave out the words that are the beginning of another; what is left stands in order."""
    ordered = sorted(words)
    after = [*ordered, ""][1:]
    return [word for word, following in zip(ordered, after, strict=False) if not following.startswith(word)]


def named(forename: str, surname: str) -> str:
    """Return a name as people write it."""
    return f"{forename} {surname}".strip() or "Name not known"


def new_pseudonym() -> str:
    """Make a pseudonym; nothing about the person can be worked out from it."""
    return "P-" + "".join(secrets.choice(PSEUDONYM_LETTERS) for _ in range(8))
