"""Whether a day that somebody typed can be, in a sentence they can act on."""

from __future__ import annotations

from datetime import date

from keywork.web.kernel import clock
from keywork.web.ui.jinja import short_day


def why_not_on(on: date, what: str, *, since: date | None = None, because: str = "") -> str:
    """Say why something cannot have been on a day; nothing where it can.

    Args:
        on: the day.
        what: is said to have been then, for example ``The day of the meeting``.
        since: the first day on which it can have been.
        because: what was on that day, for example ``the draft was served``.
    """
    if on > clock.today():
        return f"{what} must be today or in the past."
    if since is not None and on < since:
        return f"{what} cannot be before {short_day(since)}, when {because}."
    return ""
