"""Names as they are searched for, and the pseudonyms that stand in their place."""

from __future__ import annotations

import secrets
import unicodedata

# Letters and figures that nobody mistakes for one another when reading them aloud.
PSEUDONYM_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FOLDED = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae"})


def fold(text: str) -> str:
    """Return a name without accents, capitals, apostrophes or hyphens, for searching."""
    plain = unicodedata.normalize("NFKD", text.translate(FOLDED))
    kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`")
    return " ".join(kept.casefold().replace("-", " ").split())


def search_key(*, forename: str, surname: str, upn: str = "", uln: str = "") -> str:
    """Return what a person is found by: names, both ways round, and numbers."""
    first, last = fold(forename), fold(surname)
    return f"{first} {last} {first} {upn.casefold()} {uln}".strip()


def new_pseudonym() -> str:
    """Make a pseudonym; nothing about the person can be worked out from it."""
    return "P-" + "".join(secrets.choice(PSEUDONYM_LETTERS) for _ in range(8))
