"""A letter by its link, without an account: the recipient's own address, a code, the letter. Nothing before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from django_scopes import scope

from keywork.web.accounts.policy import policy
from keywork.web.accounts.sessions import browser_of
from keywork.web.documents import store
from keywork.web.documents.letter_forms import CodeForm, EmailForm
from keywork.web.documents.letter_kinds import TITLES
from keywork.web.documents.letter_queries import files_of, taken_back
from keywork.web.documents.services import linking
from keywork.web.documents.views.letter_shared import file_answer
from keywork.web.kernel import clock
from keywork.web.ui.addresses import address

OPENED = "keywork_letters"
GONE = 410


@policy("letter.link")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: UUID) -> HttpResponse:
    """Ask for the recipient's own address, then for the code that went there, then show the letter."""
    authority = linking.whose(secret)
    if authority is None:
        raise Http404
    with scope(authority=authority):
        if request.method == "POST":
            return _asked(request, secret)
        if _is_open(request, secret):
            return _letter(request, secret)
        return _page(request, EmailForm(), "email")


def _asked(request: HttpRequest, secret: UUID) -> HttpResponse:
    browser = browser_of(request.headers.get("User-Agent", ""))
    if "code" in request.POST:
        return _code(request, secret, browser)
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _page(request, form, "email")
    if not linking.ask_code(secret=secret, email=form.cleaned_data["email"], browser=browser):
        return _over(request)
    return _page(request, CodeForm(), "code")


def _code(request: HttpRequest, secret: UUID, browser: str) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, "code")
    until = linking.try_code(secret=secret, code=form.cleaned_data["code"], browser=browser)
    if until is None:
        if linking.is_dead(secret):
            return _over(request)
        form.add_error("code", "That code is not right, or its 15 minutes have passed")
        return _page(request, form, "code")
    request.session.cycle_key()
    request.session[OPENED] = {**request.session.get(OPENED, {}), secret.hex: until.isoformat()}
    return HttpResponseRedirect(address("documents:letter-link", secret=secret))


def _is_open(request: HttpRequest, secret: UUID) -> bool:
    until = request.session.get(OPENED, {}).get(secret.hex, "")
    return bool(until) and datetime.fromisoformat(until) > clock.now()


def _letter(request: HttpRequest, secret: UUID) -> HttpResponse:
    held = linking.hold(secret)
    if linking.is_over(held):
        return _over(request)
    context = {
        "title": TITLES[held.dispatch.release.letter.kind],
        "sender": held.card.authority.name,
        "files": [
            (address("documents:letter-link-file", secret=secret, number=one.number), one.title)
            for one in files_of(held.dispatch)
        ],
        "taken_back": taken_back(held.dispatch),
    }
    return render(request, "documents/letters/opened.html", context)


@policy("letter.link")
@require_safe
def file(request: HttpRequest, secret: UUID, number: int) -> HttpResponse:
    """Give one of the files of a letter that was opened."""
    authority = linking.whose(secret)
    if authority is None:
        raise Http404
    with scope(authority=authority):
        if not _is_open(request, secret):
            return HttpResponseRedirect(address("documents:letter-link", secret=secret))
        held = linking.hold(secret)
        if linking.is_over(held):
            return _over(request)
        found = next((one for one in files_of(held.dispatch) if one.number == number), None)
        if found is None:
            raise Http404
        linking.note(held, linking.What.FILE, browser_of(request.headers.get("User-Agent", "")))
        kept = found.version.viewing
        return file_answer(store.read(kept), f"letter-{found.name}", kept.media_type)


def _page(request: HttpRequest, form: Any, step: str) -> HttpResponse:
    return render(request, "documents/letters/link.html", {"form": form, "step": step})


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "documents/letters/over.html", {}, status=GONE)
