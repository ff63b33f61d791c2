"""The forms by which capacity and agreement are written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from keywork.core.rights import WORDS
from keywork.web.people.models import FamilyMember
from keywork.web.ui.fields import DayField

Choices = list[tuple[str, str]]


def _people(family: Iterable[FamilyMember], first: str) -> Choices:
    return [("", first), *((str(one.pk), one.name) for one in family)]


class CapacityForm(forms.Form):
    """What was decided about capacity for one decision."""

    use_required_attribute = False
    decision = forms.ChoiceField(
        label="Which decision", choices=[("", "Choose one decision"), *((d.value, w) for d, w in WORDS.items())],
        error_messages={"required": "Choose the one decision it is about"},
    )  # fmt: skip
    lacks = forms.ChoiceField(
        label="Can they make it themselves, with help?", widget=forms.RadioSelect,
        choices=[("no", "Yes"), ("yes", "No, they lack the capacity to make this decision")],
        error_messages={"required": "Say whether they can make it"},
    )  # fmt: skip
    decided_by = forms.CharField(
        label="Who decided it", max_length=200, error_messages={"required": "Enter who decided it"}
    )
    reason = forms.CharField(
        label="Why", help_text="Age or a diagnosis alone is no reason.", max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": "Say why"},
    )  # fmt: skip
    member = forms.ChoiceField(label="Representative, if they are of the family", required=False)
    representative = forms.CharField(label="Another representative", required=False, max_length=200)

    def __init__(self, data: Any = None, *, family: Iterable[FamilyMember]) -> None:
        super().__init__(data, prefix="capacity")
        self.fields["decided_on"] = DayField(label="Decided on", thing="The day it was decided")
        self.fields["until"] = DayField(label="Stands until", thing="The day it stands until", required=False)
        self.fields["member"].choices = _people(family, "Nobody of the family")


class AgreementForm(forms.Form):
    """A young person's agreement that somebody of the family goes on seeing the record."""

    use_required_attribute = False
    member = forms.ChoiceField(label="Who goes on seeing the record", error_messages={"required": "Choose a person"})
    how = forms.CharField(
        label="How they agreed", max_length=400, error_messages={"required": "Say how they agreed"},
        help_text="For example in a meeting, or in writing.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, family: Iterable[FamilyMember]) -> None:
        super().__init__(data, prefix="agreement")
        self.fields["given_on"] = DayField(label="Agreed on", thing="The day they agreed")
        self.fields["member"].choices = _people(family, "Choose a person")
