"""Every route of the site for everybody, against the matrix.

It finds the routes by itself. A page that is added is tested here without a word; if its address names a kind of
record the factories do not know, give ``World.values`` that name.
"""

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django_scopes import scopes_disabled

from access_probes import EVERYBODY, Answer, Visitors
from factories import CANARY
from keywork.web.accounts.cells import ANYONE, VEILED, Scope
from keywork.web.accounts.external import EXTERNAL
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, Role
from keywork.web.accounts.policy import policy
from keywork.web.accounts.routes import Route, routes
from site_routes import ROUTES, address, in_every_run
from world_made import World, make_world

SRC = Path(__file__).resolve().parents[3] / "src"
METHODS = ("GET", "POST")
WITH_A_SECOND_STEP = {name for name, action in EXTERNAL.items() if action == "account.manage"}  # see test_sign_in


def room_of(route: Route) -> str:
    """The part of the site that a route belongs to."""
    return route.name.rpartition(":")[0] or "itself"


def faults(route: Route, world: World, visitors: Visitors) -> list[str]:
    """Ask one route as everybody, both ways, and say in words what is not as the matrix has it."""
    found, answered, before = [], False, _rows()
    for role in EVERYBODY:
        for method in METHODS:
            with visitors.asking(role, method, address(route, world)) as answer:
                fault = _fault(route, role, method, answer)
                if fault is None and answer.status == 200:
                    fault = _leak(route, role, method, answer.body, _rows() - before)
            answered |= fault is None and role != ANYONE and answer.status < 400
            if fault:
                found.append(f"{method} {address(route, world)} as {role}: {fault}")
    if not found and not answered and route.name not in WITH_A_SECOND_STEP:
        found.append(f"{address(route, world)}: nobody gets an answer; does World.values know what its address names?")
    return found


def _rows() -> Counter[tuple[str, bool]]:
    with scopes_disabled():
        return Counter(AccessEntry.objects.values_list("role", "allowed"))


def _fault(route: Route, role: str, method: str, answer: Answer) -> str | None:
    scopes: frozenset[str] = frozenset()
    status = answer.status
    if route.declared and route.declared.action(method) in matrix():
        scopes = matrix()[route.declared.action(method)].scopes(role)
    if status >= 500:
        return f"it broke ({status})"
    if scopes:
        return f"refused ({status}), though the matrix says {', '.join(sorted(scopes))}" if status == 403 else None
    if role == ANYONE:
        return None if answer.led_to_sign_in else f"answered {status} to somebody who has not signed in"
    return None if status in {403, 404} else f"answered {status}, though the matrix says none"


def _leak(route: Route, role: str, method: str, body: bytes, new: Counter[tuple[str, bool]]) -> str | None:
    assert route.declared is not None
    rule = matrix()[route.declared.action(method)]
    names_children = rule.record and bool(rule.scopes(role) - VEILED)
    if CANARY.lower().encode() in body.lower() and not names_children:
        return "it names a child"
    if rule.record and route.parameters and not any(allowed for _, allowed in new):
        return "it opened a record without a row in the access log"
    return None


@pytest.mark.django_db
@pytest.mark.parametrize("room", sorted({room_of(route) for route in ROUTES}))
def test_every_route_answers_everybody_as_the_matrix_says(room: str) -> None:
    """Room by room: each ask is undone, so that one world serves all routes of a room."""
    world = make_world()
    visitors = Visitors(world)
    found = in_every_run([route for route in ROUTES if room_of(route) == room])
    assert [fault for route in found for fault in faults(route, world, visitors)] == []


@pytest.mark.django_db
def test_a_record_of_elsewhere_or_of_another_team_is_not_there() -> None:
    """An address of a case answers 404 to whoever may not know of it, on every page that takes one."""
    world = make_world()
    visitors = Visitors(world)
    pages = [route for route in ROUTES if [name for name, _ in route.parameters] == ["case_id"]]
    for route in pages:
        assert route.declared is not None
        keyworkers = matrix()[route.declared.reads].scopes(Role.KEYWORKER)
        for role, case in [
            ("manager", world.elsewhere),
            ("keyworker", world.elsewhere),
            ("keyworker", world.unallocated),
        ]:
            if case == world.unallocated and Scope.AREA in keyworkers:
                continue
            for method in METHODS:
                asked = address(route, world).replace(str(world.mine.pk), str(case.pk))
                with visitors.asking(role, method, asked) as answer:
                    status = answer.status
                assert status in ({404, 405} if method == "GET" else {403, 404, 405}), (
                    f"{method} {asked} as {role}: {status}"
                )


def test_every_action_of_the_matrix_is_used() -> None:
    declared = {name for route in ROUTES if route.declared for name in (route.declared.reads, route.declared.writes)}
    spoken = {
        node.value
        for file in SRC.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(matrix()) - declared - spoken) == []


@pytest.mark.django_db
def test_nothing_is_taken_from_a_form_that_is_not_ours() -> None:
    world = make_world()
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.staff.user(Role.MANAGER))
    assert {client.post(address(route, world)).status_code for route in ROUTES} == {403}


# The checker itself is tried on pages that are wrong, each in its own way.


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


@policy("case.open")
def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError


@policy("overview.read")
def names(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<p>{CANARY.upper()}</p>")


@policy("case.open")
def forgets_the_log(request: HttpRequest, case_id: object) -> HttpResponse:
    return HttpResponse("A case")


urlpatterns = [
    path("undeclared/", undeclared, name="undeclared"),
    path("breaks/", breaks, name="breaks"),
    path("names/", names, name="names"),
    path("forgets/<uuid:case_id>/", forgets_the_log, name="forgets"),
    path("account/login/", policy("session.sign-in")(lambda request: HttpResponse("")), name="account_login"),
]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("name", "words"),
    [("breaks", "it broke"), ("names", "it names a child"), ("forgets", "without a row in the access log")],
)
def test_the_checker_finds_a_page_that_is_wrong(name: str, words: str) -> None:
    route = next(route for route in routes(__name__) if route.name == name)
    world = make_world()
    found = faults(route, world, Visitors(world))
    assert found
    assert all(words in fault for fault in found), found


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_checker_finds_a_page_that_nothing_guards(settings: pytest.FixtureRequest) -> None:
    """Without the middleware, a page that declares nothing answers everybody; the checker says so for each."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "accounts.middleware" not in name]
    route = next(route for route in routes(__name__) if route.name == "undeclared")
    world = make_world()
    assert len(faults(route, world, Visitors(world))) == len(EVERYBODY) * len(METHODS)
