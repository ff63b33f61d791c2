"""Names, numbers and addresses that somebody searches for: kept in their session, never in the address of a page.

An address is written down by browsers, proxies and servers. So a search is sent as a form, its text is put aside in
the session, and the address carries a token that means something to that session alone.
"""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

TOKEN, TEXT = "words", "text"
KEPT = "searched-for"
MOST_KEPT, LONGEST = 10, 100


def put_aside(request: HttpRequest, *beside: str) -> HttpResponse:
    """Take the text out of a search that was sent, and lead to the page that answers it.

    Args:
        beside: the names of what may stand in the address, beside the token; anything else that was sent is left out.
            Of a day in three fields it is the name before the hyphen.
    """
    sent = {name: value for name, value in request.POST.items() if value}
    asked = {name: value for name, value in sent.items() if name.partition("-")[0] in beside}
    text = str(sent.get(TEXT, "")).replace("\x00", "").strip()[:LONGEST]
    if text:
        asked[TOKEN] = _keep(request, text)
    query = urlencode(asked)
    return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)


def _keep(request: HttpRequest, text: str) -> str:
    kept: dict[str, str] = request.session.get(KEPT, {})
    token = next((known for known, one in kept.items() if one == text), None) or token_urlsafe(6)
    latest = {known: one for known, one in kept.items() if known != token} | {token: text}
    request.session[KEPT] = dict(list(latest.items())[-MOST_KEPT:])
    return token


def text_of(request: HttpRequest) -> str:
    """Return the text of the search that the address names; nothing where this session does not know it."""
    kept: dict[str, str] = request.session.get(KEPT, {})
    return kept.get(request.GET.get(TOKEN, ""), "")


def asked_for(request: HttpRequest) -> dict[str, Any]:
    """Return what the address asks for, with the text of its search."""
    plain = {name: value for name, value in request.GET.items() if name not in (TOKEN, TEXT)}
    return plain | {TEXT: text_of(request)}
