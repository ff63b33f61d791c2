"""The forms by which a plan is written, line by line, and taken over from advice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from keywork.web.advice.forms import LABELS
from keywork.web.advice.lines import LENGTHS, Line
from keywork.web.advice.lines import Content as Advice
from keywork.web.plans.content import LONGEST_TEXT, MOST_LINES, PlanLine, Written
from keywork.web.plans.queries import Given
from keywork.web.plans.sections import H1_OR_H2, PARTS, Part

LARGEST = 2**31 - 1
LONGEST_ORIGIN = 120
LONGEST_WORDS = 4000


def seen_field() -> forms.IntegerField:
    """Return the field that has the number of the version which stood on the page."""
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=LARGEST)


def text_field(label: str, longest: int, rows: int, **more: Any) -> forms.CharField:
    """Return a box for words, with an error that says how many it holds."""
    errors = {"max_length": f"{label} must be {longest:,} characters or fewer"} | more.pop("errors", {})
    return forms.CharField(
        label=label, required=more.pop("required", False), max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages=errors, **more,
    )  # fmt: skip


class PartForm(forms.Form):
    """One part of a plan. Nothing in it must be filled in: what is missing is told beside the plan.

    Args:
        data: what was sent, or None.
        part: which.
        said: what it says already.
        lines: how many lines are shown at least.
    """

    use_required_attribute = False
    marks_optional = False
    # What stands above the boxes, for a page on which only what was typed is left.
    made_boxes: ClassVar[dict[str, str]] = {
        **{f"text_{words.key}": words.label for part in PARTS for words in part.texts},
        **{name: label for name, (label, _, _) in LABELS.items()},
    }

    def __init__(self, data: Any = None, *, part: Part, said: Written, lines: int = 0, **more: Any) -> None:
        self.part = part
        shown = max(1, lines, len(said.lines)) if part.needs else 0
        self.lines = min(MOST_LINES, shown)
        super().__init__(data, initial=_initial(part, said) | more.pop("initial", {}), **more)
        for words in part.texts:
            self.fields[f"text_{words.key}"] = text_field(words.label, LONGEST_TEXT, 8, help_text=words.hint)
        for number in range(1, self.lines + 1):
            self._add_line(number)
        self.fields["count"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=self.lines)
        self.fields["seen"] = seen_field()

    def _add_line(self, number: int) -> None:
        for name, (label, hint, rows) in LABELS.items():
            made = text_field(label, LENGTHS[name], rows or 2, help_text=hint)
            if not rows:
                made.widget = forms.TextInput(attrs={"maxlength": str(LENGTHS[name])})
            made.error_messages["max_length"] = (
                f"{label} of line {number} must be {LENGTHS[name]:,} characters or fewer"
            )
            self.fields[f"{name}_{number}"] = made
        if len(self.part.provisions) > 1:
            self.fields[f"in_{number}"] = forms.ChoiceField(
                label="Which provision it is", choices=H1_OR_H2, widget=forms.RadioSelect, required=False,
                initial=self.part.provisions[0],
            )  # fmt: skip
        self.fields[f"origin_{number}"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=LONGEST_ORIGIN
        )

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields of its texts."""
        return [self[f"text_{words.key}"] for words in self.part.texts]

    @property
    def grouped(self) -> list[tuple[int, list[forms.BoundField], str]]:
        """The fields of each line, with its number and where it came from."""
        names = [*LABELS, "in"] if len(self.part.provisions) > 1 else list(LABELS)
        return [
            (number, [self[f"{name}_{number}"] for name in names], str(self.initial.get(f"source_{number}", "")))
            for number in range(1, self.lines + 1)
        ]

    def said(self) -> Written:
        """Return what was typed."""
        typed = self.cleaned_data
        lines = []
        for number in range(1, self.lines + 1):
            line = Line(**{name: _lines_ended(typed.get(f"{name}_{number}", "")) for name in LABELS})
            within = typed.get(f"in_{number}") or self.part.provisions[0]
            if not line.is_empty:
                lines.append(PlanLine(line, within, typed.get(f"origin_{number}", "")))
        texts = {words.key: _lines_ended(typed.get(f"text_{words.key}", "")) for words in self.part.texts}
        return Written(texts, tuple(lines))

    @staticmethod
    def lines_sent(data: Any) -> int:
        """Return how many lines a form was sent with."""
        text = str(data.get("count", ""))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 1


def _lines_ended(text: str) -> str:
    """Return a text with its lines ended as they are kept; browsers end them another way."""
    return text.replace("\r\n", "\n")


def _initial(part: Part, said: Written) -> dict[str, Any]:
    found: dict[str, Any] = {f"text_{words.key}": said.texts.get(words.key, "") for words in part.texts}
    for number, one in enumerate(said.lines, 1):
        found |= {f"{name}_{number}": getattr(one.line, name) for name in LABELS}
        found |= {f"in_{number}": one.provision_in, f"origin_{number}": one.origin, f"source_{number}": one.source}
    return found


class TakeForm(forms.Form):
    """Which lines of advice, or whose views, to take over."""

    use_required_attribute = False
    marks_optional = False

    def __init__(self, data: Any = None, *, given: Sequence[Given], views: bool) -> None:
        super().__init__(data)
        self.given = {str(number): one for number, one in enumerate(given)}
        for key, one in self.given.items():
            choices = _views(one) if views else _lines(one)
            if choices:
                self.fields[f"from_{key}"] = forms.MultipleChoiceField(
                    label=f"{one.request.about.title}: {one.version.given_by_name}", choices=choices, required=False,
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"invalid_choice": "This advice was amended since. Look at it again, then choose"},
                )  # fmt: skip
                self.fields[f"version_{key}"] = forms.CharField(
                    widget=forms.HiddenInput, required=False, initial=one.code, max_length=LONGEST_ORIGIN
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for key, one in self.given.items():
            sent = cleaned.get(f"version_{key}")
            if cleaned.get(f"from_{key}") and sent and sent != one.code:
                self.add_error(f"from_{key}", "This advice was amended since. Look at it again, then choose")
        return cleaned

    @property
    def chosen(self) -> list[tuple[Given, int]]:
        """What was chosen, in the order of the page."""
        return [
            (one, int(number)) for key, one in self.given.items() for number in self.cleaned_data.get(f"from_{key}", ())
        ]


def _lines(one: Given) -> list[tuple[str, str]]:
    lines = Advice.read(one.version.content).lines
    return [
        (str(number), " → ".join(part for part in (line.need, line.outcome, line.said) if part))
        for number, line in enumerate(lines, 1)
        if not line.is_empty
    ]


def _views(one: Given) -> list[tuple[str, str]]:
    content = Advice.read(one.version.content)
    told = content.views or (content.summary if one.request.about.is_views else "")
    return [("0", told)] if told else []


class CompareForm(forms.Form):
    """Which two versions to compare."""

    use_required_attribute = False
    marks_optional = False

    def __init__(self, data: Any, *, numbers: Sequence[int]) -> None:
        super().__init__(data)
        choices = [(str(number), f"Version {number}") for number in numbers]
        for name, label in (("before", "Earlier"), ("after", "Later")):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)


class AskForm(forms.Form):
    """Sending a plan for a check.

    Args:
        others: the names of other children that were found in it.
    """

    use_required_attribute = False
    marks_optional = False

    def __init__(self, data: Any = None, *, others: Sequence[str] = (), **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["words"] = text_field("What the checker should look at", LONGEST_WORDS, 3)
        if others:
            self.fields["names_why"] = text_field(
                "Why each of these names may stand there", LONGEST_WORDS, 3, required=True,
                help_text="For example that it is the child’s own brother. Whoever checks the plan reads this.",
                errors={"required": "Say why each name may stand there, or take it out of the plan first"},
            )  # fmt: skip
        self.fields["seen"] = seen_field()


class AnswerForm(forms.Form):
    """A second person's word on a plan."""

    use_required_attribute = False
    marks_optional = False
    check = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, others: Sequence[str] = (), **more: Any) -> None:
        super().__init__(data, **more)
        missing = {"required": "Choose whether you agree", "invalid_choice": "Choose whether you agree"}
        self.fields["answer"] = forms.ChoiceField(
            label="Your answer", choices=(("agree", "I agree: make its paper"), ("back", "Send it back")),
            widget=forms.RadioSelect, error_messages=missing,
        )  # fmt: skip
        self.fields["words"] = text_field(
            "What should change", LONGEST_WORDS, 4, help_text="Whoever sent it reads this."
        )
        if others:
            self.fields["looked"] = forms.BooleanField(
                label="I looked at each name of another child, and it may stand there", required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == "back" and "words" in cleaned and not cleaned["words"].strip():
            self.add_error("words", "Say what should change")
        if cleaned.get("answer") == "agree" and "looked" in self.fields and not cleaned.get("looked"):
            self.add_error("looked", "Look at each name first, then say that you have")
        return cleaned
