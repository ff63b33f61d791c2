"""The rule for passwords that Django does not bring."""

from __future__ import annotations

from django.core.exceptions import ValidationError

MAXIMUM = 128


class MaximumLengthValidator:
    """Refuse passwords so long that hashing them is an attack."""

    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) > MAXIMUM:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return f"Your password must be {MAXIMUM} characters or fewer."
