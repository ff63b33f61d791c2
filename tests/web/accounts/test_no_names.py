"""No name stands where it is kept by somebody else: in an address, a title, a redirect or an e-mail.

That none stands in the program's log either is asked of every test (``conftest``).
"""

from __future__ import annotations

import html
import re
from itertools import product

import pytest
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from access_probes import Counted, Visitors, form, tell
from factories import CANARY
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.accounts.policy import policy
from keywork.web.accounts.routes import routes
from site_routes import ROUTES, address, in_every_run
from world_made import World, make_world

pytestmark = pytest.mark.django_db
READERS = (Role.KEYWORKER, Role.MANAGER, Role.PARENT, Role.SENCO, Role.DSCO, Role.ADMINISTRATOR, Role.ANALYST)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ADDRESSES = re.compile(r"""\s(?:href|action|src|formaction|hx-[a-z-]+|data-[a-z-]+)=["']([^"']*)["']""")
FORMS = {
    "text": CANARY,
    "words": CANARY,
    "q": CANARY,
    "email": f"{CANARY}@example.org",
    "name": CANARY,
    "reason": CANARY,
}


def names_in(text: str) -> list[str]:
    """Return in words where a page has a name outside what it shows."""
    found = [f"the title: {title}" for title in TITLE.findall(text)]
    found += [f"an address: {where}" for where in ADDRESSES.findall(text)]
    return [place for place in found if CANARY.lower() in html.unescape(place).lower()]


def crawl(world: World, visitors: Visitors, roles: tuple[str, ...], chosen: list[object]) -> Counted:
    counted = Counted()
    for route, role, method in product(chosen, roles, ("GET", "POST")):
        sent = form(FORMS) if method == "POST" else {}
        with visitors.asking(role, method, address(route, world), **sent) as answer:
            where = answer.response.headers.get("Location", "")
            wrong = names_in(answer.body.decode(errors="replace"))
            wrong += [f"a redirect: {where}"] if CANARY.lower() in where.lower() else []
            filed = answer.response.headers.get("Content-Disposition", "")
            wrong += [f"the name of a file: {filed}"] if CANARY.lower() in filed.lower() else []
            counted.note(f"{method} {route.name} as {role}: {wrong}" if wrong else None)
    return counted


def test_no_name_stands_in_an_address_a_title_a_redirect_or_an_email() -> None:
    """AZ-06, PR-02, PR-03: every page, read and sent a name, as those who read names and those who do not."""
    world = make_world()
    counted = crawl(world, Visitors(world), READERS, in_every_run(ROUTES))
    counted.note(f"an e-mail: {sent}" if (sent := [one.subject for one in mail.outbox]) else None)
    rows = [str(row) for row in AccessEntry._base_manager.values() if CANARY.lower() in str(row).lower()]
    counted.note(f"the access log: {rows}" if rows else None)
    tell("names", counted)
    assert counted.wrong == []
    assert counted.asked >= len(in_every_run(ROUTES)) * len(READERS) * 2


def test_a_search_for_a_name_leads_to_an_address_without_it(client: Client) -> None:
    world = make_world()
    client.force_login(world.staff.user(Role.KEYWORKER))
    answer = client.post("/find/", {"text": CANARY}, follow=True)
    assert CANARY in answer.content.decode(), "it is found"
    for where, _ in answer.redirect_chain:
        assert CANARY.lower() not in where.lower()
    assert names_in(answer.content.decode()) == []


@policy("site.read")
def leaky(request: HttpRequest) -> HttpResponse:
    page = f"<title>{CANARY}</title><a href='/x/?name={CANARY.lower()}'>A</a><p>{CANARY}</p>"
    return HttpResponse(page, status=302, headers={"Location": f"/{CANARY}/", "Content-Disposition": f"a; {CANARY}"})


urlpatterns = [path("leaky/", leaky, name="leaky")]


@pytest.mark.urls(__name__)
def test_the_crawl_finds_a_name_in_each_of_these_places() -> None:
    world = make_world()
    counted = crawl(world, Visitors(world), (Role.PARENT,), list(routes(__name__)))
    for place in ("the title", "an address", "a redirect", "the name of a file"):
        assert all(place in wrong for wrong in counted.wrong), place
    assert len(counted.wrong) == 2
