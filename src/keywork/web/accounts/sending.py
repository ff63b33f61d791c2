"""What is sent twice is done once: a second click, the back button, a page loaded again, an answer that got lost.

Every page carries a token of its own against forgery. The same person sending the same content under the same token
is the same sending again. Whatever was changed in the form, or sent from the page opened anew, is a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.models import SentForm
from keywork.web.kernel import clock
from keywork.web.kernel.rows import insert_rows

COLUMNS = ("id", "authority_id", "led_to", "at")
KEPT = timedelta(days=7)
ONE_IN = 256


class SentBefore(Exception):
    """This was sent and done before: what was done now must be undone."""

    def __init__(self, key: UUID) -> None:
        super().__init__("This was sent before.")
        self.key = key

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Lead to where the first sending led, and say so; to be asked once this one's transaction is undone."""
        messages.info(request, "You sent this before. It was done once.")
        return HttpResponseRedirect(SentForm.objects.get(pk=self.key).led_to)


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view do what a form asks once, however often the form is sent.

    It is kept in the view's own transaction, so that it is known to be done if and only if it is. Where there is none
    nothing could be undone, and the view sees to itself.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        response = view(request, *args, **kwargs)
        if key is not None and connection.in_atomic_block:
            _keep(request, key, response)
        return response

    return answered


def _keep(request: HttpRequest, key: UUID, response: HttpResponse) -> None:
    """Keep that it was done; where it was not, see whether that is because it had been.

    Raises:
        SentBefore: it had been.
    """
    done = isinstance(response, HttpResponseRedirect) and not _complains(request)
    if done:
        authority_id, now = request.actor.authority_id, clock.now()  # type: ignore[attr-defined] - _key() saw it
        try:
            insert_rows(SentForm, COLUMNS, [(key, authority_id, response.headers["Location"], now)])
        except IntegrityError as error:
            raise SentBefore(key) from error
        if key.int % ONE_IN == 0:  # a digest is as good as a die
            SentForm.objects.filter(at__lt=now - KEPT).delete()
        return
    if SentForm.objects.filter(pk=key).exists():
        raise SentBefore(key)


def _complains(request: HttpRequest) -> bool:
    """Say whether the answer tells of an error on the page it leads to."""
    added = getattr(messages.get_messages(request), "_queued_messages", ())  # reading them the public way uses them up
    return any(message.level >= messages.ERROR for message in added)


def _key(request: HttpRequest) -> UUID | None:
    """Return a keyed digest of who sends what from which page; None where it cannot be told."""
    actor, token = getattr(request, "actor", None), request.POST.get("csrfmiddlewaretoken")
    if request.method != "POST" or not isinstance(actor, Actor) or not token:
        return None
    digest = salted_hmac("keywork.accounts.sending", "", algorithm="sha256")
    for part in (str(actor.label), request.get_full_path(), *_sent(request)):
        digest.update(sha256(part.encode()).digest())
    return UUID(bytes=digest.digest()[:16])


def _sent(request: HttpRequest) -> Iterable[str]:
    for name, values in sorted(request.POST.lists()):
        yield from (name, str(len(values)), *values)
    for name, file in sorted(request.FILES.items()):
        content = sha256()
        for chunk in file.chunks():
            content.update(chunk)
        file.seek(0)
        yield from (name, content.hexdigest())
