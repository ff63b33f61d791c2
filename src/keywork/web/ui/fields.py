"""Fields that Django does not have: a date in three boxes, and a file that is picked with its name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip


class DayInput(forms.Widget):
    """Three boxes: day, month, year."""

    PARTS: ClassVar[tuple[str, ...]] = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}-{part}", "")).strip() for part in self.PARTS}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in self.PARTS)

    def parts_of(self, value: Any) -> dict[str, str]:
        """Return what stands in each box."""
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        if isinstance(value, dict):
            return {part: value.get(part, "") for part in self.PARTS}
        return dict.fromkeys(self.PARTS, "")


class DayField(forms.Field):
    """A date given as day, month and year; the error names the part that is wrong."""

    widget = DayInput

    def __init__(self, *, not_after: date | None = None, thing: str = "The date", **options: Any) -> None:
        super().__init__(**options)
        self.not_after, self.thing = not_after, thing
        self.wrong_parts: frozenset[str] = frozenset()

    def clean(self, value: Any) -> date | None:
        parts: dict[str, str] = value if isinstance(value, dict) else {}
        if not any(parts.values()):
            if self.required:
                raise ValidationError(f"Enter {self.thing[0].lower()}{self.thing[1:]}")
            return None
        if missing := [part for part in DayInput.PARTS if not parts.get(part)]:
            self._wrong(missing, f"{self.thing} must include a {' and '.join(missing)}")
        return self._in_range(self._day(parts))

    def _day(self, parts: Mapping[str, str]) -> date:
        month = MONTHS.get(parts["month"].lower(), parts["month"])
        try:
            numbers = int(parts["year"]), int(month), int(parts["day"])
        except ValueError:
            self._wrong(DayInput.PARTS, f"{self.thing} must be numbers, for example 27 3 2026")
        if not 1900 <= numbers[0] <= 2100:
            self._wrong(("year",), f"{self.thing} must have a year of four figures, for example 2026")
        if not 1 <= numbers[1] <= 12:
            self._wrong(("month",), f"{self.thing} must have a month from 1 to 12")
        try:
            return date(*numbers)
        except (ValueError, OverflowError):
            self._wrong(("day",), f"{self.thing} must be a day that exists")
            raise

    def _in_range(self, day: date) -> date:
        if self.not_after is not None and day > self.not_after:
            self._wrong(DayInput.PARTS, f"{self.thing} must be today or in the past")
        return day

    def _wrong(self, parts: Any, message: str) -> None:
        self.wrong_parts = frozenset(parts)
        raise ValidationError(message)
