"""Reading a date in any of the forms in which exports write one."""

from __future__ import annotations

import re
from datetime import date

COLLECT, ISO, BRITISH = "collect", "iso", "british"
TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# Never the American order: where day and month could be either, the British reading is taken, and the finding says so.
FORMS = tuple(
    (form, re.compile(pattern + TIME, re.ASCII | re.IGNORECASE))
    for form, pattern in (
        (COLLECT, r"(?P<y>\d{4})-(?P<m>[a-z]{3})-(?P<d>\d{1,2})"),
        (ISO, r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
        (BRITISH, r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"),
        ("dashes", r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})"),
        ("dots", r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
        ("slashes", r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
        ("digits", r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
        ("words", r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?P<m>[a-z]{3,9})[ -](?P<y>\d{4})"),
    )
)


def read_date(text: str) -> tuple[str, date | None]:
    """Return the form a date is written in and the day, or None where it cannot be read or there is no such day.

    Args:
        text: the date without blanks around it.
    """
    for form, pattern in FORMS:
        if match := pattern.fullmatch(text):
            return form, _day(match["y"], match["m"].lower(), match["d"])
    return "", None


def _day(year: str, month: str, day: str) -> date | None:
    if month in MONTHS:
        number = MONTHS.index(month) + 1
    elif month in LONG_MONTHS:
        number = LONG_MONTHS.index(month) + 1
    elif month.isdigit():
        number = int(month)
    else:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
