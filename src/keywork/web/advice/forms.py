"""The forms by which advice is asked for, answered and written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from keywork.web.accounts.models import Membership, Organisation, User
from keywork.web.advice import reasons
from keywork.web.advice.bodies import BODIES, WRITTEN_BY_THE_BODY, Body
from keywork.web.advice.lines import LENGTHS, MOST_LINES, SUMMARY_LENGTH, VIEWS_LENGTH, Content, Line
from keywork.web.advice.services.asking import Asked
from keywork.web.advice.services.steps import LONGEST_TEXT
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField


def _text(label: str, *, rows: int = 3, missing: str = "", longest: int = LONGEST_TEXT, **more: Any) -> forms.CharField:
    """Return a field for words; ``missing`` is what is said where it must not be empty and is."""
    errors = {
        "required": missing,
        "max_length": f"{label} must be {longest:,} characters or fewer",
    }
    return forms.CharField(
        label=label, required=bool(missing), max_length=longest, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors, **more,
    )  # fmt: skip


class Providers:
    """Whom a body can be asked of: organisations of its kind, people of them, and the authority's own people."""

    def __init__(self, organisations: Sequence[Organisation], people: Sequence[Membership]) -> None:
        self.organisations = {str(one.pk): one for one in organisations}
        self.people = {str(one.user_id): one for one in people}

    def choices(self, body: Body) -> list[tuple[str, str]]:
        """Return whom a body can be asked of, as values and words."""
        found = [("", "Choose")]
        for key, one in self.organisations.items():
            if one.kind in body.works_for and self._answers(one, body):
                found.append((f"o:{key}", one.name))
        for key, place in self.people.items():
            if place.role in body.roles:
                where = place.organisation.name if place.organisation else "works for the council"
                found.append((f"p:{key}", f"{place.user.display_name} – {where}"))
        return found

    def _answers(self, one: Organisation, body: Body) -> bool:
        """Say whether an organisation gives such advice: somebody there does, or nobody there need have an account."""
        if not body.roles or body.several or not getattr(one, "staffed", False):
            return True
        return any(place.organisation_id == one.pk and place.role in body.roles for place in self.people.values())

    def of_setting(self, urn: str) -> dict[str, str]:
        """Return the choice that stands for a child's own setting, by the field of the body that it is."""
        for key, one in self.organisations.items():
            if urn and one.urn == urn:
                bodies = (
                    body for body in WRITTEN_BY_THE_BODY if body.record_class == "b1" and self._answers(one, body)
                )
                return {f"whom_{body.code}": f"o:{key}" for body in bodies}
        return {}

    def asked(self, body: str, value: str) -> Asked:
        """Return whom a choice stands for; whoever works for an organisation is asked as a person of it."""
        kind, _, key = value.partition(":")
        if kind == "o" and key in self.organisations:
            return Asked(body, organisation=self.organisations[key])
        if kind == "p" and key in self.people:
            place = self.people[key]
            if place.organisation:
                return Asked(body, organisation=place.organisation, assignee=place.user)
            return Asked(body, user=place.user)
        return Asked(body)


class AskForm(forms.Form):
    """Whom to ask, what, since when."""

    use_required_attribute = False
    RECEIVED = (
        ("yes", "On the day it is asked: it is sent here or by e-mail"),
        ("no", "Later: they confirm it, for example after a letter"),
    )

    def __init__(self, data: Any = None, *, providers: Providers, waiting: set[str], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.providers = providers
        self.offered = [body for body in BODIES if body.code not in waiting or not body.roles or body.several]
        self.fields["bodies"] = forms.MultipleChoiceField(
            label="Who is asked",
            choices=[(body.code, body.title) for body in self.offered],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one body to ask"},
        )
        for body in self.offered:
            if not body.is_views:
                self.fields[f"whom_{body.code}"] = forms.ChoiceField(
                    label=f"Whom to ask: {body.title[:1].lower()}{body.title[1:]}",
                    choices=providers.choices(body),
                    required=False,
                )
        self.fields["question"] = _text(
            "What they are asked", help_text="For example which worries the family has, and what is on record already."
        )
        self.fields["on"] = DayField(label="Day it is asked", thing="The day it is asked", not_after=clock.today())
        self.fields["received"] = forms.ChoiceField(
            label="When they receive it",
            choices=self.RECEIVED,
            widget=forms.RadioSelect,
            help_text="The six weeks begin on the day they receive it.",
            error_messages={"required": "Choose when they receive it"},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_code = {body.code: body for body in self.offered}
        for code in cleaned.get("bodies", ()):
            if f"whom_{code}" in self.fields and not cleaned.get(f"whom_{code}"):
                title = by_code[code].title
                self.add_error(f"whom_{code}", f"Choose whom to ask: {title[:1].lower()}{title[1:]}")
        return cleaned

    def asked(self) -> list[Asked]:
        """Return the bodies that were chosen, in the order of the page."""
        return [
            self.providers.asked(code, self.cleaned_data.get(f"whom_{code}", ""))
            for code in self.cleaned_data["bodies"]
        ]


class StepForm(forms.Form):
    """What becomes of a request. ``seen`` is the revision of the request that the page showed."""

    use_required_attribute = False
    marks_optional = False
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)


class DayForm(StepForm):
    """The day on which a body received its request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(
            label="Day it was received", thing="The day it was received", not_after=clock.today(),
            help_text="The six weeks begin on this day. Take the day it reached your organisation.",
        )  # fmt: skip


class DeclineForm(StepForm):
    code = forms.ChoiceField(
        label="Why it is declined", choices=reasons.DECLINE, widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is declined"},
    )  # fmt: skip
    text = _text("What the keyworker should know")


class LateForm(StepForm):
    code = forms.ChoiceField(
        label="Why it is late", choices=reasons.LATE, widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is late"},
    )  # fmt: skip
    text = _text(
        "In words, with the day you now expect to give it",
        missing="Say why in words, and when you now expect to give it",
    )


class WithdrawForm(StepForm):
    code = forms.ChoiceField(
        label="Why it is taken back", choices=reasons.WITHDRAW, widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is taken back"},
    )  # fmt: skip
    text = _text("In words")


class ChaseForm(StepForm):
    text = _text("How they were reminded, and what they said", missing="Enter how they were reminded")


class MissedForm(StepForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(
            label="Day of the appointment", thing="The day of the appointment", not_after=clock.today()
        )
        self.fields["text"] = _text(
            "With whom it was, and what was tried", missing="Enter with whom the appointment was"
        )


class DelegateForm(StepForm):
    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in colleagues}
        self.fields["to"] = forms.ChoiceField(
            label="Who works on it",
            choices=[("", "Choose"), *((key, one.display_name) for key, one in self.people.items())],
            error_messages={"required": "Choose who works on it"},
        )  # fmt: skip
        self.fields["text"] = _text("Note for them")

    def chosen(self) -> User:
        return self.people[self.cleaned_data["to"]]


class RedirectForm(StepForm):
    def __init__(self, *args: Any, providers: Providers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.providers = providers
        choices = [
            (f"{body.code}|{value}", words)
            for body in WRITTEN_BY_THE_BODY
            for value, words in providers.choices(body)
            if value
        ]
        titled = [
            (body.title, [(v, w) for v, w in choices if v.startswith(f"{body.code}|")]) for body in WRITTEN_BY_THE_BODY
        ]
        self.fields["to"] = forms.ChoiceField(
            label="Who gives this advice instead",
            choices=[("", "Choose"), *((v, f"{title}: {w}") for title, some in titled for v, w in some)],
            error_messages={"required": "Choose who gives this advice instead"},
        )
        self.fields["text"] = _text("Why", missing="Enter why it is passed on")

    def chosen(self) -> Asked:
        body, _, value = self.cleaned_data["to"].partition("|")
        return self.providers.asked(body, value)


LABELS = {
    "need": ("Need", "What the child or young person finds hard, and how you know.", 3),
    "outcome": ("Outcome", "What will be different for them, so that anybody can tell whether it was reached.", 3),
    "by_when": ("By when", "For example: by the end of Year 6.", 0),
    "provision": ("Provision", "What is to be done: the type of help.", 3),
    "amount": ("How much", "A number and a unit, for example 2 hours or 30 minutes.", 0),
    "frequency": ("How often", "For example: each week in term time.", 0),
    "by_whom": ("By whom", "For example: a speech and language therapist.", 0),
}


class WriteForm(forms.Form):
    """Advice, line by line. Nothing in it must be filled in: what is missing is told on the next page.

    Args:
        data: what was sent, or None.
        content: what is kept already.
        lines: how many lines are shown.
        views_alone: it is the child's or the family's own views.
    """

    use_required_attribute = False
    marks_optional = False

    def __init__(
        self, data: Any = None, *, content: Content | None = None, lines: int = 1, views_alone: bool = False
    ) -> None:
        kept = content or Content()
        lines = 0 if views_alone else max(1, min(MOST_LINES, max(lines, len(kept.lines))))
        super().__init__(data, initial=_initial(kept))
        self.lines, self.views_alone = lines, views_alone
        if views_alone:
            self.fields["views"] = _text("What they said, in their own words", rows=8, longest=VIEWS_LENGTH)
            self.fields["summary"] = _text("How they were asked, and who helped", longest=SUMMARY_LENGTH)
        else:
            self.fields["views"] = _text(
                "What the child or young person thinks", rows=4, longest=VIEWS_LENGTH,
                help_text="In their own words if you can, and how you asked.",
            )  # fmt: skip
            self.fields["summary"] = _text("Summary", rows=6, longest=SUMMARY_LENGTH)
        for number in range(1, lines + 1):
            self._add_line(number)
        self.fields["count"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=lines)
        for name in ("draft_seen", "versions_seen"):
            self.fields[name] = forms.IntegerField(
                widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1
            )

    def _add_line(self, number: int) -> None:
        for name, (label, hint, rows) in LABELS.items():
            longest = LENGTHS[name]
            made = _text(label, rows=rows or 2, longest=longest, help_text=hint)
            if not rows:
                made.widget = forms.TextInput(attrs={"maxlength": str(longest)})
            made.error_messages["max_length"] = f"{label} of line {number} must be {longest:,} characters or fewer"
            self.fields[f"{name}_{number}"] = made

    @property
    def grouped(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each line."""
        return [(number, [self[f"{name}_{number}"] for name in LABELS]) for number in range(1, self.lines + 1)]

    def content(self) -> Content:
        """Return what was typed."""
        said = self.cleaned_data
        lines = (
            Line(**{name: said.get(f"{name}_{number}", "") for name in LABELS}) for number in range(1, self.lines + 1)
        )
        kept = tuple(line for line in lines if not line.is_empty)
        return Content(kept, said.get("summary", ""), said.get("views", ""))

    @staticmethod
    def lines_sent(data: Any) -> int:
        """Return how many lines a form was sent with."""
        text = str(data.get("count", ""))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1


def _initial(kept: Content) -> dict[str, str]:
    said = {"views": kept.views, "summary": kept.summary}
    for number, line in enumerate(kept.lines, 1):
        said |= {f"{name}_{number}": getattr(line, name) for name in LABELS}
    return said


class GiveForm(forms.Form):
    """The last step: what the page showed, and, where the keyworker writes it down, the day it came."""

    use_required_attribute = False
    marks_optional = False
    draft_seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    versions_seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, asks_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_day:
            self.fields["on"] = DayField(label="Day it came", thing="The day it came", not_after=clock.today())


def identity(text: str) -> UUID | None:
    """Return an identity that somebody sent, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
