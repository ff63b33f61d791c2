"""How long a session lives, which sessions a person has, and how they end.

15 minutes without a page, 10 hours in all, and not after the account was closed or changed. A person has at most ten
at once; an eleventh ends the oldest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.auth import logout
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from keywork.web.accounts.models import OpenSession, User
from keywork.web.accounts.session_store import BEGAN, BROWSER, SEEN
from keywork.web.kernel import clock

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=10)
# Writing the session on every page would cost a durable write each time; once a minute is near enough.
NOTED_EVERY = timedelta(minutes=1)
MOST = 10


class Ended(StrEnum):
    """Why a session is over, in the words the person is shown."""

    IDLE = "You were signed out because you did nothing for 15 minutes. Sign in to go on."
    ABSOLUTE = "You were signed out because you had been signed in for 10 hours. Sign in to go on."
    REVOKED = "You were signed out because your account was changed. Sign in to go on."


@dataclass(frozen=True, slots=True)
class Open:
    """One session of a person, as they see it.

    Args:
        handle: names the session without giving away its key.
        is_here: is it the one that asks?
    """

    handle: str
    browser: str
    began_at: datetime
    seen_at: datetime
    is_here: bool


def begin(request: HttpRequest, user: User) -> None:
    """Start counting, when somebody has just signed in, and end what is too old or one too many."""
    now = clock.now()
    request.session[BEGAN] = request.session[SEEN] = now.timestamp()
    request.session[BROWSER] = browser_of(request.headers.get("User-Agent", ""))
    OpenSession.objects.filter(expire_date__lt=now).delete()
    others = _others(request, user).order_by("-began_at").values_list("pk", flat=True)
    OpenSession.objects.filter(pk__in=list(others[MOST - 1 :])).delete()


def why_ended(request: HttpRequest, user: User) -> Ended | None:
    """Return why a signed-in person's session is over, or None while it lives."""
    session = request.session
    if BEGAN not in session:
        begin(request, user)
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


def end_all(user: User) -> None:
    """End every session of a person, now and in every process."""
    user.signed_out_at = clock.now()
    user.save(update_fields=["signed_out_at"])
    OpenSession.objects.filter(user=user).delete()


def end_others(request: HttpRequest, user: User) -> int:
    """End every session of a person but the one that asks, and return how many."""
    return _others(request, user).delete()[0]


def end_one(user: User, handle: str) -> bool:
    """End the session of a person that a handle names; False where there is none."""
    for key in OpenSession.objects.filter(user=user).values_list("pk", flat=True):
        if constant_time_compare(_handle(key), handle):
            return bool(OpenSession.objects.filter(user=user, pk=key).delete()[0])
    return False


def open_sessions(request: HttpRequest, user: User) -> list[Open]:
    """Return a person's sessions that still live, the one that asks first, then the one seen last."""
    now, here = clock.now(), request.session.session_key
    rows = OpenSession.objects.filter(user=user, seen_at__gt=now - IDLE, began_at__gt=now - ABSOLUTE)
    found = [Open(_handle(row.pk), row.browser, row.began_at, row.seen_at, row.pk == here) for row in rows]
    return sorted(found, key=lambda one: (not one.is_here, -one.seen_at.timestamp()))


def _others(request: HttpRequest, user: User) -> QuerySet[OpenSession]:
    return OpenSession.objects.filter(user_id=user.pk).exclude(pk=request.session.session_key)


def _handle(key: str) -> str:
    return salted_hmac("keywork.accounts.sessions", key, algorithm="sha256").hexdigest()[:32]


# The first that fits names it: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone|iPad", "iOS"), ("Windows", "Windows"), ("Mac OS", "macOS"),
           ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


def browser_of(header: str) -> str:
    """Return in words which browser calls itself so, and no more than helps a person to know their own again."""
    browser = next((name for mark, name in BROWSERS if mark in header), "Another browser")
    system = next((name for mark, name in SYSTEMS if re.search(mark, header)), "")
    return f"{browser} on {system}" if system else browser
