"""The forms of messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from keywork.web.kernel import clock
from keywork.web.messages.kinds import GROUPS
from keywork.web.messages.models import Needs, Written
from keywork.web.messages.preferences import HOW
from keywork.web.messages.services.corresponding import EMPTY, LONGEST
from keywork.web.messages.threads import Party
from keywork.web.ui.fields import DayField


class PreferencesForm(forms.Form):
    """How somebody is told by e-mail, by group of news."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group, title in GROUPS.items():
            self.fields[group] = forms.ChoiceField(
                label=title, choices=list(HOW.items()), widget=forms.RadioSelect,
                error_messages={"required": f"Choose how you are told of: {title}"},
            )  # fmt: skip


class MessageForm(forms.Form):
    """A message."""

    text = forms.CharField(
        label="Your message", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": EMPTY, "max_length": f"Your message must be {LONGEST:,} characters or fewer"},
    )  # fmt: skip


class SaidForm(forms.Form):
    """What was said or sent another way."""

    who = forms.ChoiceField(
        label="Who told whom?", choices=[("them", "They told us"), ("us", "We told them")], widget=forms.RadioSelect,
        error_messages={"required": "Choose who told whom"},
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How?", choices=[one for one in Written.How.choices if one[0] != Written.How.HERE],
        widget=forms.RadioSelect, error_messages={"required": "Choose how it was said or sent"},
    )  # fmt: skip
    on = DayField(label="On which day?")
    text = forms.CharField(
        label="What was said", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="As they said it, without what you think of it. They can read it, and ask for it.",
        error_messages={
            "required": "Write what was said",
            "max_length": f"What was said must be {LONGEST:,} characters or fewer",
        },
    )  # fmt: skip

    def clean_on(self) -> date:
        """Refuse a day to come."""
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError("The day must be today or in the past")
        return on


class PartyForm(forms.Form):
    """Whom to write to."""

    to = forms.ChoiceField(
        label="Whom do you want to write to?", widget=forms.RadioSelect,
        error_messages={"required": "Choose whom to write to", "invalid_choice": "Choose one of those listed"},
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [(party.key, party.title) for party in parties]


class NeedsForm(forms.Form):
    """How somebody wants to be written and spoken to."""

    who = forms.ChoiceField(label="Who is this about?", error_messages={"required": "Choose whom this is about"})
    language = forms.CharField(
        label="Language, if not English", required=False, max_length=80,
        help_text="For example, Polish or British Sign Language",
    )  # fmt: skip
    interpreter = forms.BooleanField(label="An interpreter is needed when we talk", required=False)
    formats = forms.MultipleChoiceField(
        label="How should we send things?", required=False, choices=Needs.Format.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    more = forms.CharField(
        label="Anything else that helps", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, when not to ring",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["who"]
        field.choices = people
        if len(people) == 1:
            field.widget = forms.HiddenInput()
