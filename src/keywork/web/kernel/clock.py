"""The one place that knows what time it is. Everywhere else the moment is passed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from keywork.web.kernel.settings import Config

LONDON = ZoneInfo("Europe/London")
FOR_EVER = datetime.max.replace(tzinfo=UTC)
_taken_as: ContextVar[date | None] = ContextVar("taken_as", default=None)
_standing_for: ContextVar[tuple[datetime, date] | None] = ContextVar("standing_for", default=None)


def now() -> datetime:
    """Return this moment, in UTC. It is always the real one, but while a statement is written that waits for it."""
    standing = _standing_for.get()
    return standing[0] if standing else datetime.now(UTC)


def real_today() -> date:
    """Return today's date in England."""
    return now().astimezone(LONDON).date()


def today() -> date:
    """Return today's date in England, or what stands for it in this request of a demonstration."""
    standing = _standing_for.get()
    return standing[1] if standing else _taken_as.get() or real_today()


@contextmanager
def standing_for(moment: datetime, day: date) -> Iterator[None]:
    """Let others stand for this moment and today while a statement is written (``kernel.written``)."""
    token = _standing_for.set((moment, day))
    try:
        yield
    finally:
        _standing_for.reset(token)


@contextmanager
def taken_as(day: date) -> Iterator[None]:
    """Let another day stand for today, in a demonstration alone.

    Raises:
        RuntimeError: this is no demonstration.
    """
    if not Config.read().demo:
        raise RuntimeError("Only a demonstration can take another day for today.")
    token = _taken_as.set(day)
    try:
        yield
    finally:
        _taken_as.reset(token)


def end_of_day(day: date) -> datetime:
    """Return the last moment of a day in England: what was known "on" a day was known by then."""
    return datetime.combine(day, time.max, LONDON).astimezone(UTC)
