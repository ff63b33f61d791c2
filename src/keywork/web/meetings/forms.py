"""The forms of Working Together meetings."""

from __future__ import annotations

from typing import Any

from django import forms

from keywork.web.kernel import clock
from keywork.web.meetings.agendas import AGENDAS
from keywork.web.meetings.services import Said
from keywork.web.ui.fields import DayField

LONGEST = 8000


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


class CorrectionForm(forms.Form):
    use_required_attribute = False
    text = _text(
        "What is wrong or missing?", missing="Say what is wrong or missing",
        help_text="The notes stay as they are. What you say stands beside them, and the keyworker reads it.",
    )  # fmt: skip
