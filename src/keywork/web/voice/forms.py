"""The form for a call or an e-mail: a minute's work, with what is likely filled in."""

from __future__ import annotations

from typing import Any

from django import forms

from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.ui.fields import DayField
from keywork.web.voice.models import STEPS, Concern
from keywork.web.voice.services import Told

LONGEST = 4000
SMALL, IN_A_ROW = {"class": "govuk-radios--small"}, {"class": "govuk-radios--small govuk-radios--inline"}
THERE_AND_THEN = (("yes", "Yes, there and then"), ("no", "No, somebody will answer"))


class ConcernForm(forms.Form):
    """What somebody rang or wrote about."""

    use_required_attribute = False
    marks_optional = True
    about = forms.ChoiceField(
        label="What is it about?", widget=forms.RadioSelect(attrs=SMALL), choices=Concern.About.choices,
        error_messages={"required": "Choose what it is about"},
    )  # fmt: skip
    who = forms.ChoiceField(
        label="Who was it?", widget=forms.RadioSelect(attrs=SMALL), choices=Concern.From.choices,
        error_messages={"required": "Choose who it was"},
    )  # fmt: skip
    way = forms.ChoiceField(
        label="How did it come?", widget=forms.RadioSelect(attrs=IN_A_ROW), choices=Concern.Way.choices,
        initial=Concern.Way.CALL,
        error_messages={"required": "Choose how it came"},
    )  # fmt: skip
    answered = forms.ChoiceField(
        label="Could you answer it?", widget=forms.RadioSelect(attrs=IN_A_ROW), choices=THERE_AND_THEN,
        error_messages={"required": "Choose whether you could answer it"},
    )  # fmt: skip
    words = forms.CharField(
        label="What they said, in a sentence", required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Do not write an address that somebody must not learn.",
        error_messages={"max_length": "What they said must be 4,000 characters or fewer"},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, card: CaseCard | None) -> None:
        super().__init__(data)
        self.fields["raised_on"] = DayField(
            label="Which day did it come?", thing="The day it came", not_after=clock.today(), initial=clock.today()
        )
        steps = [("", "Where the case stands now"), *STEPS]
        self.fields["step"] = forms.ChoiceField(label="At which step?", required=False, choices=steps)
        if card is None:
            self.fields["step"].choices = [("", "No step in particular"), *STEPS[:-1]]
            self.fields["reference"] = forms.CharField(
                label="Reference of the case", required=False, max_length=40,
                help_text="Leave this empty where it is about no case of yours.",
            )  # fmt: skip

    def told(self) -> Told:
        """Return what was told."""
        said = self.cleaned_data
        return Told(
            about=said["about"], who=said["who"], way=said["way"], raised_on=said["raised_on"], step=said["step"],
            words=said["words"], answered=said["answered"] == "yes",
        )  # fmt: skip
