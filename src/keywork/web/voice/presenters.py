"""Words, dates and charts for the pages about concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from keywork.web.kernel import clock
from keywork.web.ui.charts import Chart, bars, columns
from keywork.web.ui.jinja import plural, short_day
from keywork.web.voice.models import STEPS, Concern
from keywork.web.voice.queries import Counted

LATELY = 3
STEP_TITLES = dict(STEPS)
CAUSES = [one for one in Concern.About.choices if one[0] != Concern.About.TALK]


@dataclass(frozen=True, slots=True)
class Row:
    """One concern, as a list shows it."""

    id: UUID
    title: str
    on: str
    how: str
    step: str
    words: str
    whose: str
    case_id: UUID | None
    standing: str
    is_open: bool


def rows(found: Iterable[Concern]) -> list[Row]:
    """Return concerns as a list shows them."""
    return [_row(one) for one in found]


def _row(one: Concern) -> Row:
    person = one.case.card.person if one.case else None
    return Row(
        id=one.pk,
        title=one.get_about_display(),
        on=short_day(one.raised_on),
        how=f"{one.get_way_display()} from {_lowered(one.get_who_display())}",
        step=STEP_TITLES[one.step],
        words=one.words,
        whose=f"{person.surname}, {person.forename}" if person else "No case",
        case_id=one.case_id,
        standing=_standing(one),
        is_open=one.answered_at is None,
    )


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _standing(one: Concern) -> str:
    if one.about == Concern.About.TALK:
        return "On record in the case"
    if one.answered_at is None:
        return f"To answer since {short_day(one.raised_on)}"
    on = one.answered_at.astimezone(clock.LONDON).date()
    return "Answered there and then" if one.answered_at == one.logged_at else f"Answered on {short_day(on)}"


def month_words(first: date) -> str:
    """Return a month as a column of a chart names it."""
    return f"{first:%b %y}"


def by_month(counted: Counted) -> Chart:
    """Draw how many concerns came in each month."""
    numbers = [sum(counted.by_month[month, step] for step, _ in STEPS) for month in counted.months]
    pairs = [(month_words(month), number) for month, number in zip(counted.months, numbers, strict=True)]
    most = max(pairs, key=lambda pair: pair[1])
    found = f"{plural(counted.whole, 'concern')} in twelve months, most in {most[0]} ({most[1]:,})."
    return columns(
        title="Concerns by month", finding=found if counted.whole else "No concern was logged in twelve months.",
        rows=pairs, unit="Month", limit=None, limit_label="", header=("Month", "Concerns"),
    )  # fmt: skip


def by_step(counted: Counted) -> Chart:
    """Draw at which step concerns came, with the part of the last three months."""
    lately = counted.months[-LATELY:]
    drawn = [
        (title, sum(counted.by_month[month, step] for month in counted.months),
         sum(counted.by_month[month, step] for month in lately))
        for step, title in STEPS
    ]  # fmt: skip
    most = max(drawn, key=lambda row: row[1])
    found = f"Most came at the step “{most[0]}”: {most[1]:,} in twelve months, {most[2]:,} of them in the last three."
    return bars(
        title="Concerns by step", finding=found if counted.whole else "No concern was logged in twelve months.",
        rows=drawn, first="Before that", second="In the last three months",
        header=("Step", "In twelve months", "In the last three"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """Concerns by step and month, as a table."""

    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def grid(counted: Counted) -> Grid:
    """Return the whole table behind both charts."""
    months = tuple(month_words(month) for month in counted.months)
    lines = tuple(
        (title, tuple(f"{counted.by_month[month, step]:,}" for month in counted.months)) for step, title in STEPS
    )
    return Grid(months, lines)


def causes(counted: Counted) -> list[tuple[str, str, int]]:
    """Return the causes of which there were any: code, words and number, the commonest first."""
    found = [(code, title, counted.by_about[code]) for code, title in CAUSES if counted.by_about[code]]
    return sorted(found, key=lambda row: -row[2])
