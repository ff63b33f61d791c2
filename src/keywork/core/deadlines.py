"""Working out a date: the primitives of the register, worked as ``law/README.md`` part 2 says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from keywork.core.calendars import DAY, Calendar, months_on, period_of_months
from keywork.core.history import PLAN_REVIEWED, REQUEST_RECEIVED, Fact, History, Thread
from keywork.core.register import Duty, Period, Version

NO_READINGS: Mapping[str, date] = {}
UNITS_WITH_DATES = frozenset({"week", "month"})
REFERRAL = "care-referral-received"
REFERRAL_DAYS = 45


class Due(NamedTuple):
    """A deadline as worked out.

    Args:
        on: the last day in law, or None.
        open_ended: True while an UNTIL has begun and not ended: there is no last day yet.
        by_time: time of day by which the thing must arrive.
        also: other readings, by name (``code_date``, ``clear_days``, ``from_meeting``, ``worked``).
        limbs: for MIN and MAX, each limb's words and date.
        counted_from: the day that was counted from, for explanations.
    """

    on: date | None
    open_ended: bool = False
    by_time: str | None = None
    also: Mapping[str, date] = NO_READINGS
    limbs: tuple[tuple[Period, Due], ...] = ()
    counted_from: date | None = None


NOT_WORKED = Due(None)


class Counting(NamedTuple):
    """What a period is worked from: the case, the duty, its version, and what started the clock."""

    history: History
    duty: Duty
    version: Version
    start: Fact
    thread: Thread
    due_of: Callable[[str, Fact, Thread], date | None]

    @property
    def calendar(self) -> Calendar:
        """Return the calendar of the rule; England and Wales where it names none."""
        return self.history.register.calendars.get(self.version.calendar, self.history.working_days)


def work_out(counting: Counting) -> Due:
    """Work out a clock's deadline from the version that applies.

    Args:
        counting: what it is worked from.
    """
    return _period(counting.version.period, counting)


def _period(period: Period, counting: Counting) -> Due:
    if period.op in {"MIN", "MAX"}:
        return _limbs(period, counting)
    if period.op == "UNTIL":
        return _until(period, counting)
    if period.op == "NONE":
        return NOT_WORKED
    if period.op == "BEFORE":
        return _before(period, counting)
    counted_from = _day_counted_from(period.counted_from, counting)
    if counted_from is None:
        return NOT_WORKED
    worked = OPERATIONS[period.op](counted_from, period, counting)
    if worked is None:
        return NOT_WORKED
    also = _other_readings(period, counting, counted_from, worked)
    due = rolled(worked, counting.version.roll, counting.history.working_days)
    return Due(due, also=also, counted_from=counted_from)


def _limbs(period: Period, counting: Counting) -> Due:
    limbs = tuple((limb, _period(limb, counting)) for limb in period.of)
    by_time = period.attributes.get("by_time")
    if period.op == "MAX" and any(due.open_ended for _, due in limbs):
        return Due(None, open_ended=True, by_time=by_time, limbs=limbs)
    dates = [due.on for _, due in limbs if due.on]
    chosen = (min if period.op == "MIN" else max)(dates, default=None)
    return Due(chosen, by_time=by_time, limbs=limbs)


def _until(period: Period, counting: Counting) -> Due:
    """Work out a bar that begins with one event and is lifted on the day of another."""
    once = _first(counting, str(period.attributes["once"]), counting.start.day)
    if once is None:
        return NOT_WORKED
    lifted = _first(counting, str(period.attributes["until"]), once.day)
    if lifted is None or lifted.on is None:
        return Due(None, open_ended=True)
    return Due(lifted.on - DAY, counted_from=lifted.on)


def _first(counting: Counting, kind: str, on_or_after: date) -> Fact | None:
    facts = counting.history.of((kind,), counting.duty.per, counting.thread)
    return next((fact for fact in facts if fact.day >= on_or_after), None)


def _before(period: Period, counting: Counting) -> Due:
    counted_from = _day_counted_from(str(period.attributes["year_of"]), counting)
    if counted_from is None:
        return NOT_WORKED
    year = counted_from.year + int(period.attributes["year_shift"])
    named = date.fromisoformat(f"{year:04}-{period.attributes['day']}")
    if counting.duty.pathway != "phase-transfer":
        return Due(named - DAY, counted_from=counted_from)
    reading = counting.history.setting("phase_transfer_reading")
    last = named if reading == "code" else named - DAY
    return Due(last, also={"code_date": named}, counted_from=counted_from)


def _day_counted_from(name: str, counting: Counting) -> date | None:
    """Return the day that a limb counts from: the start, another duty's deadline, an event or its field."""
    if name == "trigger":
        return counting.start.starts_on
    if name.startswith("due:"):
        return counting.due_of(name[4:], counting.start, counting.thread)
    kind, _, field_name = name.partition(".")
    fact = _dating_fact(kind, counting)
    if fact is None:
        return None
    if not field_name:
        return fact.starts_on
    value = fact.field(field_name)
    return value if isinstance(value, date) else None


def _dating_fact(kind: str, counting: Counting) -> Fact | None:
    """Choose the event that dates a limb: the first on or after the start, else the last before it.

    An event that fulfils the duty dates it only if it happened on or before the start.
    """
    facts = [f for f in counting.history.of((kind,), counting.duty.per, counting.thread) if f.on]
    start = counting.start
    if kind in counting.duty.met_by:
        facts = [f for f in facts if f.day <= start.day]
    if any(f.entry is start.entry for f in facts):
        return next(f for f in facts if f.entry is start.entry)
    since = next((f for f in facts if f.day >= start.day), None)
    return since or (facts[-1] if facts else None)


def _weeks(day: date, period: Period, counting: Counting) -> date:
    first_day_counts = (
        counting.history.setting("receipt_day") == "included"
        and period.counted_from == "trigger"
        and counting.start.kind == REQUEST_RECEIVED
    )
    return day + timedelta(weeks=period.n) - (DAY if first_day_counts else timedelta())


def _working_days(day: date, period: Period, counting: Counting) -> date:
    referral = period.n == REFERRAL_DAYS and counting.start.kind == REFERRAL
    if referral and counting.history.setting("referral_day") == "included":
        return counting.calendar.beginning_with(day, period.n)
    return counting.calendar.after(day, period.n)


def _notice(day: date, period: Period, counting: Counting) -> date:
    clear = counting.history.setting("notice_days") == "clear"
    return day - timedelta(weeks=period.n) - (DAY if clear else timedelta())


def _every(day: date, period: Period, counting: Counting) -> date | None:
    unit, n = period.attributes["unit"], int(period.attributes.get("at_most", period.n))
    if unit not in UNITS_WITH_DATES or counting.duty.kind == "measure":
        return None
    return day + timedelta(weeks=n) if unit == "week" else months_on(day, n)


OPERATIONS: Mapping[str, Callable[[date, Period, Counting], date | None]] = {
    "W": _weeks,
    "DX": lambda day, period, counting: day + timedelta(days=period.n),
    "DI": lambda day, period, counting: day + timedelta(days=period.n - 1),
    "WDX": _working_days,
    "WDI": lambda day, period, counting: counting.calendar.beginning_with(day, period.n),
    "M": lambda day, period, counting: months_on(day, period.n),
    "PI": lambda day, period, counting: period_of_months(day, period.n),
    "NB": _notice,
    "EVERY": _every,
}


def _other_readings(period: Period, counting: Counting, counted_from: date, worked: date) -> Mapping[str, date]:
    if period.op == "NB" and counting.history.setting("notice_days") == "simple":
        return {"clear_days": worked - DAY}
    if period.op == "PI" and counting.start.kind == PLAN_REVIEWED and period.counted_from == "trigger":
        meeting = counting.history.last_meeting(counting.start.on or counted_from)
        return {"from_meeting": period_of_months(meeting, period.n)} if meeting else NO_READINGS
    return NO_READINGS


def rolled(day: date, roll: str, working: Calendar) -> date:
    """Move a date that the law moves; it moves once.

    Args:
        day: the date as worked.
        roll: ``none``, ``next_working_day`` or ``hesc_rule12``.
        working: the working days of England and Wales.
    """
    if roll == "next_working_day":
        return working.first_working_day(day)
    if roll == "hesc_rule12":
        if day.month == 8:
            return working.first_working_day(date(day.year, 9, 1))
        if (day.month, day.day) >= (12, 25):
            return working.first_working_day(date(day.year + 1, 1, 2))
        if (day.month, day.day) == (1, 1):
            return working.first_working_day(date(day.year, 1, 2))
        return working.first_working_day(day)
    return day
