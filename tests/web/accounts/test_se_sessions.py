"""Sessions: their keys change when they should, they end when they must, and their person sees and ends them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_scopes import scope, scopes_disabled

from factories import PASSWORD, Staff, make_staff
from keywork.web.accounts import services, sessions
from keywork.web.accounts.actors import system
from keywork.web.accounts.models import AccessEntry, OpenSession, Role
from keywork.web.accounts.policy import can
from keywork.web.kernel import clock
from second_steps import code_of, give_second_step, passed
from site_routes import ROUTES, address
from world_made import World, make_world

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def with_key(key: str) -> Client:
    """A browser that holds a session's key and nothing else."""
    client = Client()
    client.cookies["sid"] = key
    return client


def is_dead(key: str) -> bool:
    return with_key(key).get("/account/").status_code == 302 and not OpenSession.objects.filter(pk=key).exists()


def test_every_change_of_who_it_is_changes_the_key_and_kills_the_old_one(staff: Staff) -> None:
    """SE-01: a planted key, the password, the second step and confirming again each end the key before them."""
    user, client = staff.user("manager"), Client()
    give_second_step(user)
    client.session.save()  # an attacker has planted a session of their own
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["sid"] = planted.session_key
    keys = [planted.session_key]
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    client.post("/account/second-step/authenticate/", {"code": code_of()})
    keys.append(client.session.session_key)
    assert client.get("/account/").status_code == 200
    codes = client.get("/account/second-step/recovery-codes/").content.decode()
    recovery = codes.split("<li><code>")[1].split("<")[0]
    client.post("/account/second-step/reauthenticate/", {"code": recovery})
    keys.append(client.session.session_key)
    assert client.get("/account/").status_code == 200
    assert len(set(keys)) == 3
    assert all(is_dead(key) for key in keys[:-1])


def test_a_changed_role_needs_a_new_session(staff: Staff, client: Client) -> None:
    """SE-01, AZ-11: the old key opens nothing, at the next request."""
    user = staff.user("manager")
    client.force_login(user)
    key = client.session.session_key
    assert client.get("/work/").status_code == 200
    by = system("command-line", staff.authority)
    services.change_user(actor=by, user=user, name="Robin", role="analyst", team=None, is_active=True)
    assert is_dead(key)


def test_after_signing_out_the_key_is_dead_everywhere_and_the_browser_forgets(staff: Staff, client: Client) -> None:
    """SE-12."""
    client.force_login(staff.user("manager"))
    key = client.session.session_key
    page = client.get("/work/")
    assert page.headers["Cache-Control"] == "no-store, private"  # so that going back shows nothing
    response = client.post("/account/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["sid"].value != key
    assert is_dead(key)


def test_a_page_that_is_polled_does_not_outlive_the_limits(staff: Staff) -> None:
    """SE-11: idle and absolute limits go by the server's clock, whatever the cookie says."""
    start = clock.now()
    with time_machine.travel(start, tick=False) as time:
        client = Client()
        client.force_login(staff.user("manager"))
        key = client.session.session_key
        assert client.get("/account/").status_code == 200
        time.shift(sessions.IDLE)
        assert with_key(key).get("/account/").status_code == 302
        assert not OpenSession.objects.filter(pk=key).exists()


def test_a_person_sees_their_sessions_and_ends_one_and_then_the_others(staff: Staff) -> None:
    """SE-25: the list names browser and times, and no key; an ended session opens nothing more."""
    user, clients = staff.user("keyworker"), [Client(HTTP_USER_AGENT=FIREFOX) for _ in range(4)]
    for client in clients:
        client.force_login(user)
        assert client.get("/account/").status_code == 200
    here, lost, *others = clients
    page = here.get("/account/").content.decode()
    assert page.count("Firefox on Linux") == 4 + 3  # each once, and once more beside each button
    assert not any(client.session.session_key in page for client in clients)
    handle = next(one.handle for one in _open(lost, user) if one.is_here)
    assert here.post("/account/sessions/end/", {"session": handle}).status_code == 302
    assert [lost.get("/account/").status_code, here.get("/account/").status_code] == [302, 200]
    here.post("/account/sessions/end/")
    assert [client.get("/account/").status_code for client in (here, *others)] == [200, 302, 302]
    with scopes_disabled():
        did = AccessEntry.objects.filter(action="account.end-sessions").values_list("detail__ended", flat=True)
        assert list(did) == [1, 2]


def test_nobody_ends_another_persons_session_by_its_handle(staff: Staff) -> None:
    """SE-25: a handle counts for its own person alone, and is no key."""
    mine, theirs = Client(), Client()
    mine.force_login(staff.user("keyworker"))
    theirs.force_login(staff.user("manager"))
    for client in (mine, theirs):
        client.get("/account/")
    handle = next(one.handle for one in _open(theirs, staff.user("manager")) if one.is_here)
    mine.post("/account/sessions/end/", {"session": handle})
    assert theirs.get("/account/").status_code == 200
    assert with_key(handle).get("/account/").status_code == 302


def _open(client: Client, user: Any) -> list[sessions.Open]:
    class Request:
        session = client.session

    return sessions.open_sessions(Request(), user)  # type: ignore[arg-type]


def test_ending_sessions_wants_the_second_step_again(staff: Staff, client: Client) -> None:
    """SE-18, SE-25."""
    user = staff.user("keyworker")
    give_second_step(user)
    client.force_login(user)
    passed(client, user, ago=400)
    for page in ("/account/sessions/end/", "/account/sign-out-everywhere/"):
        assert "/second-step/reauthenticate/" in client.post(page).headers["Location"]


def test_an_eleventh_session_ends_the_oldest(staff: Staff) -> None:
    """SE-25: ten at once, whatever opens more."""
    user, clients = staff.user("keyworker"), [Client() for _ in range(sessions.MOST + 2)]
    with time_machine.travel(clock.now(), tick=False) as time:
        for client in clients:
            client.force_login(user)
            client.get("/account/")
            time.shift(timedelta(seconds=1))
        found = [client.get("/account/").status_code for client in clients]
    assert found == [302, 302] + [200] * sessions.MOST


def test_what_has_expired_is_swept_at_the_next_sign_in(staff: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        old = Client()
        old.force_login(staff.user("keyworker"))
        old.get("/account/")
        time.shift(timedelta(hours=11))
        new = Client()
        new.force_login(staff.user("manager"))
        new.get("/account/")
        assert list(OpenSession.objects.values_list("user", flat=True)) == [staff.user("manager").pk]


def test_an_administrator_ends_a_persons_sessions(staff: Staff) -> None:
    """When a laptop is lost (ASVS 7.4.5)."""
    admin, lost = Client(), Client()
    admin.force_login(staff.user("administrator"))
    lost.force_login(staff.user("keyworker"))
    assert lost.get("/account/").status_code == 200
    assert admin.post(f"/users/{staff.user('keyworker').pk}/end-sessions/").status_code == 302
    assert lost.get("/account/").status_code == 302
    own = admin.post(f"/users/{staff.user('administrator').pk}/end-sessions/", follow=True)
    assert "another person" in own.content.decode()


def test_nothing_of_a_leaver_opens_anything() -> None:
    """AZ-12: sessions, sign-ins half-way, and links of a closed account give 0 answers of 2xx, for every role."""
    world = make_world()
    opened, links = [], {}
    for role in sorted(Role.values, key=lambda role: role == Role.ADMINISTRATOR):  # who makes the links goes last
        user = world.staff.user(role)
        inside, half_way = Client(), Client()
        inside.force_login(user)
        assert inside.get("/account/").status_code == (403 if role == Role.INTEGRATION else 200)
        if role == "manager":
            give_second_step(user)
            half_way.post(LOGIN, {"login": user.email, "password": PASSWORD})
        if role not in {"administrator", "integration"}:  # nobody makes a link for a machine's account
            links[role] = _link(world, user)
        _close(world, user)
        for route in ROUTES:
            for method in ("GET", "POST") if role == "manager" else ("GET",):
                if can(None, route.declared.action(method)):  # type: ignore[union-attr]
                    continue
                if inside.generic(method, address(route, world)).status_code < 300:
                    opened.append(f"{method} {route.name} as {role}")
        if role == "manager":
            finished = half_way.post("/account/second-step/authenticate/", {"code": code_of()})
            assert finished.headers["Location"] == "/account/inactive/"
            assert half_way.get("/account/").status_code == 302
        assert not OpenSession.objects.filter(user=user).exists()
    assert opened == []
    for link in links.values():
        assert "This link no longer works" in Client().get(link, follow=True).content.decode()


def _link(world: World, user: Any) -> str:
    with scope(authority=world.staff.authority):
        return services.password_link(actor=world.staff.actor("administrator"), user=user)


def _close(world: World, user: Any) -> None:
    """Close the account as the command line does, which may close an administrator's too."""
    place = user.membership
    services.change_user(
        actor=system("command-line", world.staff.authority), user=user, name="Robin", role=place.role,
        team=place.team, organisation=place.organisation, is_active=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
            "Safari on iOS",
        ),
        ("<script>alert(1)</script>", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_browser_is_named_in_words_of_ours(header: str, words: str) -> None:
    assert sessions.browser_of(header) == words
