"""The rules for passwords that Django does not bring. Nothing leaves this machine to check one."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

MAXIMUM = 128
# Guesses, as a power of ten, that an attacker with the lists of leaked passwords would need.
HARD_ENOUGH = 9
LOOKED_AT = 72  # characters; a longer password is no easier to guess than its beginning
# What anybody tries first who knows what this service is for.
OUR_WORDS = ("keywork", "send", "sen2", "ehcp", "ehc", "senco", "sendiass", "council", "authority", "keyworker",
             "manager", "analyst", "auditor", "administrator", "admin", "password")  # fmt: skip
LEFT_OVER = 8


class MaximumLengthValidator:
    """Refuse passwords so long that hashing them is an attack."""

    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) > MAXIMUM:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return f"Your password must be {MAXIMUM} characters or fewer."


class GuessableValidator:
    """Refuse passwords that lists of leaked ones hold, or that are made of such words, dates and keys in a row."""

    def validate(self, password: str, user: object | None = None) -> None:
        found = zxcvbn(password[:LOOKED_AT], user_inputs=list(words_of(user)))
        if float(found["guesses_log10"]) < HARD_ENOUGH:
            raise ValidationError(self.get_help_text(), code="password_guessable")

    def get_help_text(self) -> str:
        return "Your password must not be easy to guess. Use three or more words that have nothing in common."


class OurWordsValidator:
    """Refuse passwords that say little beside the words of this service, the authority and the person."""

    def validate(self, password: str, user: object | None = None) -> None:
        rest = password.lower()
        for word in sorted(words_of(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < LEFT_OVER:
            raise ValidationError(self.get_help_text(), code="password_of_our_words")

    def get_help_text(self) -> str:
        return "Your password must not be made of your name, your authority’s name or words of this service."


def words_of(user: object | None) -> set[str]:
    """Return the words that say nothing in a password of this person."""
    membership = getattr(user, "membership", None)
    told = (
        getattr(user, "email", ""),
        getattr(user, "display_name", ""),
        membership.authority.name if membership else "",
    )
    own = {word for text in told for word in re.split(r"[^a-z0-9]+", str(text).lower()) if len(word) > 2}
    return own | set(OUR_WORDS)
