"""The one place that knows what time it is. Everywhere else the moment is passed in."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in England."""
    return now().astimezone(LONDON).date()


def end_of_day(day: date) -> datetime:
    """Return the last moment of a day in England: what was known "on" a day was known by then."""
    return datetime.combine(day, time.max, LONDON).astimezone(UTC)
