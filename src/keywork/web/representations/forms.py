"""The pages of an answer to a draft, and the forms of the team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from keywork.web.kernel import clock
from keywork.web.representations.choices import OUTCOMES, SECTIONS, SETTINGS, TEXT, WAYS
from keywork.web.ui.fields import DayField

NOTHING = "nothing"
YES_NO = (("yes", "Yes"), ("no", "No"))
LARGEST = 2**31 - 1


def _words(label: str, *, missing: str = "", rows: int = 6, **more: Any) -> forms.CharField:
    errors = {"required": missing, "max_length": f"Your words must be {TEXT:,} characters or fewer"}
    return forms.CharField(
        label=label, required=bool(missing), max_length=TEXT, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors, **more,
    )  # fmt: skip


class PageForm(forms.Form):
    """One page of an answer; what is typed is kept as it was typed."""

    use_required_attribute = False
    marks_optional = False

    def _needs(self, cleaned: dict[str, Any], name: str, words: str) -> None:
        if cleaned.get("asks") == "yes" and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, words)


class AgreeForm(PageForm):
    """Whether they agree, and about which parts they say something."""

    agrees = forms.ChoiceField(
        label="Do you agree with the draft?", widget=forms.RadioSelect,
        choices=[
            ("yes", "Yes, I agree with it"), ("no", "No, or not with all of it"), (NOTHING, "I have nothing to add"),
        ],
        error_messages={"required": "Choose whether you agree with the draft"},
    )  # fmt: skip
    parts = forms.MultipleChoiceField(
        label="Which parts do you want to say something about?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, f"Section {code}: {title}") for code, title in SECTIONS.items()],
        help_text="Choose as many as you like, or none. You are asked about each on a page of its own.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("agrees") == NOTHING and cleaned.get("parts"):
            self.add_error("agrees", "Choose “No, or not with all of it” where you say something about a part")
        return cleaned


class SectionForm(PageForm):
    words = _words(
        "What should be changed, added or left out, and why?", missing="Enter what should be changed, and why",
        help_text="Your own words are enough.",
    )  # fmt: skip


class SettingForm(PageForm):
    """Which setting they ask for."""

    asks = forms.ChoiceField(
        label="Do you ask for a particular school, college or other setting?", choices=YES_NO,
        widget=forms.RadioSelect, error_messages={"required": "Choose yes or no"},
    )  # fmt: skip
    name = forms.CharField(
        label="Its name", required=False, max_length=120,
        error_messages={"max_length": "The name must be 120 characters or fewer"},
    )  # fmt: skip
    sort = forms.ChoiceField(
        label="What sort of setting is it?", required=False, widget=forms.RadioSelect, choices=list(SETTINGS.items())
    )
    why = _words("Why do you ask for it?", rows=4)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._needs(cleaned, "name", "Enter the name of the setting")
        self._needs(cleaned, "sort", "Choose what sort of setting it is")
        self._needs(cleaned, "why", "Say why you ask for it")
        return cleaned


class BudgetForm(PageForm):
    """Whether they ask for a personal budget."""

    asks = forms.ChoiceField(
        label="Do you ask for a personal budget?", choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
        help_text="A sum of money that shows what some of the provision costs. You may be able to have some of it "
        "paid to you, so that you arrange it yourself.",
    )  # fmt: skip
    what = _words("What would it be for?", rows=4)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._needs(cleaned, "what", "Say what it would be for")
        return cleaned


class MeetingForm(PageForm):
    """Whether they ask to meet an officer."""

    asks = forms.ChoiceField(
        label="Do you want to meet us about the draft?", choices=YES_NO, widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )  # fmt: skip
    when = _words(
        "When and how would suit you?", rows=3, help_text="For example: after 4 pm, by video, with an interpreter."
    )


class ReplyForm(forms.Form):
    """What is replied to one point; ``seen`` is the number of the reply that stood on the page."""

    use_required_attribute = False
    marks_optional = False
    outcome = forms.ChoiceField(
        label="What becomes of it?", choices=list(OUTCOMES.items()), widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it"},
    )  # fmt: skip
    why = _words("Why", missing="Say why, in words for the family", rows=4, help_text="The family reads this.")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)


class PreparedForm(forms.Form):
    """The day on which a personal budget was prepared."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["on"] = DayField(
            label="Day it was prepared", thing="The day it was prepared", not_after=clock.today()
        )


class HeldForm(forms.Form):
    use_required_attribute = False

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["on"] = DayField(
            label="Day of the meeting", thing="The day of the meeting", not_after=clock.today()
        )


class WriteDownForm(forms.Form):
    """An answer that came another way than through this site, on one page."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, people: Sequence[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["who"] = forms.ChoiceField(
            label="Whose words are they?", choices=[("", "Choose"), *people],
            error_messages={"required": "Choose whose words they are"},
        )  # fmt: skip
        self.fields["way"] = forms.ChoiceField(
            label="How did they come?", choices=[(code, said) for code, said in WAYS.items() if code != "here"],
            widget=forms.RadioSelect, error_messages={"required": "Choose how they came"},
        )  # fmt: skip
        self.fields["on"] = DayField(label="Day they came", thing="The day they came", not_after=clock.today())
        self.fields["agrees"] = forms.BooleanField(label="They agree with the draft", required=False)
        self.fields["nothing"] = forms.BooleanField(label="They have nothing to add", required=False)
        for code, title in SECTIONS.items():
            self.fields[f"section_{code}"] = _words(f"Section {code}: {title}", rows=2)
        self._ask()

    def _ask(self) -> None:
        self.fields["name"] = forms.CharField(label="Setting they ask for", required=False, max_length=120)
        self.fields["sort"] = forms.ChoiceField(
            label="What sort of setting it is", required=False, choices=[("", "Choose"), *SETTINGS.items()]
        )
        self.fields["why"] = _words("Why they ask for it", rows=2)
        self.fields["budget"] = _words("Personal budget they ask for, and what for", rows=2)
        self.fields["meeting"] = forms.BooleanField(label="They ask for a meeting", required=False)
        self.fields["when"] = _words("When and how a meeting would suit them", rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and not cleaned.get("sort"):
            self.add_error("sort", "Choose what sort of setting it is")
        if (cleaned.get("sort") or cleaned.get("why")) and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter the name of the setting")
        if cleaned.get("nothing") and (cleaned.get("agrees") or any(cleaned.get(f"section_{one}") for one in SECTIONS)):
            self.add_error("nothing", "Say that they have nothing to add only where they say nothing of the draft")
        return cleaned
