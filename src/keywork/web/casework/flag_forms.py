"""The forms about a child's family, and about what is kept from most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from keywork.web.accounts.models import User
from keywork.web.people.models import FamilyMember
from keywork.web.ui.fields import DayField
from keywork.web.vaults.models import CHILD, BrokenGlass, ContactPoint

NOBODY = [("", "Choose")]
REASON = "Say it so that somebody who was not there understands it. Do not write an address or a former name here."
FEW_ROWS = {"rows": 3}


def _reason(label: str = "Why", hint: str = REASON) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=1000, widget=forms.Textarea(attrs=FEW_ROWS))


class CaseForm(forms.Form):
    """A form about a case; ``missing`` says of each field that must be filled in what to do where it is not."""

    use_required_attribute = False
    missing: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in self.missing.items():
            self.fields[name].error_messages["required"] = words


class MemberForm(CaseForm):
    """Somebody of the family."""

    missing: ClassVar[dict[str, str]] = {
        "name": "Enter their name", "relationship": "Choose how they are related to the child",
    }  # fmt: skip
    name = forms.CharField(label="Name", max_length=200)
    relationship = forms.ChoiceField(
        label="How they are related to the child", choices=[*NOBODY, *FamilyMember.Relationship.choices]
    )
    responsible = forms.BooleanField(label="They have parental responsibility", required=False)
    user = forms.ModelChoiceField(
        label="Their account here", queryset=User.objects.none(), required=False, empty_label="None",
        help_text="Choose it where they sign in, so that they see their own details and nobody else’s.",
    )  # fmt: skip
    ended = forms.BooleanField(label="They no longer belong to the family as we keep it", required=False)

    def __init__(self, *args: Any, accounts: Any, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = accounts
        if is_new:
            del self.fields["ended"]
        if not accounts.exists():
            del self.fields["user"]


class PointForm(CaseForm):
    """How somebody is reached."""

    missing: ClassVar[dict[str, str]] = {
        "kind": "Select what it is", "value": "Enter the address or number", "whose": "Choose whose it is",
    }  # fmt: skip
    kind = forms.ChoiceField(label="What it is", choices=ContactPoint.Kind.choices, widget=forms.RadioSelect)
    value = forms.CharField(label="Address or number", max_length=500, widget=forms.Textarea(attrs=FEW_ROWS))
    whose = forms.ChoiceField(label="Whose it is")
    reached = forms.MultipleChoiceField(
        label="Who lives or reads there", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="A letter to this address is read by everybody who lives there.",
    )  # fmt: skip
    hidden = forms.BooleanField(
        label="Hide it: nobody is shown it, whatever their role, unless two people agree", required=False
    )

    def __init__(
        self, *args: Any, family: Iterable[FamilyMember], child: bool, was_hidden: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.family = {str(member.pk): member for member in family}
        people = [*([(CHILD, "The child")] if child else []), *((pk, one.name) for pk, one in self.family.items())]
        self.fields["whose"].choices = [*NOBODY, *people] if len(people) != 1 else people
        self.fields["reached"].choices = people
        if was_hidden:
            del self.fields["hidden"]

    def said(self) -> dict[str, Any]:
        """Return what the form says, as the service takes it."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "value": data["value"],
            "member": self.family.get(data["whose"]),
            "reached": data["reached"],
            "hidden": data.get("hidden", True),
        }


class RestrictContactForm(CaseForm):
    """Who of the family is kept from the child's records."""

    missing: ClassVar[dict[str, str]] = {
        "member": "Choose who", "document": "Enter the document it rests on", "reason": "Enter why",
    }  # fmt: skip
    member = forms.ModelChoiceField(label="Who", queryset=FamilyMember.objects.none(), empty_label="Choose")
    document = forms.CharField(
        label="The document it rests on", max_length=200, help_text="For example: non-molestation order of 3 March 2026"
    )
    until = DayField(label="Until when, or when to look again", thing="The day")
    reason = _reason()

    def __init__(self, *args: Any, family: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"].queryset = family
        self.fields["member"].label_from_instance = lambda member: (
            f"{member.name} ({member.get_relationship_display()})"
        )


class ConflictForm(CaseForm):
    """Who works here and is close to the child."""

    missing: ClassVar[dict[str, str]] = {"user": "Choose who", "reason": "Enter why"}
    user = forms.ModelChoiceField(label="Who", queryset=User.objects.none(), empty_label="Choose a person")
    reason = _reason(hint="For example: the child is a relative of theirs. They will no longer find the case.")

    def __init__(self, *args: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].queryset = staff


class RestrictCaseForm(CaseForm):
    """Who goes on working on a restricted case."""

    missing: ClassVar[dict[str, str]] = {"named": "Select who may open it", "reason": "Enter why"}
    named = forms.ModelMultipleChoiceField(
        label="Who may open it", queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text="For ninety days at most; then name them again. For everybody else the case is not there.",
    )  # fmt: skip
    reason = _reason()

    def __init__(self, *args: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["named"].queryset = staff


class IdentityForm(CaseForm):
    """Who an adopted child was before."""

    forename = forms.CharField(label="Former forename", max_length=100, required=False)
    surname = forms.CharField(label="Former surname", max_length=100, required=False)
    upn = forms.CharField(label="Former UPN", max_length=20, required=False)
    nhs_number = forms.CharField(label="Former NHS number", max_length=20, required=False)
    born_as = forms.CharField(label="Anything else that would lead back", max_length=500, required=False)


class HealthForm(CaseForm):
    """A paragraph about the health of somebody else."""

    missing: ClassVar[dict[str, str]] = {
        "about": "Choose whose health it is about",
        "text": "Enter what should be kept",
    }
    about = forms.ChoiceField(label="Whose health it is about", choices=[*NOBODY, *FamilyMember.Relationship.choices])
    text = forms.CharField(label="What should be kept", max_length=4000, widget=forms.Textarea)


class AskForm(CaseForm):
    """What somebody asks to see."""

    missing: ClassVar[dict[str, str]] = {"kind": "Select what you need to see", "reason": "Enter why"}
    kind = forms.ChoiceField(label="What you need to see", widget=forms.RadioSelect)
    reason = _reason()

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds


class GlassForm(CaseForm):
    """Which case somebody must open, and why."""

    missing: ClassVar[dict[str, str]] = {
        "reference": "Enter the reference of the case", "why": "Select why you need to look now",
        "reason": "Enter what happened",
    }  # fmt: skip
    reference = forms.CharField(label="Reference of the case", max_length=40, help_text="For example EHC-2026-00042")
    why = forms.ChoiceField(label="Why you need to look now", choices=BrokenGlass.Why.choices, widget=forms.RadioSelect)
    reason = _reason("What happened", "At least 20 letters. Your manager and information governance read this at once.")


class ReviewForm(CaseForm):
    """What came of looking into a broken glass."""

    missing: ClassVar[dict[str, str]] = {"outcome": "Select what you found"}
    outcome = forms.ChoiceField(label="What you found", choices=BrokenGlass.Outcome.choices, widget=forms.RadioSelect)
    remarks = forms.CharField(
        label="What was done", required=False, max_length=2000, widget=forms.Textarea(attrs=FEW_ROWS)
    )
