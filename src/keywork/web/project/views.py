"""The pages that belong to the whole site: its colour, its statements, its start and its errors."""

from __future__ import annotations

import re
import sys

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from keywork.web.accounts.actors import Actor
from keywork.web.accounts.policy import actor_of, policy
from keywork.web.project.context import Page, places
from keywork.web.project.storage import Trouble, trouble

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@transaction.non_atomic_requests
@policy("site.read")
@require_safe
def brand(request: HttpRequest) -> HttpResponse:
    """Give the council's own colour as a stylesheet, as no page may carry styles of its own."""
    actor = getattr(request, "actor", None)
    colour = actor.authority.brand_colour if isinstance(actor, Actor) else ""
    css = f":root{{--govuk-brand-colour:{colour};}}" if COLOUR.fullmatch(colour) else ""
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@transaction.non_atomic_requests
@policy("site.read")
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "project/accessibility.html")


@transaction.non_atomic_requests
@policy("site.read")
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about people and why."""
    return render(request, "project/privacy.html")


@transaction.non_atomic_requests
@policy("home.open")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to the first page that their role has."""
    actor = actor_of(request)
    name = next((name for _, name in places(actor)), "accounts:account")
    return redirect(name)


TITLES = {
    400: ("This request cannot be read", "Go back, check what you entered and try again."),
    403: ("You cannot do this", "Your role does not have this page. Ask whoever gives out roles here if you need it."),
    404: ("Page not found", "Check the address. If you followed a link here, the record may not be one you can open."),
    500: ("Something went wrong here", "Nothing was saved. Try again; if it happens again, tell your administrator."),
}


def _error(request: HttpRequest, status: int) -> HttpResponse:
    title, advice = TITLES[status]
    request.resolver_match = None  # what is not there is in no room: in the menu too, every such page is alike
    return render(request, "project/error.html", {"title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be read."""
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what a role does not have."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what is not there, or may not be known of: the two look the same."""
    return _error(request, 404)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, or of what the records are kept on."""
    found = trouble(sys.exc_info()[1])
    return _error(request, 500) if found is None else cannot_keep(found)


def cannot_keep(found: Trouble) -> HttpResponse:
    """Say what keeps us from saving; the frame of this page asks nothing of the database."""
    told = {"page": Page(), "title": found.title, "advice": found.advice}
    response = HttpResponse(render_to_string("project/error.html", told), status=503)
    response["Retry-After"], response["Cache-Control"] = "60", "no-store, private"
    return response
