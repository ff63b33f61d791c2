"""The questions of a request, each a form of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from keywork.web.assessments.evidence import STANDING
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField

LONGEST_NAME = 300
LONGEST_ANSWER = 20_000
OLDEST = 25
UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
NEW = "new"
ROWS = {"rows": 8}


class QuestionForm(forms.Form):
    """A page of a request; what is typed is kept as it was typed."""

    use_required_attribute = False
    marks_optional = True
    missing: ClassVar[dict[str, str]] = {}

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, words in self.missing.items():
            self.fields[name].error_messages["required"] = words

    @property
    def parts(self) -> list[str]:
        """The names under which a browser sends what is typed."""
        return [part for name, field in self.fields.items() for part in _parts(name, field)]


def _parts(name: str, field: forms.Field) -> list[str]:
    return [f"{name}-{part}" for part in ("day", "month", "year")] if isinstance(field, DayField) else [name]


def long_text(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    """Return a field for an answer in words."""
    words = "Your answer must be 20,000 characters or fewer. Send what is longer as a paper"
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": "Enter your answer. A sentence is enough", "max_length": words},
    )  # fmt: skip


def name_field(label: str) -> forms.CharField:
    """Return a field for a name, which may have one letter or three hundred."""
    too_long = f"{label} must be {LONGEST_NAME} characters or fewer"
    return forms.CharField(
        label=label, max_length=LONGEST_NAME,
        error_messages={"required": f"Enter the {label.lower()}", "max_length": too_long},
    )  # fmt: skip


def birth_field(label: str = "Date of birth") -> DayField:
    """Return a field for a date of birth."""
    return DayField(label=label, thing="The date of birth", not_after=clock.today(), help_text="For example, 27 3 2016")


def checked_birth(day: date | None) -> date | None:
    """Check that somebody of a date of birth can be assessed at all.

    Raises:
        ValidationError: they are 25 or older.
    """
    today = clock.today()
    if day is not None and today.year - day.year - ((today.month, today.day) < (day.month, day.day)) >= OLDEST:
        raise forms.ValidationError(
            "With this date of birth they are 25 or older, and the law’s assessments end there. Check the year"
        )
    return day


def checked_upn(text: str) -> str:
    """Return a UPN as it is kept.

    Raises:
        ValidationError: it is none.
    """
    found = "".join(text.split()).upper()
    if found and not UPN.fullmatch(found):
        raise forms.ValidationError("A UPN is a letter and 12 figures, such as A123456789012. Leave it empty if unsure")
    return found


class ChildForm(QuestionForm):
    """Which child it is, of those whom the reader has to do with already."""

    missing: ClassVar[dict[str, str]] = {"child": "Choose who it is"}
    child = forms.ChoiceField(label="Who is it?", widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, children: Sequence[tuple[str, str]] = (), another: str = "") -> None:
        super().__init__(data)
        if len(children) > 8:
            self.fields["child"].widget = forms.Select()
        first = [("", "Choose")] if len(children) > 8 else []
        self.fields["child"].choices = [*first, *children, (NEW, another or "Another child")]


class NameForm(QuestionForm):
    """What somebody is called."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["forename"], self.fields["surname"] = name_field("First name"), name_field("Last name")


class BornForm(QuestionForm):
    """When somebody was born."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["born"] = birth_field()

    def clean_born(self) -> date | None:
        return checked_birth(self.cleaned_data.get("born"))


class UpnForm(QuestionForm):
    """The number by which the child is known at school."""

    upn = forms.CharField(
        label="UPN",
        required=False,
        max_length=40,
        help_text="A letter and 12 figures. Leave it empty if you have none.",
    )

    def clean_upn(self) -> str:
        return checked_upn(self.cleaned_data["upn"])


class SettingForm(QuestionForm):
    """Where somebody learns."""

    setting = forms.CharField(
        label="Name of the nursery, school or college", required=False, max_length=200,
        help_text="Leave it empty if there is none at the moment. If it has closed, write that after its name.",
    )  # fmt: skip


class WordsForm(QuestionForm):
    """One answer in words."""

    def __init__(
        self, data: Any = None, *, label: str = "In your own words", hint: str = "", needed: bool = True
    ) -> None:
        super().__init__(data)
        self.fields["words"] = long_text(label, hint, required=needed)


class ReachForm(QuestionForm):
    """How the council reaches whoever asks, and what they need for that."""

    reach = forms.CharField(
        label="Telephone number or e-mail address", max_length=200,
        help_text="The team uses it about this request alone. Do not write an address that somebody must not learn.",
        error_messages={"required": "Enter a telephone number or an e-mail address"},
    )  # fmt: skip
    needs = forms.CharField(
        label="What do you need so that we understand each other?", required=False, max_length=400,
        help_text="For example: an interpreter for Polish, large print, easy read, a call after 4 pm.",
    )  # fmt: skip


class FamilyForm(QuestionForm):
    """Whether the family knows, and how it is reached."""

    missing: ClassVar[dict[str, str]] = {"knows": "Choose whether they know and agree"}
    knows = forms.ChoiceField(
        label="Do the parents, or the young person, know of this and agree?", widget=forms.RadioSelect,
        choices=[("agree", "They know and agree"), ("disagree", "They know and do not agree"),
                 ("not-asked", "They have not been asked")],
    )  # fmt: skip
    why = forms.CharField(
        label="If they do not agree or were not asked, why?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    who = forms.CharField(
        label="Who are they, and how are they reached?", required=False, max_length=400,
        help_text="A name and a telephone number or e-mail address. Write no address that somebody must not learn.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("knows") in ("disagree", "not-asked") and not cleaned.get("why"):
            self.add_error("why", "Say why. The team speaks with the family before it decides")
        return cleaned


class EvidenceForm(QuestionForm):
    """One thing of the checklist: how it stands, and what it is in words."""

    missing: ClassVar[dict[str, str]] = {"standing": "Choose how it stands"}
    SAY: ClassVar[dict[str, str]] = {
        "here": "Say what it is: the paper and its date, or the facts themselves",
        "coming": "Say what it is and when you expect it",
        "none": "Give the reason why it does not apply",
    }
    standing = forms.ChoiceField(label="How does it stand?", widget=forms.RadioSelect, choices=list(STANDING.items()))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["words"] = long_text(
            "What it is, in words",
            "The facts, or the name and date of the paper; when it comes; or why it does not apply.",
            required=False,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("words") and (say := self.SAY.get(cleaned.get("standing", ""))):
            self.add_error("words", say)
        return cleaned


class AnswerForm(QuestionForm):
    """The answer to what was asked for."""

    marks_optional = False

    def __init__(self, data: Any = None, hint: str = "") -> None:
        super().__init__(data)
        self.fields["answer"] = long_text("Your answer", hint)
