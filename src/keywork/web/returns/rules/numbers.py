"""Numbers that carry a check: the unique pupil number and the unique learner number.

Source: Department for Education, Unique pupil numbers: a guide; Learning Records Service, ULN check digit.
"""

from __future__ import annotations

import re

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_FORM = re.compile(r"[A-Z]\d{11}[0-9A-Z]")
ULN_FORM = re.compile(r"\d{10}")


def valid_upn(text: str) -> bool:
    """Say whether a UPN has 13 characters and the right check letter.

    A temporary number ends in a letter, which counts by its place among the check letters.
    """
    if not UPN_FORM.fullmatch(text):
        return False
    last = text[12]
    if not last.isdigit() and last not in UPN_LETTERS:
        return False
    digits = [int(character) for character in text[1:12]]
    digits.append(int(last) if last.isdigit() else UPN_LETTERS.index(last))
    total = sum(weight * digit for weight, digit in enumerate(digits, 2))
    return text[0] == UPN_LETTERS[total % 23]


def valid_uln(text: str) -> bool:
    """Say whether a ULN has ten digits and the right check digit."""
    if not ULN_FORM.fullmatch(text):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), text[:9], strict=True))
    remainder = total % 11
    return remainder != 0 and int(text[9]) == 10 - remainder
