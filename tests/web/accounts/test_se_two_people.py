"""What takes two people: links for whom only a password protects, roles, and second steps. One alone gets nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django_scopes import scope

import factories
from factories import PASSWORD, Staff, make_staff, make_user
from keywork.web.accounts import consents, services
from keywork.web.accounts.models import Consent, Membership, User
from keywork.web.accounts.policy import Denied
from keywork.web.kernel import clock
from second_steps import give_second_step

pytestmark = pytest.mark.django_db
NEW = "other random words 7"
GONE = "This link no longer works"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    factories._hashed.cache_clear()
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
    yield
    factories._hashed.cache_clear()


@pytest.fixture
def staff() -> Iterator[Staff]:
    made = make_staff()
    with scope(authority=made.authority):
        yield made


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link_for(staff: Staff, user: User) -> str:
    return services.password_link(actor=staff.actor("administrator"), user=user)


def code_for(staff: Staff, user: User, by: str = "manager") -> str:
    waiting = consents.waiting(staff.actor(by)).get(about=user)
    return consents.answer(actor=staff.actor(by), consent_id=waiting.pk, agrees=True)[1]


def uses(link: str, *, email: str, code: str = "", password: str = NEW) -> Any:
    client = Client()
    form = client.get(link).headers.get("Location", link)
    fields = {"email": email, "code": code, "new_password1": password, "new_password2": password}
    return client.post(form, fields)


def is_used(response: Any) -> bool:
    return bool(response.status_code == 302)


def test_a_link_works_once_with_the_address_and_the_code_of_a_second_person(staff: Staff) -> None:
    """SE-21: bound to the e-mail address, with a code by another hand; once."""
    user = staff.user("keyworker")
    link, other = link_for(staff, user), link_for(staff, user)
    assert not is_used(uses(link, email=user.email))
    assert not is_used(uses(link, email=user.email, code="00000000"))
    waiting = consents.waiting(staff.actor("manager")).order_by("asked_at")[0]
    code = consents.answer(actor=staff.actor("manager"), consent_id=waiting.pk, agrees=True)[1]
    assert re.fullmatch(r"\d{8}", code)
    assert code not in Consent.objects.get(pk=waiting.pk).code
    assert not is_used(uses(link, email="somebody.else@example.org", code=code))
    assert not is_used(uses(other, email=user.email, code=code))  # a code is for its own link
    assert is_used(uses(link, email=f" {user.email.upper()} ", code=f"{code[:4]} {code[4:]}"))
    assert User.objects.get(pk=user.pk).check_password(NEW)
    for spent in (link, other):
        assert GONE in Client().get(spent, follow=True).content.decode()


def test_a_link_lives_for_seven_days(staff: Staff) -> None:
    """SE-21."""
    with time_machine.travel(clock.now(), tick=False) as time:
        link = link_for(staff, staff.user("keyworker"))
        time.shift(timedelta(days=6, hours=23))
        assert "Set your password" in Client().get(link, follow=True).content.decode()
        time.shift(timedelta(hours=1, seconds=1))
        assert GONE in Client().get(link, follow=True).content.decode()
        assert not consents.waiting(staff.actor("manager")).exists()


def test_five_wrong_answers_end_a_link(staff: Staff) -> None:
    """SE-21, PR-04: a wrong person who holds the link has five tries, whatever they try."""
    user = staff.user("keyworker")
    link = link_for(staff, user)
    code = code_for(staff, user)
    slip = uses(link, email=user.email, code=code, password="short")  # a slip of one's own costs nothing
    assert "at least 12" in slip.content.decode()
    for number in range(5):
        assert not is_used(uses(link, email=user.email, code=f"1000000{number}"))
    assert not is_used(uses(link, email=user.email, code=code))
    assert GONE in Client().get(link, follow=True).content.decode()


def test_an_administrator_alone_takes_over_no_account(staff: Staff) -> None:
    """AZ-13, SE-07: link, second step and role each stop without a second person."""
    by = client_of(staff.user("administrator"))
    for role, user in staff.people.items():
        if role in {"administrator", "integration"}:  # of a machine's account no link is made at all
            continue
        link = link_for(staff, user)
        waiting = Consent.objects.get(about=user, kind="let-in")
        answer = {"consent": str(waiting.pk), "answer": "agree"}
        assert "Somebody else must agree" in by.post("/users/waiting/", answer, follow=True).content.decode()
        assert not is_used(uses(link, email=user.email))
        assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_an_administrator_alone_gives_no_role(staff: Staff) -> None:
    """AZ-13: neither to somebody else nor, through a second account, to themselves."""
    by, user = staff.actor("administrator"), staff.user("analyst")
    for role in ("manager", "keyworker", "administrator"):
        services.change_user(actor=by, user=user, name="Robin", role=role, team=None, is_active=True)
    assert Membership.objects.get(user=user).role == "analyst"
    wanted = consents.waiting(by).get(role="manager")
    with pytest.raises(consents.NotAgreed, match="Somebody else"):
        consents.answer(actor=by, consent_id=wanted.pk, agrees=True)
    client = client_of(user)
    assert client.get("/overview/").status_code == 200
    consents.answer(actor=staff.actor("manager"), consent_id=wanted.pk, agrees=True)
    assert Membership.objects.get(user=user).role == "manager"
    assert client.get("/overview/").status_code == 302  # signed out: another role is another session


def test_nobody_agrees_to_what_is_about_themselves(staff: Staff) -> None:
    """AZ-13."""
    manager = staff.user("manager")
    services.change_user(
        actor=staff.actor("administrator"), user=manager, name="Robin", role="administrator", team=None, is_active=True
    )
    waiting = consents.waiting(staff.actor("manager")).get()
    with pytest.raises(consents.NotAgreed, match="Somebody else"):
        consents.answer(actor=staff.actor("manager"), consent_id=waiting.pk, agrees=True)


def test_what_is_refused_or_answered_is_answered(staff: Staff) -> None:
    """A stale page cannot turn a refusal into a yes, nor give a second code."""
    user, manager = staff.user("keyworker"), staff.actor("manager")
    link = link_for(staff, user)
    waiting = consents.waiting(manager).get()
    consents.answer(actor=manager, consent_id=waiting.pk, agrees=False)
    for agrees in (True, False):
        with pytest.raises(consents.NotAgreed, match="no longer waits"):
            consents.answer(actor=manager, consent_id=waiting.pk, agrees=agrees)
    assert GONE in Client().get(link, follow=True).content.decode()


def test_nobody_answers_for_another_authority_or_without_the_right(staff: Staff) -> None:
    link_for(staff, staff.user("keyworker"))
    waiting = Consent.objects.get()
    elsewhere = make_staff("998", "Elsewhere Council")
    with pytest.raises(consents.NotAgreed, match="no longer waits"):
        consents.answer(actor=elsewhere.actor("manager"), consent_id=waiting.pk, agrees=True)
    for role in ("keyworker", "analyst", "auditor"):
        with pytest.raises(Denied):
            consents.answer(actor=staff.actor(role), consent_id=waiting.pk, agrees=True)


def test_whom_a_second_step_protects_needs_no_code_and_still_passes_it(staff: Staff) -> None:
    """SE-07: a link changes the password of an account with a second step, and lets nobody past it."""
    user = staff.user("manager")
    give_second_step(user)
    inside = client_of(user)
    link = link_for(staff, user)
    assert not consents.waiting(staff.actor("administrator")).exists()
    assert is_used(uses(link, email=user.email))
    assert inside.get("/account/").status_code == 302  # sessions of before have ended
    client = Client()
    response = client.post("/account/login/", {"login": user.email, "password": NEW})
    assert response.headers["Location"] == "/account/second-step/authenticate/"
    assert client.get("/work/").status_code == 302
    assert client.get("/account/second-step/totp/activate/").status_code == 302


def test_a_link_of_before_lets_nobody_in_once_the_second_step_is_gone(staff: Staff) -> None:
    """SE-07: the way round, link first and second step after, stops too."""
    user = staff.user("keyworker")
    give_second_step(user)
    link = link_for(staff, user)
    services.remove_second_step(actor=staff.actor("administrator"), user=user)
    code_for(staff, user)
    assert not Authenticator.objects.filter(user=user).exists()
    assert GONE in Client().get(link, follow=True).content.decode()


def test_the_side_doors_of_signing_in_are_not_there(staff: Staff) -> None:
    """SE-07: no other page signs anybody in: no sign-up, reset by mail, code by mail, passkey alone, trust, or API."""
    for path in ("signup/", "password/reset/", "login/code/", "login/code/confirm/", "email/", "confirm-email/x/",
                 "second-step/trust/", "second-step/webauthn/login/", "second-step/webauthn/signup/", "social/login/",
                 "3rdparty/", "google/login/", "openid_connect/x/login/", "../admin/", "../api/", "../_allauth/browser/v1/auth/login"):  # fmt: skip
        assert Client().get(f"/account/{path}").status_code == 404, path
        assert Client().post(f"/account/{path}").status_code == 404, path


def test_the_command_line_needs_nobody_else_and_its_link_no_code(staff: Staff) -> None:
    """Whoever runs commands on the server holds its keys anyway; so the first administrator comes in."""
    from keywork.web.accounts.actors import system

    by = system("command-line", staff.authority)
    user = make_user(staff.authority, "analyst")
    assert is_used(uses(services.password_link(actor=by, user=user), email=user.email))
    services.change_user(actor=by, user=user, name="Robin", role="auditor", team=None, is_active=True)
    assert Membership.objects.get(user=user).role == "auditor"
