"""Asking what a figure said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from keywork.web.kernel import clock
from keywork.web.measuring.restating import Between
from keywork.web.ui.jinja import day as long_day

FIRST_YEAR = 2014
SHORT = {"class": "govuk-input--width-10"}
HOW = "For example, 2026-03-27"


class PastDay(forms.DateField):
    """A day written as 2026-03-27, today or in the past."""

    def __init__(self, thing: str, **options: Any) -> None:
        said = {"invalid": f"{thing} must be a date such as 2026-03-27"}
        super().__init__(
            required=False, input_formats=["%Y-%m-%d"], error_messages=said, widget=forms.TextInput(attrs=SHORT),
            **options,
        )  # fmt: skip
        self.thing = thing

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day > clock.today():
            raise forms.ValidationError(f"{self.thing} must be today or in the past")
        return day


class RestateForm(forms.Form):
    """The day that the figure is about, and the two days on which it was known."""

    use_required_attribute = False
    marks_optional = False
    known_at = PastDay("The earlier day", label="As known on", help_text=f"The earlier day. {HOW}")
    against = PastDay("The later day", label="Compared with, as known on", help_text="Leave empty for now")
    as_of = PastDay("The day it is about", label="About the day", help_text="Leave empty for the earlier day")
    year = forms.TypedChoiceField(label="Calendar year of the figure", coerce=int)

    def __init__(self, data: Mapping[str, str]) -> None:
        today = clock.today()
        # What a visitor did not say: the end of the month before, which most reports are about.
        known_on = today.replace(day=1) - timedelta(days=1)
        usual = {"known_at": known_on.isoformat(), "year": str(known_on.year - 1)}
        super().__init__(usual | {key: value for key, value in data.items() if value})
        years = [str(year) for year in range(today.year, FIRST_YEAR, -1)]
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        known_at, against = found.get("known_at"), found.get("against")
        if known_at and against and against <= known_at:
            self.add_error("against", "The later day must be after the earlier one")
        return found

    def between(self) -> Between | None:
        """Return the question, or None where it cannot be read."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        as_of = asked["as_of"] or asked["known_at"]
        return Between.of(asked["year"], as_of, asked["known_at"], asked["against"])


class MonthForm(forms.Form):
    """Up to the end of which month figures are published."""

    use_required_attribute = False
    as_of = forms.TypedChoiceField(
        label="Up to the end of which month",
        help_text="The figures tell of the calendar year up to this day, as known at the end of yesterday.",
        coerce=date.fromisoformat,
        error_messages={"required": "Choose a month", "invalid_choice": "Choose a month from the list"},
    )

    def __init__(self, data: Mapping[str, str] | None, *, months: Sequence[date]) -> None:
        super().__init__(data)
        self.fields["as_of"].choices = [(one.isoformat(), long_day(one)) for one in months]  # type: ignore[attr-defined] - of choices
