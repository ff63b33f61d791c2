"""The forms of casework."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Any

from django import forms

from keywork.core.loading import load_register
from keywork.core.stages import OPEN_STAGES, TITLES
from keywork.web.casework.worklist import OTHERS, SORTED_BY, WHEN, WHOSE, Question
from keywork.web.deadlines.projecting import DUE_KINDS, LOCAL
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField

CHOOSE = "Choose a person"
LETTERS = 3  # of a surname: enough to share out work, too few to name somebody in the address of a page
FEW = {"class": "govuk-input--width-3"}
SHORT = {"class": "govuk-input--width-10"}
Choices = list[tuple[str, str]]


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

    def __init__(self, data: Any, *, whole_area: bool, has_team: bool, has_own: bool = False) -> None:
        kinds = list(WHOSE) if whole_area else ["mine", *(["team"] if has_team else [])]
        self.first = "area" if whole_area else ("team" if has_team and not has_own else "mine")
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
    listed = [duty for duty in register.duties.values() if duty.kind in DUE_KINDS and duty.pathway != LOCAL]
    owners = {duty.owner: register.owner_of(duty) for duty in listed}
    named = {duty.id: register.name_of(duty.id) for duty in listed}
    return (
        [("", "Anybody"), (OTHERS, "Anybody but the council"), *sorted(owners.items(), key=itemgetter(1))],
        [("", "Any duty"), *sorted(named.items(), key=itemgetter(1))],
    )


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
    text = forms.CharField(
        label="Name, UPN or reference", required=False, max_length=100,
        help_text="Type how one or more words begin, in any order. For example, “sam ali” finds Samira Ali.",
    )  # fmt: skip


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

    def count_found(self, number: int) -> None:
        """Say how many cases the filter finds, before they are all given away."""
        ticked, (found, words) = self.fields["which"].choices
        self.fields["which"].choices = [ticked, (found, f"{words} ({number:,})")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        team, keyworker = cleaned.get("team"), cleaned.get("keyworker")
        if not team and not keyworker:
            self.add_error("team", "Choose a team or a keyworker")
        if team and keyworker and keyworker.membership.team_id not in (None, team.pk):
            self.add_error("team", f"{keyworker.display_name} works in another team. Choose one of the two")
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
