"""The forms of those who look through requests, and of those who open the post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from keywork.web.assessments.evidence import NEEDED
from keywork.web.assessments.forms import (
    QuestionForm,
    birth_field,
    checked_birth,
    checked_upn,
    long_text,
    name_field,
)
from keywork.web.assessments.journeys import SETTINGS
from keywork.web.assessments.letting_in import CHECKS, LONGEST_HOW, SHORTEST_HOW
from keywork.web.assessments.models import AssessmentRequest, Source
from keywork.web.assessments.presenters import WAYS
from keywork.web.assessments.queries import Known
from keywork.web.assessments.services import Receipt, Sent
from keywork.web.kernel import clock
from keywork.web.people.services import Details
from keywork.web.ui.fields import DayField

TIME = r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
POSTED = "first-class-post"
PORTAL = "portal"


class PaperForm(QuestionForm):
    """A request that came on paper, by e-mail or by hand."""

    missing: ClassVar[dict[str, str]] = {"source": "Choose who asks", "who": "Enter who asks, or “not said”"}
    source = forms.ChoiceField(label="Who asks?", widget=forms.RadioSelect, choices=Source.choices)
    urn = forms.RegexField(
        r"^[0-9]{6,8}$", label="Number of the setting (URN)", required=False, help_text="Where a setting asks.",
        error_messages={"invalid": "A URN is six to eight figures, such as 900100"},
    )  # fmt: skip
    who = forms.CharField(
        label="Name of whoever asks, and how they are reached", max_length=400,
        help_text="Do not write an address that somebody must not learn.",
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["forename"] = name_field("First name of the child or young person")
        self.fields["surname"] = name_field("Last name of the child or young person")
        self.fields["born"] = birth_field()
        self.fields["born"].required = False
        self.fields["upn"] = forms.CharField(label="UPN", required=False, max_length=40)
        ways = [(code, words) for code, words in WAYS.items() if code != PORTAL]
        missing = {"required": "Choose how it came"}
        self.fields["way"] = forms.ChoiceField(
            label="How did it come?", widget=forms.RadioSelect, choices=ways, error_messages=missing
        )
        today = clock.today()
        self.fields["on"] = DayField(
            label="Which day did it come?", thing="The day it came", not_after=today,
            help_text="The day it reached the council, not when it was opened",
        )  # fmt: skip
        invalid = {"invalid": "Write the time on 24 hours, for example 14:05"}
        self.fields["at"] = forms.RegexField(
            TIME, label="At what time, if you know?", required=False, help_text="For example, 14:05",
            error_messages=invalid,
        )  # fmt: skip
        self.fields["posted_on"] = DayField(
            label="Which day was it posted?", required=False, thing="The day it was posted", not_after=today,
            help_text="Where it came by first-class post: the day of the postmark.",
        )  # fmt: skip
        self.fields["words"] = long_text("What does it say?", "In a few sentences, and which papers came with it.")
        self.fields["words"].error_messages["required"] = "Enter what it says. A sentence is enough"

    def clean_born(self) -> Any:
        return checked_birth(self.cleaned_data.get("born"))

    def clean_upn(self) -> str:
        return checked_upn(self.cleaned_data["upn"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on, born, posted = (cleaned.get(name) for name in ("on", "born", "posted_on"))
        if on and born and born > on:
            self.add_error("on", "The child was born after the day on which the request came. Check both dates")
        if on and posted and posted > on:
            self.add_error("posted_on", "It cannot have been posted after it came. Check both dates")
        if cleaned.get("way") == POSTED and not posted and "posted_on" not in self.errors:
            self.add_error("posted_on", "Enter the day of the postmark: the day of receipt may follow from it")
        if cleaned.get("source") in SETTINGS and not cleaned.get("urn") and "urn" not in self.errors:
            self.add_error("urn", "Enter the number of the setting that asks")
        return cleaned

    def sent(self) -> Sent:
        """Return what came, as it is to be recorded."""
        said = self.cleaned_data
        details = Details(said["surname"], said["forename"], said.get("born"), upn=said["upn"])
        posted = said.get("posted_on") if said["way"] == POSTED else None
        receipt = Receipt(said["on"], said["way"], said.get("at", ""), posted)
        return Sent(said["source"], details, receipt, said["urn"] if said["source"] in SETTINGS else "")

    def answers(self) -> dict[str, str]:
        """Return the words of it that are kept."""
        return {name: self.cleaned_data[name] for name in ("words", "who", "way")}


State = AssessmentRequest.State
WHAT = {
    "complete": "It is complete",
    "ask": "Something is missing: ask for it",
    "known": "The child is known here",
    "urgent": "It is urgent",
    "calm": "It is not urgent after all",
    "let-in": "Let whoever asked read the case",
}
ACCESS = (("yes", "Yes: let them read it"), ("no", "Not yet"))


class TriageForm(QuestionForm):
    """How a request stands."""

    marks_optional = False
    missing: ClassVar[dict[str, str]] = {"what": "Choose how the request stands"}
    what = forms.ChoiceField(label="How does this request stand?", widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(
        label="What to ask for", required=False, widget=forms.CheckboxSelectMultiple, choices=list(NEEDED.items())
    )
    known = forms.ChoiceField(label="Which child is it?", required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label="In your words: what to ask, or why it is urgent", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever asked reads what you ask for. Why it is urgent is read here alone.",
    )  # fmt: skip

    access = forms.ChoiceField(
        label="Where it is complete: may whoever asked read the case?", required=False, choices=ACCESS,
        widget=forms.RadioSelect,
        help_text="A parent or young person with an account. They see nothing of the case until somebody lets them in.",
    )  # fmt: skip
    checked = forms.MultipleChoiceField(
        label="What did you check, before letting them in?", required=False, choices=list(CHECKS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    how = forms.CharField(
        label="How did you check it?", required=False, max_length=LONGEST_HOW,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example: rang the school on its own number; she is the mother they know. It stands on record.",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, request: AssessmentRequest, cases: Sequence[Known] = (), lets_in: bool = False
    ) -> None:
        super().__init__(data)
        self.lets_in = lets_in
        left_out = {"complete"} if request.state == State.COMPLETE else set()
        if not lets_in:
            left_out.add("let-in")
            for name in ("access", "checked", "how"):
                del self.fields[name]
        elif request.state == State.COMPLETE:
            del self.fields["access"]
        left_out |= {"calm"} if not request.urgent else {"urgent"}
        if not cases:
            left_out.add("known")
            del self.fields["known"]
        else:
            known = self.fields["known"]
            known.choices = [(str(one.card.case_id), one.label) for one in cases]
            known.choice_hints = {str(one.card.case_id): f"{one.why}. {one.doubt}".strip() for one in cases}
        self.fields["what"].choices = [(code, words) for code, words in WHAT.items() if code not in left_out]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        what = cleaned.get("what")
        if what == "ask" and not cleaned.get("items") and not cleaned.get("words"):
            self.add_error("items", "Choose what to ask for, or say it in words")
        if what == "known" and not cleaned.get("known") and "known" not in self.errors:
            self.add_error("known", "Choose which child it is")
        if what == "urgent" and not cleaned.get("words"):
            self.add_error("words", "Say why it is urgent")
        if self.lets_in:
            self._clean_access(what, cleaned)
        return cleaned

    def _clean_access(self, what: str | None, cleaned: dict[str, Any]) -> None:
        if what == "complete" and not cleaned.get("access"):
            self.add_error("access", "Choose whether whoever asked may read the case")
        cleaned["opens"] = what == "let-in" or (what == "complete" and cleaned.get("access") == "yes")
        if not cleaned["opens"]:
            return
        if set(cleaned.get("checked") or ()) != set(CHECKS):
            self.add_error("checked", "Check both before you let them in, and say so here")
        if len((cleaned.get("how") or "").strip()) < SHORTEST_HOW and "how" not in self.errors:
            self.add_error("how", f"Say how you checked it, in at least {SHORTEST_HOW} letters")
