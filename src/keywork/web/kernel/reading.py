"""Reading without keeping anybody waiting: one state of the record, and no write lock held meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, cast

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
Write = Callable[[], object]
READS = frozenset({"GET", "HEAD"})
_looking: ContextVar[bool] = ContextVar("looking", default=False)
_kept_back: ContextVar[list[Write] | None] = ContextVar("kept_back", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Let several queries see one state of the record; nothing may be written inside.

    A request's own transaction takes SQLite's only write lock at once, so that it never fails half-way. What only
    reads must not hold it: it reads like this instead, and writes its row of the access log after.
    """
    if _looking.get():
        yield
        return
    told = _looking.set(True)
    try:
        with _look():
            yield
    finally:
        _looking.reset(told)


def _look() -> AbstractContextManager[None]:
    if connection.in_atomic_block:
        return transaction.atomic()
    if connection.vendor == "postgresql":
        return cast(AbstractContextManager[None], connection.reading())
    return _deferred()


@contextmanager
def _deferred() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
            cursor.execute("PRAGMA query_only = OFF")


def after_look(write: Write) -> None:
    """Write as soon as the page's look is over, before its answer leaves; where no page is being read, at once."""
    waiting = _kept_back.get()
    if waiting is None:
        write()
    else:
        waiting.append(write)


def reads_in_one_look(view: View) -> View:
    """Let a view answer GET from one look, and anything else in a transaction.

    What the view tells the access log is written between the look and the answer: without it nothing is shown. A view
    that fails has shown nothing, and leaves no row.
    """

    @transaction.non_atomic_requests
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READS:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        writes: list[Write] = []
        keeping = _kept_back.set(writes)
        try:
            with one_look():
                response = view(request, *args, **kwargs)
        finally:
            _kept_back.reset(keeping)
        with transaction.atomic():
            for write in writes:
                write()
        return response

    return answered
