"""Known devices: browsers that have signed in before, with every step. It lets nobody in; it only keeps strangers'
failures from being counted against the person."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from keywork.web.accounts.models import User

KEPT = timedelta(days=180)
PEOPLE = 4  # a computer may be shared; the cookie must stay small
SALT = "keywork.accounts.devices"


def known_device(request: HttpRequest, email: str) -> str | None:
    """Return the device's number, where the person of this address has signed in on it before."""
    device, people = _read(request)
    user = User.objects.filter(email__iexact=email.strip()).only("pk").first()
    return device if user is not None and str(user.pk) in people else None


def note_signed_in(request: HttpRequest, user: User) -> None:
    """Let the answer to this request carry the cookie of a known device."""
    request.keywork_signed_in = str(user.pk)  # type: ignore[attr-defined]


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie, where somebody has just signed in with every step."""
    who = getattr(request, "keywork_signed_in", None)
    if who is None:
        return
    device, people = _read(request)
    kept = [who, *(one for one in people if one != who)][:PEOPLE]
    value = signing.dumps([device or secrets.token_urlsafe(16), kept], salt=SALT)
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        value,
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str | None, list[str]]:
    try:
        device, people = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=KEPT)
    except (signing.BadSignature, ValueError):
        return None, []
    return device, people
