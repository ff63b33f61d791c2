"""The journeys of a request: which questions are put to whom, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from keywork.web.accounts.models import Role
from keywork.web.assessments import forms
from keywork.web.assessments.evidence import CHECKLIST, OLDER, PAPERS_AFTER, STANDING, Item
from keywork.web.assessments.forms import NEW, QuestionForm
from keywork.web.assessments.models import Source

# As whom somebody asks who signs in with a role.
SOURCES: Mapping[str, Source] = {
    Role.PARENT: Source.PARENT,
    Role.YOUNG_PERSON: Source.YOUNG_PERSON,
    Role.SENCO: Source.SCHOOL,
    Role.COLLEGE: Source.COLLEGE,
    Role.EARLY_YEARS: Source.EARLY_YEARS,
    Role.THERAPIST: Source.HEALTH,
    Role.DCO: Source.HEALTH,
    Role.SOCIAL_WORKER: Source.SOCIAL_CARE,
    Role.DSCO: Source.SOCIAL_CARE,
    Role.EDUCATIONAL_PSYCHOLOGIST: Source.PROFESSIONAL,
}
SETTINGS = frozenset({Source.SCHOOL, Source.COLLEGE, Source.EARLY_YEARS})
FAMILIES = frozenset({Source.PARENT, Source.YOUNG_PERSON})
OF_WHO = ("name", "born", "upn")  # not asked where the child is known to whoever asks


@dataclass(frozen=True, slots=True)
class Step:
    """One page of a journey.

    Args:
        slug: in its address, and before its answers.
        title: the question.
        form: makes its form.
        lead: words before the form.
        good: what a good answer holds.
        private: only for whoever may read how the family is reached.
    """

    slug: str
    title: str
    form: Callable[..., QuestionForm]
    lead: str = ""
    good: Sequence[str] = field(default=())
    private: bool = False


WORDS = forms.WordsForm
NO_ADDRESS = "Do not write an address that somebody must not learn."
NAME = Step("name", "What is the child’s name?", forms.NameForm)
BORN = Step("born", "When were they born?", forms.BornForm)
UPN = Step("upn", "What is their unique pupil number?", forms.UpnForm)
SETTING = Step("setting", "Where do they learn?", forms.SettingForm)
REACH = Step("reach", "How do we reach you?", forms.ReachForm, private=True)
FAMILY = Step("family", "Does the family know?", forms.FamilyForm, private=True)
NO_PAPERS = partial(WORDS, label="Which papers do you have?", hint="Leave it empty if you have none.", needed=False)
PAPERS = Step("papers", "Do you have papers to send with this?", NO_PAPERS, PAPERS_AFTER)

PARENTS = (
    NAME,
    BORN,
    SETTING,
    Step("needs", "What is hard for your child?",
         partial(WORDS, hint=f"At school, at home, with others. {NO_ADDRESS}")),
    Step("help", "What help have they had, and did it work?",
         partial(WORDS, hint="From school, doctors, therapists, family or anybody else. “None so far” is an answer.")),
    Step("views", "What do you and your child hope for?",
         partial(WORDS, hint="Your child’s own words count. Leave it empty to say it to us instead.", needed=False)),
    PAPERS,
    REACH,
)  # fmt: skip
YOUNG_PERSONS = (
    Step("name", "What is your name?", forms.NameForm),
    Step("born", "When were you born?", forms.BornForm),
    Step("setting", "Where do you learn?", forms.SettingForm),
    Step("needs", "What is hard for you?", partial(WORDS, hint="At school or college, at work, at home, with others.")),
    Step("help", "What help have you had, and did it work?",
         partial(WORDS, hint="From anybody. “None so far” is an answer.")),
    Step("views", "What do you hope for?",
         partial(WORDS, hint="What you want to learn or do. Leave it empty to say it to us instead.", needed=False)),
    PAPERS,
    REACH,
)  # fmt: skip
PROFESSIONALS = (
    NAME,
    BORN,
    UPN,
    SETTING,
    FAMILY,
    Step("needs", "What have you seen, and why may they need an assessment?",
         partial(WORDS, hint="What you saw yourself, when, and what you advise.")),
    Step("help", "Which help do they have that you know of?",
         partial(WORDS, hint="Leave it empty if you do not know.", needed=False)),
    REACH,
)  # fmt: skip


def _of_settings(items: Sequence[Item]) -> tuple[Step, ...]:
    asked = [Step(item.code, item.title, forms.EvidenceForm, PAPERS_AFTER, item.good) for item in items]
    why = Step("why", "Why are you asking now?",
               partial(WORDS, hint="In a few sentences. What they need is asked on the next pages."))  # fmt: skip
    return (NAME, BORN, UPN, FAMILY, why, *asked)


JOURNEYS: Mapping[str, tuple[Step, ...]] = {
    Source.PARENT: PARENTS,
    Source.YOUNG_PERSON: YOUNG_PERSONS,
    Source.SCHOOL: _of_settings(CHECKLIST),
    Source.COLLEGE: _of_settings((*CHECKLIST, OLDER)),
    Source.EARLY_YEARS: _of_settings(CHECKLIST),
    Source.HEALTH: PROFESSIONALS,
    Source.SOCIAL_CARE: PROFESSIONALS,
    Source.PROFESSIONAL: PROFESSIONALS,
}
Answers = Mapping[str, str]


class Journey:
    """The pages of one request, with what was answered.

    Args:
        source: who asks.
        answers: what was typed, by page and field.
        children: whom whoever asks has to do with already, to choose from.
    """

    def __init__(self, source: str, answers: Answers, children: Sequence[tuple[str, str]] = ()) -> None:
        self.source, self.answers, self.children = source, answers, children
        self.steps = self._steps()

    @property
    def known_child(self) -> str:
        """The identity of the child that was chosen; empty where it is another one."""
        if self.source == Source.YOUNG_PERSON:
            return self.children[0][0] if self.children else ""
        chosen = self.answers.get("child.child", "")
        return chosen if chosen in dict(self.children) else ""

    def _steps(self) -> list[Step]:
        steps = [step for step in JOURNEYS[self.source] if not (self.known_child and step.slug in OF_WHO)]
        if self.children and self.source != Source.YOUNG_PERSON:
            another = "Another child" if self.source == Source.PARENT else "A child who is not in this list"
            form = partial(forms.ChildForm, children=self.children, another=another)
            steps.insert(0, Step("child", "Who is it about?", form))
        return steps

    def step(self, slug: str) -> Step | None:
        """Return a page by its address; None where this journey has none of that name."""
        return next((step for step in self.steps if step.slug == slug), None)

    def place(self, step: Step) -> int:
        """Return the place of a page among those of the journey, from 0."""
        return [one.slug for one in self.steps].index(step.slug)

    def before(self, step: Step) -> Step | None:
        """Return the page before another; None before the first."""
        place = self.place(step)
        return self.steps[place - 1] if place else None

    def after(self, step: Step) -> Step | None:
        """Return the page after another; None after the last."""
        place = self.place(step) + 1
        return self.steps[place] if place < len(self.steps) else None

    def form(self, step: Step) -> QuestionForm:
        """Return the form of a page: as it was filled in, or empty."""
        blank = step.form()
        typed = self.typed(step, blank)
        return step.form(typed) if typed else blank

    def typed(self, step: Step, form: QuestionForm) -> dict[str, str]:
        """Return what was typed on a page, under the names of its form."""
        found = {part: self.answers.get(f"{step.slug}.{part}") for part in form.parts}
        return {part: text for part, text in found.items() if text is not None}

    def missing(self) -> list[Step]:
        """Return the pages that are not answered, or not so that they can be read."""
        return [step for step in self.steps if not self._is_answered(step)]

    def _is_answered(self, step: Step) -> bool:
        form = self.form(step)
        return form.is_bound and form.is_valid()

    def first_open(self) -> Step:
        """Return the page to go on with."""
        return next(iter(self.missing()), self.steps[-1])

    def value(self, slug: str, name: str) -> Any:
        """Return an answer as its form reads it; None where there is none."""
        step = self.step(slug)
        form = self.form(step) if step else None
        return form.cleaned_data.get(name) if form is not None and form.is_bound and form.is_valid() else None

    def told(self, *, private: bool = True) -> list[tuple[Step, list[tuple[str, str]]]]:
        """Return each page with its answers in words.

        Args:
            private: whether how people are reached is told too.
        """
        return [(step, list(self._told(step))) for step in self.steps if private or not step.private]

    def _told(self, step: Step) -> list[tuple[str, str]]:
        form = self.form(step)
        if not form.is_bound:
            return []
        form.is_valid()
        rows = []
        for name, one in form.fields.items():
            text = words_of(form, name)
            if text:
                rows.append((str(one.label).rstrip("?"), text))
        return rows


def words_of(form: QuestionForm, name: str) -> str:
    """Return what stands in a field, as people read it."""
    value = form.cleaned_data.get(name) if name not in form.errors else form[name].value()
    if isinstance(value, dict):
        return " ".join(filter(None, value.values()))
    if hasattr(value, "strftime"):
        return f"{value.day} {value:%B %Y}"
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value) or "")


__all__ = ["FAMILIES", "JOURNEYS", "NEW", "SETTINGS", "SOURCES", "STANDING", "Journey", "Step"]
