"""The pages of an answer to a draft, with what was typed on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from keywork.web.representations import forms
from keywork.web.representations.choices import SECTIONS, SETTINGS
from keywork.web.representations.forms import PageForm

Typed = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its name in the address, its question, its form, and words before it."""

    slug: str
    title: str
    form: type[PageForm]
    lead: str = ""


AGREE = Page("agree", "What do you think of the draft?", forms.AgreeForm)
SETTING = Page(
    "setting", "Which setting do you ask for?", forms.SettingForm,
    "The draft names none on purpose. If you ask for a state school, a college, a non-maintained special school or one "
    "on the section 41 list, the law says that we must name it unless it is unsuitable, or does not go with the "
    "education of others or a sensible use of money (Children and Families Act 2014, sections 38 and 39).",
)  # fmt: skip
AGREED = {"yes": "I agree with the draft", forms.NOTHING: "I have nothing to add"}
BUDGET = Page("budget", "Do you ask for a personal budget?", forms.BudgetForm)
MEETING = Page("meeting", "Do you want to meet us?", forms.MeetingForm)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said or asked: its kind, and what of it is known."""

    kind: str
    text: str
    section: str = ""
    name: str = ""
    sort: str = ""


class Journey:
    """An answer to a draft as its pages have it.

    Args:
        answers: what was typed, by page and field.
        asks_budget: a personal budget is theirs to ask for.
    """

    def __init__(self, answers: Mapping[str, Typed], *, asks_budget: bool) -> None:
        self.answers = answers
        chosen = [code for code in SECTIONS if code in answers.get("agree", {}).get("parts", [])]
        parts = [Page(f"section-{code}", f"Section {code}: {SECTIONS[code]}", forms.SectionForm) for code in chosen]
        self.pages = [AGREE, *parts, SETTING, *([BUDGET] if asks_budget else []), MEETING]

    def page(self, slug: str) -> Page | None:
        """Return a page by its name; None where this answer has none of that name."""
        return next((one for one in self.pages if one.slug == slug), None)

    def place(self, page: Page) -> int:
        return [one.slug for one in self.pages].index(page.slug)

    def before(self, page: Page) -> Page | None:
        place = self.place(page)
        return self.pages[place - 1] if place else None

    def after(self, page: Page) -> Page | None:
        place = self.place(page) + 1
        return self.pages[place] if place < len(self.pages) else None

    def form(self, page: Page) -> PageForm:
        """Return the form of a page: as it was filled in, or empty."""
        kept = self.answers.get(page.slug)
        return page.form(_posted(kept)) if kept is not None else page.form()

    def missing(self) -> list[Page]:
        """Return the pages that are not answered, or not so that they can be read."""
        return [one for one in self.pages if not self._read(one)]

    def first_open(self) -> Page:
        """Return the page to go on with."""
        return next(iter(self.missing()), self.pages[-1])

    def _read(self, page: Page) -> dict[str, Any]:
        form = self.form(page)
        return form.cleaned_data if form.is_bound and form.is_valid() else {}

    @property
    def agrees(self) -> bool:
        return self._read(AGREE).get("agrees") == "yes"

    @property
    def nothing(self) -> bool:
        """Say whether they have nothing to add, which answers the draft too."""
        return self._read(AGREE).get("agrees") == forms.NOTHING

    def said(self) -> list[Said]:
        """Return what is said and asked, in the order of the pages."""
        found = []
        for page in self.pages:
            read = self._read(page)
            if page.form is forms.SectionForm and read:
                found.append(Said("section", read["words"], section=page.slug.removeprefix("section-")))
            elif read.get("asks") == "yes":
                found.append(_asked(page, read))
        return found

    def rows(self) -> list[tuple[Page, list[str], bool]]:
        """Return each page with what was answered in words, and whether it must still be answered."""
        missing = self.missing()
        return [(page, _told(page, self._read(page)), page in missing) for page in self.pages]


def _asked(page: Page, read: Mapping[str, Any]) -> Said:
    if page is SETTING:
        return Said("setting", read["why"], name=read["name"], sort=read["sort"])
    if page is BUDGET:
        return Said("budget", read["what"])
    return Said("meeting", read["when"])


def _told(page: Page, read: Mapping[str, Any]) -> list[str]:
    if not read:
        return []
    if page is AGREE:
        first = AGREED.get(read["agrees"], "I do not agree with all of it")
        return [first, *(f"I say something about section {code}" for code in read["parts"])]
    if page.form is forms.SectionForm:
        return [read["words"]]
    if read["asks"] == "no":
        return ["No"]
    asked = _asked(page, read)
    return [text for text in ("Yes", asked.name, SETTINGS.get(asked.sort, ""), asked.text) if text]


def _posted(kept: Typed) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data
