"""How much may be sent to a page. What says that it is larger is refused before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = TypeVar("View", bound=Callable[..., Any])
# What the words of a form and the frame around a file come to at most.
FORM = 3_000_000
TITLE = "This is too large"
ADVICE = "Nothing was saved. Go back and choose a smaller file: at most {most} MB."
WORDS_ONLY = "Nothing was saved. Go back and send less at once."


def takes_files(most: Callable[[], int]) -> Callable[[View], View]:
    """Say that a view takes files, and of how many bytes altogether; ask when it is called, as a setting may say."""

    def declare(view: View) -> View:
        view.keywork_takes = most  # type: ignore[attr-defined] - a mark that is put on a function
        return view

    return declare


class SizeMiddleware:
    """Answers 413 to what is larger than its page takes, whoever sends it, and keeps none of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Refuse before the form is read, which whoever checks it against forgery does next."""
        takes = getattr(view, "keywork_takes", None)
        most = takes() if takes else 0
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) <= most + FORM:
            return None
        advice = ADVICE.format(most=most // 1_000_000) if most else WORDS_ONLY
        return render(request, "project/error.html", {"title": TITLE, "advice": advice}, status=413)
