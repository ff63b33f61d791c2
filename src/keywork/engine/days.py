"""The calendar as rows: months and working days are looked up, never worked out in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa

from keywork.core.calendars import DAY, Calendar, month_end
from keywork.core.deadlines import rolled
from keywork.core.register import Register
from keywork.engine.copying import day_number
from keywork.engine.law_codes import CALENDARS

FIRST, LAST = date(2005, 1, 1), date(2044, 12, 31)
YEARS_ROUND = 12  # longer than any period, and than any year that a named day may lie off

CALENDAR = pa.schema(
    [
        pa.field("day", pa.int32()),
        pa.field("month", pa.int32()),  # months since January of the year 0
        pa.field("january", pa.int32()),  # the month of January of that year
        pa.field("of_month", pa.int32()),  # 1 to 31
        pa.field("upto_ew", pa.int32()),  # working days from the first day of these rows to this one, both included
        pa.field("upto_uk", pa.int32()),
        pa.field("upto_hesc", pa.int32()),
        pa.field("last_working", pa.int32()),  # the last EW working day on or before
        pa.field("rolled_next", pa.int32()),  # the first EW working day on or after
        pa.field("rolled_hesc", pa.int32()),  # HESC Rules r.12
    ]
)
MONTHS = pa.schema([pa.field("month", pa.int32()), pa.field("first", pa.int32()), pa.field("length", pa.int32())])
WORKDAYS = pa.schema([pa.field("calendar", pa.int16()), pa.field("nth", pa.int32()), pa.field("day", pa.int32())])


def calendar_rows(register: Register, first: int, last: int) -> Mapping[str, pa.Table]:
    """Return the tables ``calendar``, ``months`` and ``workdays``, long enough for a copy's days.

    Args:
        register: the law, whose calendars are written out.
        first: the earliest day that may be counted from (days since 1970-01-01).
        last: the latest.
    """
    epoch = date(1970, 1, 1)
    begins = min(FIRST, _year(epoch, first, -YEARS_ROUND))
    ends = max(LAST, _year(epoch, last, YEARS_ROUND))
    key = tuple(register.calendars[name] for name in CALENDARS)
    return _rows(key, date(begins.year, 1, 1), date(ends.year, 12, 31))


def _year(epoch: date, day: int, years: int) -> date:
    day = max(date.min.toordinal() - epoch.toordinal(), min(day, date.max.toordinal() - epoch.toordinal()))
    year = (epoch + timedelta(days=day)).year + years
    return date(max(2, min(year, 9998)), 1, 1)


@lru_cache(maxsize=4)
def _rows(calendars: tuple[Calendar, ...], first: date, last: date) -> Mapping[str, pa.Table]:
    ew = calendars[0]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [[calendar.is_working(day) for day in days] for calendar in calendars]
    uptos = [_running(column) for column in working]
    lasts, nexts = _last_working(days, working[0]), _next_working(days, working[0])
    month = [day.year * 12 + day.month - 1 for day in days]
    columns = [
        [day_number(day) for day in days],
        month,
        [day.year * 12 for day in days],
        [day.day for day in days],
        *uptos,
        lasts,
        nexts,
        [day_number(rolled(day, "hesc_rule12", ew)) for day in days],
    ]
    months = sorted(set(month))
    firsts = [date(index // 12, index % 12 + 1, 1) for index in months]
    return {
        "calendar": _table(columns, CALENDAR),
        "months": _table(
            [
                months,
                [day_number(day) for day in firsts],
                [month_end(day.year, day.month).day for day in firsts],
            ],
            MONTHS,
        ),
        "workdays": _workdays(days, working),
    }


def _table(columns: list[list[int]], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _running(column: list[bool]) -> list[int]:
    total, sums = 0, []
    for is_working in column:
        total += is_working
        sums.append(total)
    return sums


def _last_working(days: list[date], working: list[bool]) -> list[int]:
    found, last = [], day_number(days[0] - DAY)
    for day, is_working in zip(days, working, strict=True):
        last = day_number(day) if is_working else last
        found.append(last)
    return found


def _next_working(days: list[date], working: list[bool]) -> list[int]:
    found, following = [], day_number(days[-1] + DAY)
    for day, is_working in zip(reversed(days), reversed(working), strict=True):
        following = day_number(day) if is_working else following
        found.append(following)
    return found[::-1]


def _workdays(days: list[date], working: list[list[bool]]) -> pa.Table:
    columns: list[list[int]] = [[], [], []]
    for code, column in enumerate(working):
        open_days = [day_number(day) for day, is_working in zip(days, column, strict=True) if is_working]
        columns[0] += [code] * len(open_days)
        columns[1] += range(1, len(open_days) + 1)
        columns[2] += open_days
    return _table(columns, WORKDAYS)
