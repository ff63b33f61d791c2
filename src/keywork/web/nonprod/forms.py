"""Choosing the day that the demo takes for today."""

from __future__ import annotations

from datetime import date

from django import forms

from keywork.web.nonprod.travelling import first_day, last_day
from keywork.web.ui.fields import DayField
from keywork.web.ui.jinja import short_day


class OtherDayForm(forms.Form):
    use_required_attribute = False
    day = DayField(label="Another day", thing="The day", help_text="For example, 27 3 2027")

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not first_day() <= day <= last_day():
            raise forms.ValidationError(f"The day must be between {short_day(first_day())} and {short_day(last_day())}")
        return day
