"""Which day a page is asked about: read from the address, with a plain error where it cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from keywork.web.casework.forms import DaysForm
from keywork.web.kernel.asat import AsAt, BadDate
from keywork.web.ui.jinja import day


@dataclass(frozen=True, slots=True)
class Asked:
    """The day a page is about, the form to choose another, and the words of the banner."""

    at: AsAt
    form: DaysForm
    banner: str


def asked(request: HttpRequest) -> Asked:
    """Read the day from a request; one that cannot be read leaves now, with an error at its field."""
    form = DaysForm(request.GET)
    form.is_valid()
    try:
        at = AsAt.from_query(request.GET)
    except BadDate as error:
        form.add_error("known_at" if str(error).startswith("known_at") else "as_of", _words(str(error)))
        at = AsAt.now()
    return Asked(at, form, _banner(at))


def _words(message: str) -> str:
    return message.replace("known_at", "As known on").replace("as_of", "As at")


def _banner(at: AsAt) -> str:
    if not at.is_chosen:
        return ""
    known = f", as known on {day(at.known_on)}" if at.known_on else ", as known now"
    return f"You are looking at {day(at.as_of)}{known}."
