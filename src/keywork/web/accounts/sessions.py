"""How long a session lives: 15 minutes without a page, 10 hours in all, and not after an account is closed."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.contrib.auth import logout
from django.http import HttpRequest

from keywork.web.accounts.models import User
from keywork.web.kernel import clock

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=10)
# Writing the session on every page would cost a durable write each time; once a minute is near enough.
NOTED_EVERY = timedelta(minutes=1)
BEGAN, SEEN = "keywork_began", "keywork_seen"


class Ended(StrEnum):
    """Why a session is over, in the words the person is shown."""

    IDLE = "You were signed out because you did nothing for 15 minutes. Sign in to go on."
    ABSOLUTE = "You were signed out because you had been signed in for 10 hours. Sign in to go on."
    REVOKED = "You were signed out because your account was changed. Sign in to go on."


def begin(request: HttpRequest) -> None:
    """Start counting, when somebody has just signed in."""
    now = clock.now().timestamp()
    request.session[BEGAN] = request.session[SEEN] = now


def why_ended(request: HttpRequest, user: User) -> Ended | None:
    """Return why a signed-in person's session is over, or None while it lives."""
    session = request.session
    if BEGAN not in session:
        begin(request)
    now, began, seen = clock.now().timestamp(), float(session[BEGAN]), float(session[SEEN])
    if now - began >= ABSOLUTE.total_seconds():
        return Ended.ABSOLUTE
    if now - seen >= IDLE.total_seconds():
        return Ended.IDLE
    if user.signed_out_at is not None and began < user.signed_out_at.timestamp():
        return Ended.REVOKED
    return None


def note_seen(request: HttpRequest) -> None:
    """Slide the idle limit forward."""
    now = clock.now().timestamp()
    if now - float(request.session[SEEN]) >= NOTED_EVERY.total_seconds():
        request.session[SEEN] = now


def end(request: HttpRequest) -> None:
    """Forget the session, its data and its cookie's worth."""
    logout(request)
