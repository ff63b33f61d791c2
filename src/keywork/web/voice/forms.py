"""The form for a call or an e-mail: a minute's work, with what is likely filled in."""

from __future__ import annotations

from typing import Any

from django import forms

from keywork.web.kernel import clock
from keywork.web.people.models import CaseCard
from keywork.web.ui.fields import DayField
from keywork.web.voice.models import STEPS, Concern
from keywork.web.voice.presenters import CAUSES
from keywork.web.voice.services import Told
from keywork.web.voice.talks import FAMILY, SPOKEN

LONGEST = 4000
SMALL, IN_A_ROW = {"class": "govuk-radios--small"}, {"class": "govuk-radios--small govuk-radios--inline"}
TALK = (Concern.About.TALK.value, Concern.About.TALK.label)
TALK_HINT = "Whether an assessment is needed, and what they want the council to know. It is recorded by logging it."
ANSWERED = "Choose whether you could answer it"
THERE_AND_THEN = (("yes", "Yes, there and then"), ("no", "No, somebody will answer"))


class ConcernForm(forms.Form):
    """What somebody rang or wrote about."""

    use_required_attribute = False
    marks_optional = True
    about = forms.ChoiceField(
        label="What is it about?", widget=forms.RadioSelect(attrs=SMALL), choices=CAUSES,
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
        required=False, error_messages={"required": ANSWERED},
    )  # fmt: skip
    words = forms.CharField(
        label="What they said, in a sentence", required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Do not write an address that somebody must not learn.",
        error_messages={"max_length": "What they said must be 4,000 characters or fewer"},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, card: CaseCard | None, talk_is_owed: bool = False, about: str = "") -> None:
        super().__init__(data, initial={"about": about} if about else None)
        if talk_is_owed:
            self.fields["about"].choices = [TALK, *CAUSES]
            self.fields["about"].choice_hints = {TALK[0]: TALK_HINT}
        self.fields["answered"].required = not talk_is_owed
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("about") != TALK[0]:
            if not cleaned.get("answered") and "answered" not in self.errors:
                self.add_error("answered", ANSWERED)
            return cleaned
        cleaned["answered"] = "yes"
        if cleaned.get("who") and cleaned["who"] not in FAMILY:
            self.add_error("who", "The talk before the decision is with a parent or carer, or with the young person")
        if cleaned.get("way") and cleaned["way"] not in SPOKEN:
            self.add_error("way", "A talk is a call or in person. Choose which it was")
        return cleaned

    def told(self) -> Told:
        """Return what was told."""
        said = self.cleaned_data
        return Told(
            about=said["about"], who=said["who"], way=said["way"], raised_on=said["raised_on"], step=said["step"],
            words=said["words"], answered=said["answered"] == "yes",
        )  # fmt: skip
