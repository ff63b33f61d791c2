"""Taking another day for today, in the demo: what falls due next month can be seen today, and nothing recorded.

The day is kept in the visitor's session and stands for today in their requests alone. What is recorded bears the real
moment, always, and nothing can have happened after the real today; so while another day is taken, recording waits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from keywork.web.accounts.policy import SAFE_METHODS, declared_by
from keywork.web.kernel import clock

KEY = "demo-today"
BACK, AHEAD = timedelta(days=3 * 365), timedelta(days=2 * 365)
# What may be sent while another day is taken: signing in and out, searches and filters, and the demo's own pages.
HARMLESS = frozenset({"site.read", "session.sign-in", "account.manage", "home.open", "work.list", "case.find"})
JUMPS = (("In a week", 7), ("In four weeks", 28), ("In twenty weeks", 140), ("Four weeks ago", -28),
         ("Half a year ago", -182), ("A year ago", -364))  # fmt: skip
GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Jump:
    """A day to go to, in words."""

    words: str
    day: date


def jumps() -> list[Jump]:
    """Return some days that are worth going to."""
    return [Jump(words, clock.real_today() + timedelta(days=days)) for words, days in JUMPS]


def first_day() -> date:
    """Return the earliest day that can be taken: the invented history begins there."""
    return clock.real_today() - BACK


def last_day() -> date:
    """Return the latest day that can be taken."""
    return clock.real_today() + AHEAD


def taken(session: SessionBase) -> date | None:
    """Return the day that a session takes for today, or None where it is the real one."""
    try:
        day = date.fromisoformat(session.get(KEY, ""))
    except ValueError:
        return None
    return day if day != clock.real_today() and first_day() <= day <= last_day() else None


def take(session: SessionBase, day: date | None) -> None:
    """Take a day for today from now on; None goes back to the real one."""
    if day is None or day == clock.real_today():
        session.pop(KEY, None)
    else:
        session[KEY] = day.isoformat()


class OtherDayMiddleware:
    """Lets the day of the session stand for today, and refuses to record anything meanwhile."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.CONFIG.demo:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        day = taken(request.session)
        if day is None:
            return self.get_response(request)
        with clock.taken_as(day):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what would be recorded, in words, before the view runs."""
        if request.method in SAFE_METHODS or clock.today() == clock.real_today():
            return None
        declared = declared_by(view)
        if declared is not None and declared.action(request.method) in HARMLESS:
            return None
        return render(request, "nonprod/not_today.html", status=409)
