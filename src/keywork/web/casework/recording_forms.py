"""The forms by which something that happened is recorded, or an entry is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django import forms

from keywork.core.events import DATE_CORRECTED, ENTRY_STRUCK_OUT, Entry, Event, NewEvent
from keywork.core.register import EventKind
from keywork.web.casework import threads
from keywork.web.casework.event_fields import NOTHING, field_of, value_of
from keywork.web.casework.likely import Likely, other_kinds
from keywork.web.deadlines import decisions
from keywork.web.kernel import clock
from keywork.web.ui.fields import DayField

OTHER = "other"
NEW = "new"
WITHOUT_NAME = "without-a-name"


class KindForm(forms.Form):
    """What happened: what the running clocks wait for first, then everything else."""

    use_required_attribute = False
    marks_optional = False
    kind = forms.ChoiceField(
        label="What happened?", widget=forms.RadioSelect, error_messages={"required": "Choose what happened"}
    )
    something_else = forms.ChoiceField(label="Something else", required=False)

    def __init__(self, data: Any = None, *, likely: Sequence[Likely] = ()) -> None:
        super().__init__(data)
        kind = self.fields["kind"]
        kind.choices = [*((one.kind, one.what) for one in likely), (OTHER, "Something else, chosen below")]
        kind.choice_hints = {one.kind: one.hint for one in likely if one.hint}
        self.fields["something_else"].choices = [("", "Choose an event"), *other_kinds()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == OTHER and not cleaned.get("something_else"):
            self.add_error("something_else", "Choose what happened")
        return cleaned

    def chosen(self) -> str:
        """Return the kind that was chosen."""
        kind = self.cleaned_data["kind"]
        return str(self.cleaned_data["something_else"] if kind == OTHER else kind)


class EventForm(forms.Form):
    """One event of a kind: its day, which of several alike it belongs to, and its details.

    Args:
        data: what was sent, or None.
        kind: of the event.
        record: the case's, from which the threads to choose from are read.
        thread: the one to begin with.
    """

    use_required_attribute = False

    def __init__(self, data: Any, *, kind: EventKind, record: Sequence[Event], thread: str = "") -> None:
        super().__init__(data)
        self.kind, self.known = kind, threads.known(record, kind)
        self.record = record
        today = clock.today()
        self.fields["on"] = DayField(
            label="When did it happen?", thing="The day it happened", not_after=today,
            help_text=f"For example, {today.day} {today.month} {today.year}",
        )  # fmt: skip
        if decisions.is_answer(kind.name):
            if len(self.decisions) > 1:
                self._add_decision("Which decision does this answer?", self.decisions, thread)
        elif self._may_be_again():
            self._add_decision("Which decision is this the notice of?", self._may_be_again(), thread, again=True)
        elif threads.are_several(kind) and kind.name != decisions.SENT:
            self._add_thread(thread)
        left_out = threads.BODY_FIELDS if kind.thread == threads.ADVICE else ()
        for name, meaning in kind.fields.items():
            if name not in left_out:
                self.fields[f"field_{name}"] = field_of(kind, name, meaning)

    @cached_property
    def standing(self) -> list[Entry]:
        """The entries of the record that are in force: asked only of what is of a decision, or answers one."""
        return decisions.standing(self.record)

    @cached_property
    def decisions(self) -> list[decisions.Appealable]:
        """The decisions of the case that can be appealed."""
        return decisions.decisions_of(self.standing)

    def _may_be_again(self) -> list[decisions.Appealable]:
        """Return the decisions that this may be another notice of."""
        if self.kind.name == decisions.SENT:
            return self.decisions
        if not decisions.is_notice(self.kind.name) or threads.are_several(self.kind):
            return []
        return [one for one in self.decisions if one.kind == self.kind.name]

    def _add_decision(
        self, label: str, known: Sequence[decisions.Appealable], first: str, *, again: bool = False
    ) -> None:
        choices = [(one.thread or WITHOUT_NAME, one.words) for one in known]
        if again:
            choices = [(value, f"The {words}: a copy, or sent again") for value, words in choices]
            choices.append((NEW, "Another decision, with two months of its own"))
        self.fields["thread"] = forms.ChoiceField(
            label=label, widget=forms.RadioSelect, choices=choices,
            initial=first if first in dict(choices) else None, error_messages={"required": "Choose which decision"},
        )  # fmt: skip

    def _add_thread(self, first: str) -> None:
        words = threads.noun(self.kind)
        new = threads.new_ones(self.kind, self.known)
        choices = [(thread, threads.words(thread)) for thread in self.known] + new
        if choices:
            self.fields["thread"] = forms.ChoiceField(
                label=f"Which {words}?", widget=forms.RadioSelect, choices=[*choices, (NEW, "Another one")],
                initial=first if first in self.known else None,
                error_messages={"required": f"Choose which {words}"},
            )  # fmt: skip
        self.fields["thread_name"] = forms.CharField(
            label=f"Name of the {words}", required=False, max_length=60,
            help_text=("Only where it is another one. " if choices else "")
            + f"A few words that tell this {words} from others, without names of people. Left empty, it gets a number.",
        )  # fmt: skip

    def entry(self) -> NewEvent:
        """Return the event as it is to be recorded."""
        cleaned = self.cleaned_data
        thread = self._thread()
        fields = {name: value_of(cleaned.get(f"field_{name}"), meaning) for name, meaning in self.kind.fields.items()}
        if self.kind.thread == threads.ADVICE:
            fields |= threads.body_of(thread, self.kind)
        kept = {name: value for name, value in fields.items() if value is not NOTHING}
        return NewEvent(self.kind.name, cleaned["on"], thread=thread, fields=kept)

    def _thread(self) -> str | None:
        if "thread" in self.fields and "thread_name" not in self.fields:
            return self._decision(str(self.cleaned_data["thread"]))
        if decisions.is_answer(self.kind.name) and self.decisions:
            return self.decisions[0].thread
        chosen = self.cleaned_data.get("thread", NEW)
        if "thread_name" not in self.fields:
            return None
        if chosen != NEW:
            return str(chosen)
        return threads.named(self.kind, self.cleaned_data.get("thread_name", ""), self.known, self.cleaned_data["on"])

    def _decision(self, chosen: str) -> str:
        if chosen == NEW:
            return decisions.new_name(self.kind.name, self.standing)
        return decisions.UNNAMED if chosen == WITHOUT_NAME else chosen

    def told(self) -> list[tuple[str, str]]:
        """Return what was entered, in words, to be read once more."""
        rows = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if value in (None, "") or (value == NEW and "thread_name" in self.fields):
                continue
            choices = _flat(getattr(self.fields[name], "choices", ()))
            rows.append((str(self[name].label), choices.get(str(value)) or _words(value)))
        return rows


def _flat(choices: Any) -> dict[str, str]:
    return {str(value): str(label) for value, label in choices if not isinstance(label, list | tuple)}


def _words(value: object) -> str:
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)


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

    def told(self) -> list[tuple[str, str]]:
        """Return what was entered, in words, to be read once more."""
        if self.cleaned_data["what"] == "strike":
            return [("What is wrong", "It did not happen, or belongs to another case")]
        return [("The true date", _words(self.cleaned_data["to"]))]
