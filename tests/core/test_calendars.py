"""Counting days as the register's leap-day and month-end traps say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywork.core.calendars import months_on, period_of_months
from keywork.core.loading import load_register

D = date.fromisoformat
EW = load_register().calendars["EW"]
HESC = load_register().calendars["HESC"]


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-03-01", 12, "2024-02-29"),
        ("2027-02-28", 12, "2028-02-27"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2027-11-29", 3, "2028-02-28"),
        ("2025-02-10", 12, "2026-02-09"),
    ],
)
def test_a_period_beginning_with_a_day(start: str, months: int, last: str) -> None:
    assert period_of_months(D(start), months) == D(last)


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [("2025-12-31", 2, "2026-02-28"), ("2027-12-31", 2, "2028-02-29"), ("2026-07-31", -5, "2026-02-28")],
)
def test_the_corresponding_date_months_on(start: str, months: int, day: str) -> None:
    assert months_on(D(start), months) == D(day)


def test_working_days_skip_bank_holidays() -> None:
    assert EW.after(D("2025-12-24"), 1) == D("2025-12-29")
    assert EW.last_working_day(D("2025-12-25")) == D("2025-12-24")
    assert EW.beginning_with(D("2025-12-25"), 1) == D("2025-12-29")
    assert HESC.after(D("2025-07-14"), 30) == D("2025-09-23")


@given(st.dates(D("2015-01-01"), D("2030-01-01")), st.integers(1, 60))
def test_n_working_days_after_a_day_are_n_working_days(day: date, n: int) -> None:
    end = EW.after(day, n)
    assert EW.is_working(end)
    assert EW.count(day, end) - EW.is_working(day) == n


@given(st.dates(D("2015-01-01"), D("2040-01-01")), st.integers(1, 36))
def test_a_period_never_outlasts_the_corresponding_date(day: date, months: int) -> None:
    assert period_of_months(day, months) <= months_on(day, months)
