"""What each page declares is what was agreed: ``tests/access_routes.csv`` is read by a person when it changes.

The other tests ask each page what its declaration says. Only this table notices a declaration that says too much.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from keywork.web.accounts import checks
from keywork.web.accounts.cells import ANYONE
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import Role
from keywork.web.accounts.policy import Declared
from keywork.web.accounts.routes import Route, routes
from shared import ROOT
from site_routes import address
from world_made import make_world

AGREED = {
    row["page"]: Declared(row["reads"], row["writes"])
    for row in csv.DictReader((ROOT / "tests" / "access_routes.csv").read_text(encoding="utf-8").splitlines())
}
SITE = "keywork.web.project.urls"


def differences() -> set[str]:
    """Return the pages that declare another action than was agreed, are new, or are gone."""
    found = {route.name: route.declared for route in routes(SITE)}
    return {name for name in {*found, *AGREED} if found.get(name) != AGREED.get(name)}


def owner(route: Route) -> Any:
    """Return what bears a page's declaration."""
    inner = getattr(route.view, "view_class", None)
    return inner if inner is not None and "keywork_policy" in vars(inner) else route.view


@contextmanager
def declaring(route: Route, declared: Declared | None) -> Iterator[None]:
    """Let a page declare something else for a while, or nothing."""
    bearer = owner(route)
    before = vars(bearer)["keywork_policy"]
    try:
        if declared is None:
            del bearer.keywork_policy
        else:
            bearer.keywork_policy = declared
        yield
    finally:
        bearer.keywork_policy = before


def loosened(declared: Declared) -> Iterator[Declared]:
    """Yield what a page might declare by mistake and would let more people in."""
    for reads, writes in (
        ("site.read", "site.read"), ("home.open", "home.open"), ("home.open", declared.writes),
        (declared.reads, "home.open"), (declared.reads, declared.reads), ("case.open", "case.open"),
    ):  # fmt: skip
        wider = [wider_than(now, agreed) for now, agreed in ((reads, declared.reads), (writes, declared.writes))]
        if any(wider):
            yield Declared(reads, writes)


def wider_than(action: str, other: str) -> bool:
    """Say whether an action lets somebody in whom another one does not, or further."""
    return any(matrix()[action].scopes(role) - matrix()[other].scopes(role) for role in (*Role.values, ANYONE))


def test_every_page_declares_what_was_agreed() -> None:
    assert differences() == set()


def test_each_declaration_that_is_dropped_stops_the_program() -> None:
    """AZ-01, AZ-19: one page after another loses its declaration, and the check at the start names it."""
    found = list(routes(SITE))
    for route in found:
        with declaring(route, None):
            assert any(f"'/{route.pattern}'" in fault.msg for fault in checks.every_view_declares()), route.name
    assert checks.every_view_declares() == []


@pytest.mark.django_db
def test_a_page_without_its_declaration_answers_nobody(client: Any) -> None:
    """Were the program started all the same, the page would be shut: whoever may read it is refused."""
    world = make_world()
    client.raise_request_exception = False
    for route in routes(SITE):
        reads = matrix()[route.declared.reads]
        role = next((role for role in Role.values if reads.scopes(role)), None)
        if role is not None:
            client.force_login(world.staff.user(role))
            with declaring(route, None):
                assert client.get(address(route, world)).status_code in {403, 404}, route.name


def test_each_declaration_that_is_loosened_is_noticed() -> None:
    """AZ-19: every page with every wider declaration differs from what was agreed."""
    tried = 0
    for route in routes(SITE):
        assert route.declared is not None
        for declared in loosened(route.declared):
            with declaring(route, declared):
                assert route.name in differences(), (route.name, declared)
            tried += 1
    print(f"declarations: {len(AGREED)} dropped, {tried} loosened, all noticed")
    assert tried > 2 * len(AGREED)


def test_a_page_that_the_table_does_not_know_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    make: Callable[..., Route] = Route
    new = make("new/", "casework:new", lambda request: None, Declared("case.open", "case.open"), ())
    known = list(routes(SITE))
    monkeypatch.setitem(globals(), "routes", lambda _: [*known[1:], new])
    assert differences() == {known[0].name, "casework:new"}
