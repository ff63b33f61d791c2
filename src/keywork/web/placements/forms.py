"""The forms by which settings are consulted, reply, and one is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from keywork.web.accounts.models import Organisation
from keywork.web.documents.models.files import Document
from keywork.web.kernel import clock
from keywork.web.placements import reasons
from keywork.web.placements.models import Consultation
from keywork.web.placements.services.admitting import Owes
from keywork.web.placements.services.consulting import Asked, Shown
from keywork.web.placements.services.replying import Reply
from keywork.web.placements.services.steps import LONGEST_TEXT
from keywork.web.ui.fields import DayField
from keywork.web.ui.jinja import short_day

LARGEST = 2**31 - 1
FAMILY_READS = "The family reads this."


def _text(label: str, *, rows: int = 3, missing: str = "", **more: Any) -> forms.CharField:
    errors = {"required": missing, "max_length": f"{label} must be {LONGEST_TEXT:,} characters or fewer"}
    return forms.CharField(
        label=label, required=bool(missing), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors, **more,
    )  # fmt: skip


def _line(label: str, longest: int, **more: Any) -> forms.CharField:
    errors = {"max_length": f"{label} must be {longest} characters or fewer"}
    return forms.CharField(label=label, required=False, max_length=longest, error_messages=errors, **more)


class ConsultForm(forms.Form):
    """Whom to consult, when, and what they are shown on which ground."""

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, settings: Sequence[Organisation], documents: Sequence[Document], **more: Any
    ):
        super().__init__(data, **more)
        self.settings = {str(one.pk): one for one in settings}
        self.documents = {str(one.pk): one for one in documents}
        self._add_whom()
        self.fields["on"] = DayField(
            label="Day they are consulted", thing="The day they are consulted", not_after=clock.today(),
            help_text="The fifteen days run from this day, weekends and holidays included.",
        )  # fmt: skip
        self.fields["question"] = _text("What they are asked", help_text="They read this.")
        self.fields["draft"] = forms.BooleanField(label="The draft plan is sent with it", required=False)
        if self.documents:
            self._add_documents()
        self._add_ground()
        self.fields["sequence"] = forms.IntegerField(
            widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST
        )

    def _add_whom(self) -> None:
        if self.settings:
            self.fields["settings"] = forms.MultipleChoiceField(
                label="Settings that read and reply here", required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(key, one.name) for key, one in self.settings.items()],
            )  # fmt: skip
        self.fields["other_name"] = _line(
            "A setting without an account here", 120, help_text="It is written to; you write down its reply."
        )
        self.fields["other_urn"] = forms.RegexField(
            r"^[0-9]{6,8}$", label="Its URN or UKPRN, if it has one", required=False,
            error_messages={"invalid": "The number must be 6 to 8 digits"},
        )  # fmt: skip
        self.fields["other_whom"] = forms.ChoiceField(
            label="What it is", choices=Consultation.Whom.choices, widget=forms.RadioSelect, required=False,
            initial=Consultation.Whom.SETTING,
        )  # fmt: skip
        self.fields["asked_for"] = forms.BooleanField(
            label="The family asked for the settings that are consulted now", required=False
        )

    def _add_ground(self) -> None:
        self.fields["ground"] = forms.ChoiceField(
            label="On what ground it is shared", choices=reasons.GROUNDS_TO_SHARE, widget=forms.RadioSelect,
            error_messages={"required": "Choose on what ground it is shared"},
        )  # fmt: skip
        self.fields["consent"] = _text(
            "The consent or ground in words", missing="Say who agreed and when, or why it is shared without",
            help_text=f"For example who agreed, to what, and when. {FAMILY_READS}",
        )  # fmt: skip

    def _add_documents(self) -> None:
        self.fields["documents"] = forms.MultipleChoiceField(
            label="Documents they are shown", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[
                (key, f"{one.title} ({one.about.title.lower()}, {short_day(one.made_at.date())})")
                for key, one in self.documents.items()
            ],
            help_text="The family reads which kinds of document were shared, and not their titles.",
        )  # fmt: skip
        self.fields["looked_through"] = forms.BooleanField(
            label="I have read these documents for harm and for other people in them", required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("settings") and not cleaned.get("other_name") and "other_name" in cleaned:
            where = "settings" if "settings" in self.fields else "other_name"
            self.add_error(where, "Choose at least one setting, or enter one without an account")
        if cleaned.get("other_urn") and not cleaned.get("other_name") and "other_name" in cleaned:
            self.add_error("other_name", "Enter the name of the setting")
        if cleaned.get("documents") and not cleaned.get("looked_through"):
            self.add_error("looked_through", "Read the documents first, then say that you have")
        return cleaned

    def asked(self) -> list[Asked]:
        """Return whom was chosen, in the order of the page."""
        said = self.cleaned_data
        asked_for = bool(said.get("asked_for"))
        found = [Asked(organisation=self.settings[key], asked_for=asked_for) for key in said.get("settings", ())]
        if said.get("other_name"):
            whom = said.get("other_whom") or Consultation.Whom.SETTING
            found.append(Asked(name=said["other_name"], urn=said["other_urn"], whom=whom, asked_for=asked_for))
        return found

    def shown(self) -> Shown:
        """Return what they are shown."""
        said = self.cleaned_data
        return Shown(
            ground=said["ground"], consent=said["consent"], draft=said["draft"],
            documents=[self.documents[key] for key in said.get("documents", ())],
            looked_through=bool(said.get("looked_through")),
        )  # fmt: skip


class StepForm(forms.Form):
    """What becomes of a consultation. ``seen`` is its revision on the page that was shown."""

    use_required_attribute = False
    marks_optional = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)


class ChaseForm(StepForm):
    text = _text("How they were reminded, and what they said", missing="Enter how they were reminded")


class WithdrawForm(StepForm):
    code = forms.ChoiceField(
        label="Why it is taken back", choices=reasons.WITHDRAW, widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is taken back"},
    )  # fmt: skip
    text = _text("In words")


class ReplyForm(StepForm):
    """The reply of a setting; ``asks_day`` where the keyworker writes it down."""

    def __init__(self, *args: Any, asks_day: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if asks_day:
            self.fields["on"] = DayField(label="Day it came", thing="The day it came", not_after=clock.today())
        self.fields["answer"] = forms.ChoiceField(
            label="The reply", choices=reasons.ANSWERS, widget=forms.RadioSelect,
            error_messages={"required": "Choose what is replied"},
        )  # fmt: skip
        self.fields["grounds"] = forms.MultipleChoiceField(
            label="If you should not be named, on which grounds", required=False,
            widget=forms.CheckboxSelectMultiple, choices=[(one.code, one.title) for one in reasons.GROUNDS],
            help_text="Children and Families Act 2014, section 39(4). That a setting is full is no ground by itself.",
        )  # fmt: skip
        self.fields["why"] = _text(
            "The reasons", help_text=f"What you have looked at, and what you found. {FAMILY_READS}"
        )
        self.fields["possible_if"] = _text(
            "What would make it possible",
            help_text=f"For example training, staff, equipment, a later start. {FAMILY_READS}",
        )

    def clean(self) -> dict[str, Any]:
        """Say beside each box what a reply must say; the service asks the same of whatever else comes."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "no" and "grounds" in cleaned and not cleaned["grounds"]:
            self.add_error("grounds", "Choose at least one ground on which the setting should not be named")
        if cleaned.get("answer") == "no" and "why" in cleaned and not cleaned["why"]:
            self.add_error("why", "Say why, with what the setting has looked at")
        if cleaned.get("answer") == "with-support" and "possible_if" in cleaned and not cleaned["possible_if"]:
            self.add_error("possible_if", "Say what would have to be in place")
        return cleaned

    def said(self) -> Reply:
        """Return the reply that was typed."""
        said = self.cleaned_data
        return Reply(said["answer"], said["grounds"], said["why"], said["possible_if"])


class NameForm(forms.Form):
    """Which setting, or which type, is named in section I, and why."""

    use_required_attribute = False
    marks_optional = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)

    def __init__(self, *args: Any, consulted: Sequence[Consultation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.consulted = {str(one.pk): one for one in consulted}
        self.fields["which"] = forms.ChoiceField(
            label="What section I names", widget=forms.RadioSelect,
            choices=[*((key, one.name) for key, one in self.consulted.items()), ("type", "A type of setting")],
            error_messages={"required": "Choose a setting, or a type of setting"},
        )  # fmt: skip
        self.fields["type_name"] = _line(
            "The type of setting",
            200,
            help_text="Only where no setting is named. For example: a mainstream primary school.",
        )
        self.fields["family_asked"] = _text("What the family asked for", missing="Enter what the family asked for")
        self.fields["reason"] = _text(
            "Why", rows=5, missing="Say why, against what the family asked for and what was replied",
            help_text=f"Against what the family asked for and what each setting replied. {FAMILY_READS}",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("which") == "type" and "type_name" in cleaned and not cleaned["type_name"]:
            self.add_error("type_name", "Enter the type of setting")
        return cleaned

    def chosen(self) -> Consultation | None:
        """Return the consultation of the setting that is named; None where a type is."""
        return self.consulted.get(self.cleaned_data["which"])

    def chosen_type(self) -> str:
        """Return the type of setting, where one is named."""
        return str(self.cleaned_data["type_name"]) if self.chosen() is None else ""


class AdmitForm(forms.Form):
    """On which day a setting that the plan names admitted the child."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, owing: Sequence[Owes], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.owing = {str(number): one for number, one in enumerate(owing)}
        if len(self.owing) > 1:
            self.fields["which"] = forms.ChoiceField(
                label="Which setting", choices=[(key, one.name) for key, one in self.owing.items()],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose which setting", "invalid_choice": "Choose which setting"},
            )  # fmt: skip
        self.fields["on"] = DayField(label="Day of admission", thing="The day of admission", not_after=clock.today())

    def chosen(self) -> Owes:
        """Return the setting that was chosen, or the only one."""
        return self.owing[self.cleaned_data.get("which", "0")]


class CloseForm(forms.Form):
    """On which day a setting closed, and which one it became part of."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, others: Sequence[Organisation]) -> None:
        super().__init__(data)
        self.others = {str(one.pk): one for one in others}
        self.fields["on"] = DayField(label="Day it closed", thing="The day it closed", not_after=clock.today())
        self.fields["successor"] = forms.ChoiceField(
            label="The setting it became part of", required=False,
            choices=[("", "None: it only closed"), *((key, one.name) for key, one in self.others.items())],
        )  # fmt: skip

    def chosen(self) -> Organisation | None:
        """Return the setting it became part of, or None."""
        return self.others.get(self.cleaned_data["successor"])


class InPlanForm(StepForm):
    """That the final plan names what was decided."""
