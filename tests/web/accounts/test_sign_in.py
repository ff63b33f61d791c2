"""Signing in and out: the account, the second step, the limits on attempts, and what is written of each."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django_scopes import scope, scopes_disabled

from factories import PASSWORD, Staff, make_staff, make_user
from keywork.web.accounts import services
from keywork.web.accounts.models import AccessEntry, Consent, User
from keywork.web.accounts.routes import routes
from second_steps import code_of

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def staff() -> Staff:
    return make_staff()


@pytest.fixture
def entries() -> Iterator[Any]:
    with scopes_disabled():
        yield AccessEntry.objects


def try_to_sign_in(client: Client, user: User | None = None, password: str = PASSWORD, **extra: Any) -> Any:
    email = user.email if user else "nobody.here@example.org"
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def add_app(client: Client) -> str:
    """Add an authenticator app, as a person does, and return its secret."""
    page = client.get("/account/second-step/totp/activate/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert client.post("/account/second-step/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return str(secret)


def test_a_person_signs_in_and_the_log_says_so(staff: Staff, client: Client, entries: Any) -> None:
    user = staff.user("manager")
    assert client.get(LOGIN).status_code == 200
    response = try_to_sign_in(client, user)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    row = entries.get()
    assert (row.action, row.allowed, row.actor, row.role) == ("session.sign-in", True, f"user:{user.pk}", "manager")


def test_the_session_is_a_new_one(staff: Staff, client: Client) -> None:
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by an attacker"
    session.save()
    before = session.session_key
    client.cookies["sid"] = before
    try_to_sign_in(client, staff.user("manager"))
    assert client.session.session_key != before


@pytest.mark.parametrize("known", [True, False])
def test_a_failed_attempt_says_the_same_whoever_is_asked_for(
    staff: Staff, client: Client, entries: Any, known: bool
) -> None:
    user = staff.user("manager") if known else None
    response = try_to_sign_in(client, user, "wrong password 1")
    assert response.status_code == 200
    assert b"The e-mail address or the password is not right" in response.content
    row = entries.get()
    assert (row.action, row.allowed) == ("session.sign-in", False)
    assert row.actor == (f"user:{user.pk}" if user else "nobody")
    assert "@" not in str(row.detail)


def test_attempts_are_counted_where_every_worker_sees_them() -> None:
    assert isinstance(cache._connections["default"], DatabaseCache)  # type: ignore[attr-defined]


def test_a_closed_account_cannot_sign_in(staff: Staff, client: Client) -> None:
    user = staff.user("manager")
    services.change_user(
        actor=staff.actor("administrator"), user=user, name="Robin", role="manager", team=None, is_active=False
    )
    response = try_to_sign_in(client, user)
    assert response.headers["Location"] == "/account/inactive/"
    assert client.get("/account/").status_code == 302


def test_one_is_not_sent_off_the_site(staff: Staff, client: Client) -> None:
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        client.logout()
        response = client.post(
            f"{LOGIN}?next={target}", {"login": staff.user("manager").email, "password": PASSWORD, "next": target}
        )
        assert response.headers["Location"] == "/"


def test_signing_out_ends_the_session_and_clears_the_browser(staff: Staff, client: Client) -> None:
    try_to_sign_in(client, staff.user("manager"))
    key = client.session.session_key
    response = client.post("/account/logout/")
    assert (response.status_code, response.headers["Clear-Site-Data"]) == (302, '"cache", "storage"')
    old = Client()
    old.cookies["sid"] = key
    assert old.get("/account/").status_code == 302


def test_signing_out_everywhere_ends_the_other_sessions_too(staff: Staff) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(staff.user("manager"))
        assert client.get("/account/").status_code == 200
    assert here.post("/account/sign-out-everywhere/").status_code == 302
    assert [here.get("/account/").status_code, there.get("/account/").status_code] == [302, 302]


def test_nobody_can_sign_up_or_reset_a_password_by_mail() -> None:
    names = {route.name for route in routes()}
    assert names.isdisjoint({"account_signup", "account_reset_password", "account_email", "account_set_password"})
    assert Client().get("/account/signup/").status_code == 404


def test_a_second_step_is_asked_for_once_there_is_one(staff: Staff, client: Client, entries: Any) -> None:
    user = staff.user("manager")
    try_to_sign_in(client, user)
    secret = add_app(client)
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored  # kept encrypted
    again = Client()
    assert try_to_sign_in(again, user).headers["Location"] == "/account/second-step/authenticate/"
    assert again.get("/account/").status_code == 302  # not in before the second step
    assert again.get("/account/second-step/authenticate/").status_code == 200
    wrong = again.post("/account/second-step/authenticate/", {"code": "000000"})
    assert b"The code is not right" in wrong.content
    cache.clear()  # allauth takes each code once; the same one opened the app a moment ago
    assert again.post("/account/second-step/authenticate/", {"code": code_of(secret)}).status_code == 302
    assert again.get("/account/").status_code == 200
    did = list(entries.order_by("id").values_list("action", "allowed", "detail__page"))
    assert ("account.manage", True, "mfa_activate_totp") in did
    assert did[-2:] == [("session.sign-in", False, None), ("session.sign-in", True, None)]


def test_an_administrator_takes_a_lost_second_step_away(staff: Staff, client: Client) -> None:
    user = staff.user("manager")
    try_to_sign_in(client, user)
    add_app(client)
    admin = Client()
    admin.force_login(staff.user("administrator"))
    assert admin.post(f"/users/{user.pk}/second-step/").status_code == 302
    with scope(authority=staff.authority):
        waiting = Consent.objects.get()
    answer = {"consent": str(waiting.pk), "answer": "agree"}
    assert "Somebody else must agree" in admin.post("/users/waiting/", answer, follow=True).content.decode()
    assert Authenticator.objects.filter(user=user).exists()
    second = Client()
    second.force_login(make_user(staff.authority, "manager"))
    assert second.post("/users/waiting/", answer).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/account/").status_code == 302
    assert try_to_sign_in(Client(), user).headers["Location"] == "/"


def test_every_page_of_ones_own_account_opens(staff: Staff, client: Client) -> None:
    try_to_sign_in(client, staff.user("manager"))
    add_app(client)
    own = ["", "password/change/", "second-step/", "second-step/totp/deactivate/", "second-step/recovery-codes/", "logout/",
           "second-step/recovery-codes/generate/", "second-step/webauthn/", "second-step/webauthn/add/", "second-step/reauthenticate/", "second-step/recovery-codes/download/"]  # fmt: skip
    assert {page: client.get(f"/account/{page}").status_code for page in own} == dict.fromkeys(own, 200)


def test_a_password_is_changed_by_who_knows_it(staff: Staff, client: Client) -> None:
    user = staff.user("manager")
    client.force_login(user)
    new = "other random words 7"
    asked = {"oldpassword": "wrong password 1", "password1": new, "password2": new}
    assert client.post("/account/password/change/", asked).status_code == 200
    assert client.post("/account/password/change/", asked | {"oldpassword": PASSWORD}).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(new)


def test_the_demo_signs_in_without_a_password(staff: Staff, rf: Any, client: Client, settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, demo=True)
    request = rf.get("/")
    request.session = client.session
    services.sign_in_as(request, staff.user("auditor"))
    assert request.session["_auth_user_id"] == str(staff.user("auditor").pk)


def test_https_makes_cookies_strict() -> None:
    """The settings are read from the environment, so a process of its own reads them."""
    names = (
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
    )
    show = f"from keywork.web.project import settings as s; print(*[getattr(s, n) for n in {names}])"
    env = os.environ | {"KEYWORK_HTTPS": "yes"}
    found = subprocess.run([sys.executable, "-c", show], env=env, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["__Host-sid", "__Host-csrf", "True", "True", "31536000"]
