"""The day and the year that a page of figures is about, as its address says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest

from keywork.web.kernel.asat import AsAt, BadDate
from keywork.web.ui.jinja import day

FIRST_YEAR = 2014
YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The day and the year a page is about, with what could not be read."""

    at: AsAt
    year: int
    error: str
    banner: str
    query: dict[str, str]


def asked_of(request: HttpRequest) -> Asked:
    """Read the day and the year from an address; what cannot be read is said, and now is taken instead."""
    error = ""
    try:
        at = AsAt.from_query(request.GET)
    except BadDate as bad:
        at, error = AsAt.now(), str(bad).replace("known_at", "“As known on”").replace("as_of", "“As at”")
    text = request.GET.get("year", "")
    last = at.as_of.year - 1
    year = int(text) if YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= last + 1 else last
    known = f", as known on {day(at.known_on)}" if at.known_on else ", as known now"
    banner = "" if not at.is_chosen else f"You are looking at {day(at.as_of)}{known}."
    query = {name: value for name in ("as_of", "known_at") if (value := request.GET.get(name, "")) and not error}
    return Asked(at, year, error, banner, query)
