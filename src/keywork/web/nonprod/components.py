"""What the gallery shows: every component of the pages in each of its states, with invented words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms

from keywork.web.casework.forms import DaysForm
from keywork.web.casework.presenters import NextDeadline, Step
from keywork.web.casework.record_rows import HistoryRow
from keywork.web.ui.charts import Chart, bars, columns
from keywork.web.ui.due import Tag
from keywork.web.ui.fields import DayField

PAGES = ("words", "forms", "lists")
TITLES = {"words": "Words, marks and notices", "forms": "Forms", "lists": "Lists, tables and charts"}
TAGS = (
    Tag("12 days late", "red"),
    Tag("Done 3 days late", "orange"),
    Tag("Due today", "yellow"),
    Tag("4 days early", "green"),
    Tag("Done, exception relied on", "purple"),
    Tag("Not in the return", "grey"),
    Tag("9 weeks left"),
)
MARKS = ("done", "late", "now", "none")
NO_HELP = {"autocomplete": "off"}  # the browser has nothing to offer for it
CHOICES = [("north", "North team"), ("south", "South team"), ("early", "Early years")]


def steps() -> list[Step]:
    """Return a clock for each mark, one of them a local promise."""
    told = (
        ("Decision whether to assess", "Due 12 Jan 2026, done 8 Jan 2026", TAGS[3], "done", ""),
        ("Final plan", "Due 20 Apr 2026", TAGS[0], "late", ""),
        ("Advice – Educational psychology", "Due 2 Mar 2026", TAGS[2], "now", ""),
        ("First meeting with the family", "Ended 14 Feb 2026", Tag("Ended"), "none", "Not a limit in law"),
    )
    return [Step(title, title, dates, tag, mark, "#components", force) for title, dates, tag, mark, force in told]


def next_deadlines() -> list[NextDeadline]:
    """Return a next deadline that is past, near and far."""
    told = (("late", "12 days late"), ("soon", "2 working days left"), ("", "9 weeks left"))
    return [
        NextDeadline("Final plan", "Monday 20 April 2026", tag, kind, "#components", "Day 104 of 140, since 1 Dec 2025")
        for kind, tag in told
    ]


def record() -> list[HistoryRow]:
    """Return entries of a record: plain, with details, corrected, and struck out."""
    told: tuple[dict[str, Any], ...] = (
        {},
        {"details": ("body: ep", "body kind: educational-psychology")},
        {"corrected": "Corrected to 3 Nov 2025"},
        {"struck": True},
    )
    usual: dict[str, Any] = {
        "title": "Advice requested", "what": "The authority asked a body for advice.", "on": "5 Jan 2026",
        "recorded": "5 Jan 2026, 16:59", "by": "Robin Sample", "source": "people working here", "details": (),
        "struck": False, "corrected": "", "can_correct": True,
    }  # fmt: skip
    return [HistoryRow(id=str(number), **(usual | more)) for number, more in enumerate(told)]


def charts() -> list[Chart]:
    """Return each sort of chart, with and without something to show."""
    stages = [("Deciding", 140, 12), ("Advice", 310, 95), ("Draft sent", 60, 0)]
    weeks = [(str(week), 40 - week if week < 20 else 3) for week in range(0, 28, 2)]
    header = ("Weeks since the request, from", "Open assessments")
    return [
        bars(title="Bars in two parts", finding="107 of 510 are past a limit.", rows=stages, first="On time",
             second="Past a limit", header=("Stage", "Open", "Past a limit")),
        bars(title="Bars without anything", finding="No case is open.", rows=[("Deciding", 0, 0)], first="On time",
             second="Past a limit", header=("Stage", "Open", "Past a limit")),
        columns(title="Columns with a limit", finding="12 have passed 20 weeks.", rows=weeks, unit="Weeks",
                limit=10, limit_label="20 weeks", header=header),
        columns(title="Columns without a limit", finding="No limit falls due.", rows=[("2 Mar", 0), ("9 Mar", 0)],
                unit="Week beginning", limit=None, limit_label="", header=("Week beginning", "Limits")),
    ]  # fmt: skip


class EveryField(forms.Form):
    """One field of each sort."""

    use_required_attribute = False
    text = forms.CharField(label="Text", help_text="A hint says what is wanted", widget=forms.TextInput(attrs=NO_HELP))
    optional = forms.CharField(label="Text that may be left out", required=False, widget=forms.TextInput(attrs=NO_HELP))
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    about = forms.CharField(label="Longer text", widget=forms.Textarea(attrs={"rows": 3}))
    day = DayField(label="A day", thing="The day", help_text="For example, 27 3 2026")
    team = forms.ChoiceField(label="One of a list", choices=[("", "Choose"), *CHOICES])
    whose = forms.ChoiceField(label="One of a few", choices=CHOICES, widget=forms.RadioSelect)
    teams = forms.MultipleChoiceField(label="Several", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="One thing to agree to")
    file = forms.FileField(label="A file")
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            verb = "Enter" if isinstance(field, forms.CharField) else "Choose"
            field.error_messages["required"] = f"{verb} {str(field.label).lower()}"


def every_field() -> dict[str, EveryField]:
    """Return the fields empty, filled in, and each with an error."""
    entered = {
        "text": "Words", "about": "More words", "day-day": "27", "day-month": "3", "day-year": "2026",
        "team": "south", "whose": "north", "teams": ["north", "early"], "agreed": "on", "kept": "a code",
    }  # fmt: skip
    initial = {**entered, "day": date(2026, 3, 27), "agreed": True}
    wrong = EveryField({"day-day": "31", "day-month": "2", "day-year": "2026"}, auto_id="wrong_%s")
    wrong.is_valid()
    return {
        "empty": EveryField(auto_id="empty_%s"),
        "filled": EveryField(initial=initial, auto_id="filled_%s"),
        "wrong": wrong,
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """What the fold about another day needs."""

    form: DaysForm


def other_days() -> list[Asked]:
    """Return the fold about another day, closed, and open where a day could not be read."""
    wrong = DaysForm({"as_of": "tomorrow"}, auto_id="unread_%s")
    wrong.add_error("as_of", "As at must be a date such as 2026-03-27")
    return [Asked(DaysForm({}, auto_id="closed_%s")), Asked(wrong)]


def shown(page: str) -> dict[str, Any]:
    """Return what a page of the gallery shows."""
    if page == "words":
        moment = datetime(2026, 3, 27, 14, 5, tzinfo=UTC)
        found = {"tags": TAGS, "marks": MARKS, "steps": steps(), "next_deadlines": next_deadlines()}
        return found | {"day": date(2026, 3, 27), "at": moment}
    if page == "forms":
        return {"fields": every_field(), "other_days": other_days()}
    return {"record": record(), "charts": charts(), "tags": TAGS}
