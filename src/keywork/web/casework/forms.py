"""The forms of casework."""

from __future__ import annotations

from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from django import forms

from keywork.core.events import CORRECTION_KINDS, DATE_CORRECTED, ENTRY_STRUCK_OUT, NewEvent
from keywork.core.loading import load_register
from keywork.core.register import EventKind
from keywork.core.stages import OPEN_STAGES, TITLES
from keywork.web.casework.worklist import SORTED_BY, WHEN, WHOSE, Question
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField

CHOOSE = "Choose a person"
LETTERS = 3  # of a surname: enough to share out work, too few to name somebody in the address of a page
FEW = {"class": "govuk-input--width-3"}
SHORT = {"class": "govuk-input--width-10"}
Choices = list[tuple[str, str]]
ALLOCATION_KINDS = frozenset({"case-allocated"})


class WorkFilterForm(forms.Form):
    """What a person asks the list of running clocks for. Whatever cannot be read asks for nothing."""

    use_required_attribute = False
    marks_optional = False
    text = forms.CharField(label="Name, UPN or reference", required=False, max_length=100)
    whose = forms.ChoiceField(label="Whose cases", required=False)
    when = forms.ChoiceField(label="When", required=False, choices=[("", "Any time"), *WHEN.items()])
    waiting_on = forms.ChoiceField(label="Waiting on", required=False)
    duty = forms.ChoiceField(label="Duty", required=False)
    sort = forms.ChoiceField(label="Sort by", required=False, choices=list(SORTED_BY.items()))

    def __init__(self, data: Any, *, manager: bool, has_team: bool) -> None:
        kinds = list(WHOSE) if manager else ["mine", *(["team"] if has_team else [])]
        self.first = "area" if manager else ("team" if has_team else "mine")
        super().__init__({"whose": self.first, **{name: value for name, value in data.items() if value}})
        self.fields["whose"].choices = [(key, WHOSE[key]) for key in kinds]
        self.fields["waiting_on"].choices, self.fields["duty"].choices = _of_the_register()

    def question(self) -> Question:
        """Return what is asked for; a value that cannot be read is left out."""
        self.is_valid()
        asked = {
            name: self.cleaned_data.get(name) or "" for name in ("text", "whose", "when", "waiting_on", "duty", "sort")
        }
        asked["whose"] = asked["whose"] or self.first
        asked["sort"] = asked["sort"] or "due"
        return Question(**asked)


@cache
def _of_the_register() -> tuple[Choices, Choices]:
    """Return whom a clock can wait for, and the duties by name."""
    register = load_register()
    owners = {duty.owner: register.owner_of(duty) for duty in register.duties.values()}
    named = {duty: register.name_of(duty) for duty in register.names}
    return (
        [("", "Anybody"), *sorted(owners.items(), key=itemgetter(1))],
        [("", "Any duty"), *sorted(named.items(), key=itemgetter(1))],
    )


class KindForm(forms.Form):
    """Which kind of event to record."""

    use_required_attribute = False
    kind = forms.ChoiceField(label="What happened?", error_messages={"required": "Choose what happened"})

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        kinds = [k for k in load_register().kinds.values() if k.name not in CORRECTION_KINDS | ALLOCATION_KINDS]
        listed = [(kind.name, f"{kind.section}: {kind.meaning.rstrip('.')}") for kind in kinds]
        self.fields["kind"].choices = [("", "Choose an event"), *listed]


class EventForm(forms.Form):
    """One event of a kind: its day, the thread where it repeats, and its fields."""

    use_required_attribute = False

    def __init__(self, data: Any, *, kind: EventKind) -> None:
        super().__init__(data)
        self.kind = kind
        today = clock.today()
        self.fields["on"] = DayField(
            label="When did it happen?", thing="The day it happened", not_after=today,
            help_text=f"For example, {today.day} {today.month} {today.year}",
        )  # fmt: skip
        if kind.thread and kind.thread not in ("request", "plan"):
            words = kind.thread.replace("-", " ")
            self.fields["thread"] = forms.CharField(
                label=f"Which {words}?", required=False, max_length=80,
                help_text="A short name that tells this one from the others, for example “health” or “review/2026”.",
            )  # fmt: skip
        for name, meaning in kind.fields.items():
            self.fields[f"field_{name}"] = _field(name, meaning)

    def entry(self) -> NewEvent:
        """Return the event as it is to be recorded."""
        cleaned = self.cleaned_data
        fields = {name: cleaned[f"field_{name}"] for name in self.kind.fields if cleaned.get(f"field_{name}")}
        return NewEvent(self.kind.name, cleaned["on"], thread=cleaned.get("thread") or None, fields=fields)


def _field(name: str, meaning: str) -> forms.Field:
    label = name.replace("_", " ").capitalize()
    if name.endswith("_on") or name in ("from", "to", "reopens", "closed_from", "cover_until"):
        return DayField(label=label, required=False, help_text=meaning.capitalize(), thing=label)
    return forms.CharField(label=label, required=False, help_text=meaning.capitalize(), max_length=2000)


class CorrectionForm(forms.Form):
    """Give an entry its true date, or strike it out."""

    use_required_attribute = False
    what = forms.ChoiceField(
        label="What is wrong?", widget=forms.RadioSelect,
        choices=[("date", "The date is wrong"), ("strike", "It did not happen, or belongs to another case")],
        error_messages={"required": "Choose what is wrong"},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["to"] = DayField(
            label="The true date", required=False, thing="The true date", not_after=clock.today(),
            help_text="Only where the date is wrong",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("what") == "date" and not cleaned.get("to") and "to" not in self.errors:
            self.add_error("to", "Enter the true date")
        return cleaned

    def entry(self, event_id: str, today: date) -> NewEvent:
        """Return the correction as it is to be recorded."""
        if self.cleaned_data["what"] == "date":
            return NewEvent(DATE_CORRECTED, today, corrects=event_id, fields={"to": self.cleaned_data["to"]})
        return NewEvent(ENTRY_STRUCK_OUT, today, corrects=event_id)


class NoteForm(forms.Form):
    """A note on a case."""

    use_required_attribute = False
    text = forms.CharField(
        label="Add a note", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        error_messages={"required": "Enter the note", "max_length": "The note must be 4,000 characters or fewer"},
    )  # fmt: skip


class FindForm(forms.Form):
    """What a case is found by."""

    use_required_attribute = False
    marks_optional = False
    text = forms.CharField(label="Name, UPN or reference", required=False, max_length=100)


class AllocateFilterForm(forms.Form):
    """Which cases to show for giving to somebody."""

    use_required_attribute = False
    marks_optional = False
    held_by = forms.ChoiceField(label="Held by", required=False)
    setting = forms.CharField(label="Setting (URN)", required=False, max_length=20, widget=forms.TextInput(SHORT))
    surname_from = forms.CharField(
        label="Surname from", required=False, max_length=LETTERS, widget=forms.TextInput(FEW)
    )
    surname_to = forms.CharField(label="Surname to", required=False, max_length=LETTERS, widget=forms.TextInput(FEW))
    stage = forms.ChoiceField(
        label="Stage", required=False, choices=[("", "Any stage"), *((str(s), TITLES[s]) for s in OPEN_STAGES)]
    )

    def __init__(self, data: Any, *, teams: Any, staff: Any) -> None:
        super().__init__(data)
        held = [(str(team.pk), f"{team.name} (team)") for team in teams]
        held += [(str(person.pk), person.display_name) for person in staff]
        self.fields["held_by"].choices = [("", "Nobody"), *held]


class AllocateForm(forms.Form):
    """To whom cases go."""

    use_required_attribute = False
    marks_optional = False
    team = forms.ModelChoiceField(label="Team", queryset=None, required=False, empty_label="Choose a team")
    keyworker = forms.ModelChoiceField(
        label="Keyworker", queryset=None, required=False, empty_label="Choose a keyworker"
    )
    which = forms.ChoiceField(
        label="Which cases?", widget=forms.RadioSelect, initial="ticked",
        choices=[("ticked", "The cases ticked on this page"), ("found", "Every case that the filter finds")],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, teams: Any, staff: Any) -> None:
        super().__init__(data)
        self.fields["team"].queryset, self.fields["keyworker"].queryset = teams, staff

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("team") and not cleaned.get("keyworker"):
            self.add_error("team", "Choose a team or a keyworker")
        return cleaned


class CoverForm(forms.Form):
    """Who covers for whom, and until when."""

    use_required_attribute = False
    away = forms.ModelChoiceField(
        label="Who is away",
        queryset=None,
        empty_label="Choose a person",
        error_messages={"required": "Choose who is away"},
    )
    by = forms.ModelChoiceField(
        label="Who covers",
        queryset=None,
        empty_label="Choose a person",
        error_messages={"required": "Choose who covers"},
    )

    def __init__(self, data: Any = None, *, staff: Any) -> None:
        super().__init__(data, prefix="cover")
        self.fields["away"].queryset = self.fields["by"].queryset = staff
        self.fields["until"] = DayField(label="Until", thing="The last day of cover")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("away") and cleaned.get("away") == cleaned.get("by"):
            self.add_error("by", "Choose somebody else")
        if cleaned.get("until") and cleaned["until"] < clock.today():
            self.add_error("until", "The last day of cover must be today or later")
        return cleaned


class DaysForm(forms.Form):
    """Another day to look at, and the day up to which the record is read."""

    use_required_attribute = False
    marks_optional = False
    as_of = forms.CharField(label="As at", required=False, widget=forms.TextInput(attrs=SHORT))
    known_at = forms.CharField(label="As known on", required=False, widget=forms.TextInput(attrs=SHORT))
