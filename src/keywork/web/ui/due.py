"""How a deadline stands on a day, in words: the same on every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keywork.core.loading import load_register
from keywork.web.ui.jinja import plural

SOON = 5
FAR = 42  # days from which weeks say more than days


@dataclass(frozen=True, slots=True)
class Tag:
    """A status: its words, and a colour that only repeats them. No colour: plain text."""

    text: str
    colour: str = ""


def due_tag(deadline: date, today: date, *, disapplied: bool = False, target: bool = False) -> Tag:
    """Say how a deadline stands on a day."""
    days = (deadline - today).days
    if days < 0 and target:
        return Tag(f"{plural(-days, 'day')} past target", "yellow")
    if days < 0:
        return (
            Tag(f"{plural(-days, 'day')} past, exception relied on", "purple")
            if disapplied
            else Tag(f"{plural(-days, 'day')} late", "red")
        )
    if days == 0:
        return Tag("Due today", "yellow")
    working = load_register().calendars["EW"].count(today, deadline) - load_register().calendars["EW"].is_working(today)
    if days > FAR:
        return Tag(f"{days // 7} weeks left")
    words = f"{plural(working, 'working day')} left"
    return Tag(words, "yellow") if working <= SOON else Tag(words)
