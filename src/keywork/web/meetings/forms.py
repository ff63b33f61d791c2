"""The forms of Working Together meetings."""

from __future__ import annotations

from typing import Any

from django import forms

from keywork.web.kernel import clock
from keywork.web.meetings.agendas import AGENDAS
from keywork.web.meetings.arranging import Plan
from keywork.web.meetings.services import Said
from keywork.web.ui.fields import DayField

LONGEST = 8000
TIME = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"


def _text(label: str, *, rows: int = 3, missing: str = "", **more: Any) -> forms.CharField:
    errors = {"required": missing, "max_length": f"{label} must be {LONGEST:,} characters or fewer"}
    return forms.CharField(
        label=label, required=bool(missing), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors, **more,
    )  # fmt: skip


class NotesForm(forms.Form):
    """What was said at a meeting, point by point of its agenda."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, which: str) -> None:
        super().__init__(data)
        self.which = which
        self.fields["on"] = DayField(
            label="Day of the meeting", thing="The day of the meeting", not_after=clock.today()
        )
        self.fields["attended"] = _text(
            "Who was there",
            missing="Enter who was there",
            help_text="A line each, with what they do or are to the child.",
        )
        if which == "first":
            self.fields["pack_given"] = forms.BooleanField(
                label="The family was given the information pack", required=False
            )
        for point in AGENDAS[which]:
            self.fields[f"point_{point.code}"] = _text(point.title, help_text=point.hint)
        self.fields["agreed"] = _text(
            "What was agreed", missing="Enter what was agreed, or that nothing was",
            help_text="A line each: who does what, by which day.",
        )  # fmt: skip

    def said(self) -> Said:
        """Return what was typed."""
        told = self.cleaned_data
        points = {name.removeprefix("point_"): told[name] for name in told if name.startswith("point_")}
        return Said(self.which, told["on"], told["attended"], points, told["agreed"], bool(told.get("pack_given")))


class ArrangeForm(forms.Form):
    """When and where a meeting is to be, and who is asked to come."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["on"] = DayField(label="Day of the meeting", thing="The day of the meeting")
        self.fields["begins"] = forms.RegexField(
            TIME, label="When does it begin?", help_text="On 24 hours, for example 14:05",
            error_messages={
                "required": "Enter when it begins",
                "invalid": "Write the time on 24 hours, for example 14:05",
            },
        )  # fmt: skip
        self.fields["place"] = _text(
            "Where is it?", rows=2, missing="Enter where it is, or how to join it",
            help_text="The family reads it. Do not write an address that somebody must not learn.",
        )  # fmt: skip
        self.fields["invited"] = _text(
            "Who is asked to come?", missing="Enter who is asked to come", help_text="A line each.",
        )  # fmt: skip

    def plan(self, which: str) -> Plan:
        """Return what was typed."""
        told = self.cleaned_data
        return Plan(which, told["on"], told["begins"].zfill(5), told["place"], told["invited"])


class CallOffForm(forms.Form):
    use_required_attribute = False
    why = _text("Why is it called off?", rows=2, missing="Say why it is called off", help_text="The family reads it.")


class CorrectionForm(forms.Form):
    use_required_attribute = False
    text = _text(
        "What is wrong or missing?", missing="Say what is wrong or missing",
        help_text="The notes stay as they are. What you say stands beside them, and the keyworker reads it.",
    )  # fmt: skip
