"""The second step: nobody who works here opens anything before it, and what matters most asks for it again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled

from factories import PASSWORD, Staff, make_staff
from keywork.web.accounts import second_step
from keywork.web.accounts.matrix import matrix
from keywork.web.accounts.models import AccessEntry, Membership, Role, User
from keywork.web.accounts.policy import can, decide
from keywork.web.accounts.routes import Route
from keywork.web.kernel.settings import Config
from second_steps import code_of, give_second_step, only_password, passed
from site_routes import ROUTES, address
from world_made import World, make_world

pytestmark = pytest.mark.django_db
STAFF_ROLES = [role for role in Role.values if role not in second_step.FAMILY]
SET_UP = "/account/second-step/"
FRESH = second_step.FRESH.total_seconds()


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def world() -> Iterator[World]:
    made = make_world()
    with scope(authority=made.staff.authority):
        yield made


def is_open_to_all(route: Route, method: str) -> bool:
    return route.declared is not None and decide(None, route.declared.action(method)).allowed


def test_nothing_opens_before_the_second_step(world: World) -> None:
    """SE-06: with the password alone, every page leads every professional role to setting the second step up."""
    wrong = []
    for number, role in enumerate(STAFF_ROLES):
        client = Client()
        only_password(client, world.staff.user(role))
        for route in ROUTES:
            # What is sent is tried for the first role; that somebody is led away hangs on no more than the role.
            for method in ("GET", "POST") if number == 0 else ("GET",):
                if route.name in second_step.SETTING_UP or is_open_to_all(route, method):
                    continue
                response = client.generic(method, address(route, world))
                if (response.status_code, response.headers.get("Location")) != (302, SET_UP):
                    wrong.append(f"{method} {route.name} as {role}: {response.status_code}")
    assert wrong == []


def test_with_an_app_the_password_alone_opens_not_even_the_set_up(world: World) -> None:
    """SE-06, SE-07: who has a second step cannot add another one by the password."""
    user = world.staff.user("manager")
    give_second_step(user)
    client = Client()
    only_password(client, user)
    for route in ROUTES:
        if is_open_to_all(route, "GET") or route.name in second_step.SHOWING:
            continue
        response = client.get(address(route, world))
        assert response.status_code == 302, route.name
        assert response.headers["Location"].startswith("/account/second-step/reauthenticate/"), route.name


def test_at_first_sign_in_a_person_is_led_to_set_it_up_and_goes_on(staff: Staff, client: Client) -> None:
    """SE-06: password, set-up, recovery codes, work; the next time the code is asked for."""
    user = staff.user("keyworker")
    assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).headers["Location"] == "/"
    page = client.get("/", follow=True)
    assert page.redirect_chain[-1] == (SET_UP, 302)
    assert "add a second step" in page.content.decode()
    before = client.session.session_key
    assert client.get(f"{SET_UP}totp/activate/").status_code == 200
    added = client.post(f"{SET_UP}totp/activate/", {"code": code_of(client.session["mfa.totp.secret"])}, follow=True)
    assert added.redirect_chain[-1][0] == f"{SET_UP}recovery-codes/"
    assert client.session.session_key != before
    assert client.get("/work/").status_code == 200
    again = Client().post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert again.headers["Location"] == f"{SET_UP}authenticate/"


def test_a_fragment_leads_the_whole_page_there(staff: Staff, client: Client) -> None:
    only_password(client, staff.user("keyworker"))
    response = client.get("/work/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, SET_UP)


def test_families_are_offered_it_and_choose(staff: Staff, settings: Any) -> None:
    """SE-06: a parent's account may go without, unless the authority says everybody."""
    user = staff.user("keyworker")
    user.membership.role = "parent"
    assert not second_step.must_have(user)
    settings.CONFIG = replace(settings.CONFIG, second_step="everybody")
    assert second_step.must_have(user)


def test_only_the_demos_inventions_go_without(staff: Staff, settings: Any) -> None:
    """SE-06: the demo's switch left on in earnest opens nothing to anybody with a real address."""
    settings.CONFIG = replace(settings.CONFIG, demo=True)
    real, invented = staff.user("keyworker"), User(email="keyworker@wexcombe.example")
    invented.membership = Membership(role="keyworker")
    assert (second_step.must_have(real), second_step.must_have(invented)) == (True, False)
    settings.CONFIG = replace(settings.CONFIG, demo=False)
    assert second_step.must_have(invented)


def test_the_setting_takes_what_it_knows_and_nothing_weaker() -> None:
    assert Config.read({}).second_step == "staff"
    assert Config.read({"KEYWORK_SECOND_STEP": "Everybody"}).second_step == "everybody"
    with pytest.raises(ValueError, match="staff or everybody"):
        Config.read({"KEYWORK_SECOND_STEP": "no"})


def step_up_pages() -> list[tuple[Route, str]]:
    pages = [(route, method) for route in ROUTES for method in ("GET", "POST")]
    return [(r, m) for r, m in pages if r.declared and matrix()[r.declared.action(m)].step_up]


def test_what_matters_most_is_marked() -> None:
    """SE-18: taking a file, giving accounts and ending sessions are marked, and pages carry every mark."""
    marked = {name for name, rule in matrix().items() if rule.step_up}
    assert {"work.export", "users.manage", "account.end-sessions"} <= marked
    assert {route.declared.action(method) for route, method in step_up_pages() if route.declared} == marked


def test_a_second_step_of_six_minutes_ago_is_asked_for_again(world: World) -> None:
    """SE-18: every page and sending of a marked action, for every role that has it."""
    wrong, asked = [], 0
    for role in STAFF_ROLES:
        user, actor = world.staff.user(role), world.staff.actor(role)
        give_second_step(user)
        for ago, is_asked in ((FRESH + 60, True), (FRESH - 60, False)):
            for route, method in step_up_pages():
                assert route.declared is not None
                if not can(actor, route.declared.action(method)):
                    continue
                client = Client()
                client.force_login(user)
                passed(client, user, ago=ago)
                location = client.generic(method, address(route, world)).headers.get("Location", "")
                asked += is_asked
                if location.startswith("/account/second-step/reauthenticate/") is not is_asked:
                    wrong.append(f"{method} {route.name} as {role}, {ago} s")
    assert asked > 10
    assert wrong == []


def test_after_the_code_one_is_where_one_wanted_to_go(staff: Staff, client: Client) -> None:
    """SE-18, SE-01: the code leads back, under a new session key, and counts for five minutes."""
    user = staff.user("administrator")
    give_second_step(user)
    client.force_login(user)
    passed(client, user, ago=FRESH + 60)
    asked = client.get("/users/add/?x=1")
    assert asked.headers["Location"] == "/account/second-step/reauthenticate/?next=%2Fusers%2Fadd%2F%3Fx%3D1"
    before = client.session.session_key
    back = client.post(asked.headers["Location"], {"code": code_of()})
    assert back.headers["Location"] == "/users/add/?x=1"
    assert client.session.session_key != before
    assert client.get("/users/add/").status_code == 200


def test_a_form_that_is_sent_late_changes_nothing_and_leads_back_to_it(staff: Staff, client: Client) -> None:
    user = staff.user("administrator")
    give_second_step(user)
    client.force_login(user)
    passed(client, user, ago=FRESH + 60)
    sent = {"name": "Robin New", "email": "new@example.org", "role": "keyworker", "team": ""}
    for referer, then in (("http://testserver/users/add/", "%2Fusers%2Fadd%2F"), ("https://evil.example/x", "%2F")):
        response = client.post("/users/add/", sent, headers={"Referer": referer})
        assert response.headers["Location"].endswith(f"?next={then}")
    assert not User.objects.filter(email="new@example.org").exists()
    with scopes_disabled():
        assert not AccessEntry.objects.filter(action="users.manage").exists()


def test_who_has_a_second_step_confirms_by_it_and_not_by_the_password(staff: Staff, client: Client) -> None:
    """SE-07, SE-18: reauthenticating by the password is closed once there is a second step."""
    user = staff.user("manager")
    give_second_step(user)
    client.force_login(user)
    passed(client, user, ago=FRESH + 60)
    response = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert response.headers["Location"].startswith("/account/second-step/reauthenticate/")
    removing = client.post("/account/second-step/totp/deactivate/")
    assert removing.headers["Location"].startswith("/account/second-step/reauthenticate/")
    assert second_step.has_one(user)


def test_a_family_account_without_a_second_step_adds_one_for_what_needs_it(staff: Staff, rf: Any) -> None:
    """SE-06: offered to families, and forced for what is marked."""
    user = staff.user("keyworker")
    user.membership.role = "parent"
    client = Client()
    only_password(client, user)
    request = rf.get("/work/file.csv")
    request.user, request.session, request._messages = user, client.session, Messages()
    response = second_step.asks_again(request, "work.export")
    assert response is not None
    assert response.headers["Location"] == SET_UP


class Messages:
    def add(self, *_: object, **__: object) -> None:
        pass


def test_the_matrix_marks_nothing_for_people_who_have_not_signed_in() -> None:
    """Nobody can confirm who they are before they have signed in."""
    assert [name for name, rule in matrix().items() if rule.step_up and can(None, name)] == []
