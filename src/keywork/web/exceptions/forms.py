"""The forms by which an exception is proposed, answered, taken back and looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from keywork.core.excusing import CLOSURES, circumstance_kinds
from keywork.core.history import Fact
from keywork.core.loading import load_register
from keywork.core.register import ExceptionRule
from keywork.web.documents.models.files import Document
from keywork.web.exceptions.services.relying import LONGEST, Happened, Said
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField
from keywork.web.ui.jinja import short_day

NEW = "new"
LARGEST = 2**31 - 1


def _text(label: str, missing: str = "", **more: Any) -> forms.CharField:
    errors = {"required": missing, "max_length": f"{label} must be {LONGEST:,} characters or fewer"}
    return forms.CharField(
        label=label, required=bool(missing), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=errors, **more,
    )  # fmt: skip


def _seen() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)


class ProposeForm(forms.Form):
    """The circumstance, what shows it, and why the limit could not be kept because of it.

    Args:
        rule: the exception.
        known: circumstances on record, each with its words.
        bodies: the threads of settings that were asked for advice, with their names, where one must be named.
        documents: of the case, which somebody reads.
    """

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, rule: ExceptionRule, known: Sequence[tuple[Fact, str]],
        bodies: Sequence[tuple[str, str]], documents: Sequence[Document], **more: Any,
    ):  # fmt: skip
        super().__init__(data, **more)
        self.rule, self.kind = rule, load_register().kinds[circumstance_kinds(rule)[0]]
        self.documents = {str(one.pk): one for one in documents}
        if known:
            found = [(fact.entry.event.id, said) for fact, said in known]
            self.fields["which"] = forms.ChoiceField(
                label="Which one is it?", widget=forms.RadioSelect,
                choices=[*found, (NEW, "Another one, which is not on record yet")],
                error_messages={"required": "Choose which one it is"},
            )  # fmt: skip
        self._add_days(bodies, required=not known)
        self.fields["happened"] = _text(
            "What happened", "Say what happened", help_text="In a sentence or two. The family does not read this here."
        )
        self.fields["why"] = _text(
            "Why the limit could not be kept because of it", "Say why the limit could not be kept because of it",
            help_text="What could not be done, and why not another way. The family reads this: write nothing that one "
            "parent must not read about the other.",
        )  # fmt: skip
        self._add_evidence()
        self.fields["review_on"] = DayField(
            label="Day to look at it again", thing="The day to look at it again", required=False,
            help_text="An exception gives no new date. On this day it comes back to you under Exceptions.",
        )  # fmt: skip
        self.fields["seen"] = _seen()

    def _add_days(self, bodies: Sequence[tuple[str, str]], *, required: bool) -> None:
        only_where = "" if required else " Only where it is not on record yet."
        if self.rule.code in CLOSURES:
            self.fields["body"] = forms.ChoiceField(
                label="Which setting was closed", choices=[("", "Choose"), *bodies], required=required,
                error_messages={"required": "Choose which setting was closed"},
                help_text=f"It must have been asked for advice.{only_where}",
            )  # fmt: skip
            self.fields["first"] = DayField(label="First closed day", thing="The first closed day", required=required)
            self.fields["last"] = DayField(label="Day it reopens", thing="The day it reopens", required=required)
        elif "from" in self.kind.fields:
            self.fields["first"] = DayField(
                label="First day", thing="The first day", not_after=clock.today(), required=required,
                help_text=only_where.strip(),
            )  # fmt: skip
            self.fields["last"] = DayField(
                label="Last day", thing="The last day", required=False, help_text="Leave it empty while it goes on."
            )
        else:
            self.fields["on"] = DayField(
                label="Day it happened", thing="The day it happened", not_after=clock.today(), required=required,
                help_text=only_where.strip(),
            )  # fmt: skip

    def _add_evidence(self) -> None:
        if self.documents:
            named = [(key, f"{one.title} ({short_day(one.made_at.date())})") for key, one in self.documents.items()]
            self.fields["document"] = forms.ChoiceField(
                label="The document that shows it", choices=[("", "None of these"), *named], required=False
            )
        self.fields["evidence"] = _text(
            "What shows it, in words",
            help_text="For example who told you, and when. Needed where no document shows it.",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("document") and not cleaned.get("evidence") and "evidence" in cleaned:
            self.add_error("evidence", "Choose a document that shows it, or say what shows it")
        if self._is_new(cleaned):
            for name, missing in (
                ("body", "Choose which setting was closed"),
                ("first", "Enter the first day"),
                ("on", "Enter the day it happened"),
                ("last", "Enter the day it reopens" if self.rule.code in CLOSURES else ""),
            ):
                if missing and name in cleaned and not cleaned[name]:
                    self.add_error(name, missing)
        return cleaned

    def _is_new(self, cleaned: dict[str, Any]) -> bool:
        return "which" not in self.fields or cleaned.get("which") == NEW

    def circumstance(self) -> Happened:
        """Return the circumstance: an entry that was chosen, or what was entered."""
        told = self.cleaned_data
        if not self._is_new(told):
            return Happened(event_id=told["which"])
        return Happened(on=told.get("on"), first=told.get("first"), last=told.get("last"), thread=told.get("body", ""))

    def said(self) -> Said:
        """Return what is said for it."""
        told = self.cleaned_data
        document = self.documents.get(told.get("document") or "")
        return Said(told["happened"], told["why"], document, told["evidence"], told["review_on"])


class AnswerForm(forms.Form):
    """Whether a second person agrees."""

    use_required_attribute = False
    marks_optional = False
    agrees = forms.ChoiceField(
        label="Do you agree?", widget=forms.RadioSelect,
        choices=[("yes", "Yes: the limit could not be kept because of this"), ("no", "No: the limit applies")],
        error_messages={"required": "Choose whether you agree"},
    )  # fmt: skip
    text = _text("Why", help_text="Needed where you do not agree. Whoever proposed it reads this.")
    seen = _seen()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("agrees") == "no" and "text" in cleaned and not cleaned["text"].strip():
            self.add_error("text", "Say why you do not agree")
        return cleaned

    def told(self) -> dict[str, Any]:
        """Return what the service takes."""
        told = self.cleaned_data
        return {"agrees": told["agrees"] == "yes", "text": told["text"], "seen": told.get("seen")}


class TakeBackForm(forms.Form):
    """Why an exception is taken back."""

    use_required_attribute = False
    marks_optional = False
    text = _text("Why it is taken back", "Say why it is taken back")
    seen = _seen()

    def told(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {"text": self.cleaned_data["text"], "seen": self.cleaned_data.get("seen")}


class ReviewForm(forms.Form):
    """What somebody found who looked at it again."""

    use_required_attribute = False
    text = _text(
        "What you found", "Say what you found", help_text="Whether it still holds the limit up, and what is done."
    )
    again_on = DayField(label="Next day to look at it", thing="The next day to look at it", required=False)
    seen = _seen()

    def told(self) -> dict[str, Any]:
        """Return what the service takes."""
        told = self.cleaned_data
        return {"text": told["text"], "again_on": told["again_on"], "seen": told.get("seen")}
