"""The forms of panels and of the decisions whether to assess and whether to issue a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from keywork.web.accounts.models import Membership, Role
from keywork.web.kernel import clock
from keywork.web.panels.limbs import LONGEST_REASON, NEEDS, SETTING_TYPES, Finding, Test
from keywork.web.panels.models import PanelMember, Seat
from keywork.web.panels.questions import Question
from keywork.web.people.family import SHORTEST_REASON
from keywork.web.ui.fields import DayField

SHORTEST = 10
YES_NO = (("yes", "Yes"), ("no", "No"))


def _text(label: str, *, missing: str, rows: int = 4, shortest: int = SHORTEST, **more: Any) -> forms.CharField:
    """Return a field for words; ``missing`` is what is said where it is empty or too short."""
    errors = {
        "required": missing,
        "min_length": f"{label} must be {shortest} characters or more",
        "max_length": f"{label} must be {LONGEST_REASON:,} characters or fewer",
    }
    return forms.CharField(
        label=label, min_length=shortest, max_length=LONGEST_REASON, error_messages=errors,
        widget=forms.Textarea(attrs={"rows": rows}), **more,
    )  # fmt: skip


class PanelForm(forms.Form):
    """What a panel is called and for, and its quorum."""

    use_required_attribute = False
    name = forms.CharField(
        label="Name of the panel", min_length=1, max_length=120, error_messages={"required": "Enter the panel’s name"}
    )
    terms = _text(
        "Terms of reference", missing="Enter what the panel is for", rows=6,
        help_text="What it advises on, whom it answers to, and how it works. No names of children.",
    )  # fmt: skip
    quorum = forms.IntegerField(
        label="Quorum", min_value=2, max_value=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="How many members must take part in a recommendation. Whoever withdraws from a case does not count.",
        error_messages={
            "required": "Enter the quorum", "invalid": "The quorum must be a number",
            "min_value": "The quorum must be 2 or more", "max_value": "The quorum must be 20 or fewer",
        },
    )  # fmt: skip


class ChangeForm(PanelForm):
    closed = forms.BooleanField(label="This panel has ended", required=False)


class MemberForm(forms.Form):
    """Who joins a panel."""

    use_required_attribute = False
    part = forms.ChoiceField(
        label="As", choices=PanelMember.Part.choices, widget=forms.RadioSelect, initial=PanelMember.Part.MEMBER,
        error_messages={"required": "Choose as what they sit on the panel"},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, people: Sequence[Membership]) -> None:
        super().__init__(data)
        self.people = {str(one.user_id): one for one in people}
        words = {key: f"{one.user.display_name} – {Role(one.role).label}" for key, one in self.people.items()}
        self.fields["user"] = forms.ChoiceField(
            label="Who",
            choices=[("", "Choose"), *words.items()],
            error_messages={"required": "Choose who joins the panel"},
        )
        self.order_fields(["user", "part"])


class MeetingForm(forms.Form):
    use_required_attribute = False

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["on"] = DayField(label="Day of the meeting", thing="The day of the meeting")


class ViewForm(forms.Form):
    """What a member thinks, or why they dissent."""

    use_required_attribute = False
    reasons = _text("Why", missing="Give your reasons")

    def __init__(self, data: Any = None, *, question: Question) -> None:
        super().__init__(data)
        self.fields["view"] = forms.ChoiceField(
            label="What do you think?", choices=list(question.views.items()), widget=forms.RadioSelect,
            error_messages={"required": "Choose what you think"},
        )  # fmt: skip
        self.order_fields(["view", "reasons"])


class RecuseForm(forms.Form):
    """Who withdraws from a case, and why. A member withdraws; whoever runs the panel may write it down for another."""

    use_required_attribute = False
    why = forms.ChoiceField(
        label="Why", widget=forms.RadioSelect, error_messages={"required": "Choose why"},
        choices=[(one.value, one.label) for one in (Seat.Recused.WORK, Seat.Recused.CLOSE)],
    )  # fmt: skip
    reason = _text("In a few words", missing="Say why in a few words", rows=3, shortest=SHORTEST_REASON)

    def __init__(self, data: Any = None, *, seats: Sequence[Seat]) -> None:
        super().__init__(data)
        self.fields["why"].choice_hints = {
            Seat.Recused.WORK.value: "The papers of this panel are closed to them. Their own work on the case goes on.",
            Seat.Recused.CLOSE.value: "All records of the child are closed to them, here and everywhere.",
        }
        self.people = {str(one.user_id): one.user for one in seats}
        if len(self.people) > 1:
            self.fields["user"] = forms.ChoiceField(
                label="Who withdraws",
                choices=[("", "Choose"), *((key, one.display_name) for key, one in self.people.items())],
                error_messages={"required": "Choose who withdraws"},
            )
            self.order_fields(["user", "why", "reason"])

    def chosen(self) -> Any:
        """Return who withdraws."""
        return self.people[self.cleaned_data.get("user") or next(iter(self.people))]


class TestForm(forms.Form):
    """The test of a decision, question by question, and what follows from it.

    Args:
        data: what was sent, or None.
        question: what is decided.
        papers: what an answer can rest on, as values and words.
        test: answers to begin with.
    """

    use_required_attribute = False
    marks_optional = False
    label = "What do you decide?"
    needs_choice = "Choose what you decide"

    def __init__(
        self,
        data: Any = None,
        *,
        question: Question,
        papers: Sequence[tuple[str, str]],
        test: Test | None = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=_first(test or {}) | (initial or {}))
        self.question, self.papers = question, dict(papers)
        self._ask_limbs(papers)
        self.fields["conclusion"] = forms.ChoiceField(
            label=self.label, choices=list(self.choices().items()), widget=forms.RadioSelect,
            error_messages={"required": self.needs_choice},
        )  # fmt: skip
        self.fields["reasons"] = _text(
            "Summary of the reasons", missing="Sum up the reasons", shortest=20,
            help_text="In plain words: the family reads them.",
        )  # fmt: skip

    def choices(self) -> dict[str, str]:
        """Return what can follow, in words."""
        return self.question.conclusions

    def _ask_limbs(self, papers: Sequence[tuple[str, str]]) -> None:
        for number, limb in enumerate(self.question.limbs, 1):
            self.fields[f"{limb.code}_answer"] = forms.ChoiceField(
                label="Your answer", choices=YES_NO, widget=forms.RadioSelect,
                error_messages={"required": f"Answer question {number}"},
            )  # fmt: skip
            self.fields[f"{limb.code}_reasons"] = _text(
                f"Reasons for question {number}", missing=f"Give the reasons for question {number}", shortest=20
            )
            if papers:
                self.fields[f"{limb.code}_evidence"] = forms.MultipleChoiceField(
                    label="Papers this rests on", choices=papers, widget=forms.CheckboxSelectMultiple,
                    error_messages={"required": f"Choose the papers that the answer to question {number} rests on"},
                )  # fmt: skip

    @property
    def steps(self) -> list[tuple[int, Any, list[forms.BoundField]]]:
        """The questions of the test with their fields."""
        parts = ("answer", "reasons", "evidence")
        return [
            (number, limb, [self[f"{limb.code}_{part}"] for part in parts if f"{limb.code}_{part}" in self.fields])
            for number, limb in enumerate(self.question.limbs, 1)
        ]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The fields after the questions."""
        of_limbs = tuple(f"{limb.code}_" for limb in self.question.limbs)
        return [self[name] for name in self.fields if not name.startswith(of_limbs)]

    def test(self) -> dict[str, Finding]:
        """Return the answers."""
        said = self.cleaned_data
        return {
            limb.code: Finding(
                said[f"{limb.code}_answer"], said[f"{limb.code}_reasons"].strip(),
                {key: self.papers[key] for key in said.get(f"{limb.code}_evidence", ())},
            )
            for limb in self.question.limbs
        }  # fmt: skip


def _first(test: Test) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for code, one in test.items():
        found |= {f"{code}_answer": one.answer, f"{code}_reasons": one.reasons, f"{code}_evidence": list(one.evidence)}
    return found


class RecommendForm(TestForm):
    """What a panel recommends, and who took part."""

    label = "What does the panel recommend?"
    needs_choice = "Choose what the panel recommends"

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["took_part"] = forms.MultipleChoiceField(
            label="Who took part", widget=forms.CheckboxSelectMultiple,
            choices=[(str(one.user_id), one.user.display_name) for one in seats if not one.recused],
            error_messages={"required": "Choose who took part"},
        )  # fmt: skip

    def choices(self) -> dict[str, str]:
        """Return what can be recommended, in words."""
        return self.question.recommendations


class DecideForm(TestForm):
    """What an officer decides, by which it is compared later, and when the family was told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today, of_plan = clock.today(), self.question.is_of_plan
        if of_plan:
            self.fields["feedback"] = _text(
                "If there is to be no plan: what helps without one", missing="", required=False,
                help_text="Who will do what, from what the setting has, and when it is looked at again. The family "
                "and the setting read it.",
            )  # fmt: skip
        self.fields["need"] = forms.ChoiceField(
            label=f"Main type of need, as the {'assessment' if of_plan else 'request'} shows it",
            choices=[("", "Choose"), *NEEDS.items()], error_messages={"required": "Choose the main type of need"},
            help_text="Only to see later whether like needs met like decisions. It is no diagnosis.",
        )  # fmt: skip
        self.fields["setting_type"] = forms.ChoiceField(
            label="Where they learn", choices=[("", "Choose"), *SETTING_TYPES.items()],
            error_messages={"required": "Choose where they learn"},
        )  # fmt: skip
        self.fields["on"] = DayField(label="Day of the decision", thing="The day of the decision", not_after=today)
        met = "The 16 weeks are met by the notice that there will be no plan." if of_plan else (
            "The six weeks are met by the notice.")  # fmt: skip
        self.fields["told_on"] = DayField(
            label="Day the notice was sent to the family, if it was", thing="The day of the notice", not_after=today,
            required=False, help_text=f"{met} Leave it empty and record it once it has gone.",
        )  # fmt: skip
        self.fields["seen"] = _seen()

    def clean(self) -> dict[str, Any]:
        """Ask for what helps without a plan where there is to be none."""
        said: dict[str, Any] = super().clean() or {}
        refuses = self.question.is_of_plan and said.get("conclusion") == self.question.no
        if refuses and not said.get("feedback") and "feedback" not in self.errors:
            self.add_error("feedback", "Say what helps without a plan: the family and the setting read it")
        return said


class ToldForm(forms.Form):
    """The day on which the family was told."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["on"] = DayField(
            label="Day the notice was sent", thing="The day of the notice", not_after=clock.today()
        )
        self.fields["seen"] = _seen()


def _seen() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
