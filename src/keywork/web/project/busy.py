"""What happens when more is asked than can be answered: some are turned away at once, so that the rest are served.

Whoever is turned away gets a page that says so and when to try again; nothing of what they sent was kept. A page
costs ten times as much as turning somebody away, so the site goes on answering as many as it can, and nobody waits
long for an answer that their browser has given up.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)
TELL_EVERY = 10.0
READS = frozenset({"GET", "HEAD", "OPTIONS"})
# What somebody sends was typed by hand, and is worth waiting for.
PATIENCE_WITH_WRITES = 3
COME_BACK = 5
# As for every other page, whose headers are set further in; it sends no form.
POLICY = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# The seconds that this thread's request has waited before a thread took it up; the server's pool says.
waited: ContextVar[float] = ContextVar("waited", default=0.0)

TITLE = "Too many people are using this just now"
LOOKED = "Wait a few seconds, then load the page again."
SENT = "Nothing was saved. Go back, wait a few seconds, then send it again. What you typed is still on the page before."


class BusyMiddleware:
    """Turns a request away with 503 that has waited longer than the site lets anybody wait."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.longest: float = settings.CONFIG.longest_wait

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if waited.get() > self._patience(request):
            return turned_away(request)
        return self.get_response(request)

    def _patience(self, request: HttpRequest) -> float:
        if not self.longest or request.path_info.startswith(settings.STATIC_URL):
            return float("inf")
        return self.longest if request.method in READS else self.longest * PATIENCE_WITH_WRITES


def turned_away(request: HttpRequest) -> HttpResponse:
    """Return the page of somebody who was turned away, which is made already: it asks no session and no database."""
    headers = {
        "Retry-After": str(COME_BACK),
        "Cache-Control": "no-store, private",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    words = LOOKED if request.method in READS else SENT
    response = HttpResponse(_page(words), status=503, headers=headers)
    response._has_been_logged = True  # Django would write a line for each, when there is least time for it
    TOLD.count()
    return response


@cache
def _page(words: str) -> bytes:
    """Return the page in the look of every other that says what went wrong, made once for a process."""
    from keywork.web.project.context import Page  # the server reads this file before Django is ready

    return render_to_string("project/error.html", {"page": Page(), "title": TITLE, "advice": words}).encode()


class Told:
    """Says in the log how many were turned away, at most once in ten seconds."""

    def __init__(self) -> None:
        self.since_last, self.next = 0, 0.0

    def count(self) -> None:
        self.since_last += 1
        if (now := time.monotonic()) >= self.next:
            self.next = now + TELL_EVERY
            logger.warning("The site is busy: %s turned away by this process", self.since_last)
            self.since_last = 0


TOLD = Told()
