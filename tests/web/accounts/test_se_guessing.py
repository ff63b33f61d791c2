"""Guessing: how often it may be tried and by whom, what an answer gives away, and which passwords are taken."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope, scopes_disabled

import factories
from factories import PASSWORD, Staff, make_staff, make_user
from keywork.web.accounts import attempts, services
from keywork.web.accounts.models import AccessEntry, FailedAttempts, User
from keywork.web.kernel import clock
from second_steps import code_of, give_second_step

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
WRONG, MANY = "is not right", "too many attempts"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash a thousand times quicker, as these tests try hundreds of passwords."""
    factories._hashed.cache_clear()
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
    yield
    factories._hashed.cache_clear()


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def tries(email: str, password: str = "wrong password 1", place: str = "10.0.0.1", client: Client | None = None) -> Any:
    return (client or Client()).post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=place)


def said(response: Any) -> str:
    if response.status_code == 302:
        return "in"
    text = response.content.decode()
    return "many" if MANY in text else "wrong" if WRONG in text else text


def signed_in_before(user: User) -> Client:
    """A browser in which somebody has signed in with both steps, and out again."""
    give_second_step(user)
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    client.post("/account/second-step/authenticate/", {"code": code_of()})
    assert client.get("/account/").status_code == 200
    client.post("/account/logout/")
    return client


def test_five_failures_in_15_minutes_for_an_account_at_a_place(staff: Staff) -> None:
    """SE-02: the sixth is stopped, right or wrong; after a quarter of an hour it counts again."""
    email = staff.user("manager").email
    with time_machine.travel(clock.now(), tick=False) as time:
        assert [said(tries(email)) for _ in range(6)] == ["wrong"] * 5 + ["many"]
        assert said(tries(email, PASSWORD)) == "many"
        time.shift(timedelta(minutes=14))
        assert said(tries(email, PASSWORD)) == "many"
        time.shift(timedelta(minutes=1, seconds=1))
        assert said(tries(email, PASSWORD)) == "in"


def test_fifty_failures_in_an_hour_for_a_place(staff: Staff) -> None:
    """SE-02: one place cannot try one password at many accounts."""
    for number in range(50):
        assert said(tries(f"nobody{number}@example.org")) == "wrong"
    assert said(tries("nobody51@example.org")) == "many"
    assert said(tries(staff.user("manager").email, PASSWORD)) == "many"
    assert said(tries(staff.user("manager").email, PASSWORD, place="10.0.0.2")) == "in"


def test_twenty_failures_in_an_hour_for_an_account_from_anywhere(staff: Staff) -> None:
    """SE-02: neither can many places try many passwords at one account."""
    email = staff.user("manager").email
    assert [said(tries(email, place=f"10.0.1.{number}")) for number in range(20)] == ["wrong"] * 20
    assert said(tries(email, PASSWORD, place="10.0.2.1")) == "many"


def test_a_stranger_does_not_lock_a_person_out_of_their_own_browser(staff: Staff) -> None:
    """SE-04: after every limit of account and place is used up, the known device still signs in."""
    user = staff.user("keyworker")
    own = signed_in_before(user)
    for number in range(20):
        tries(user.email, place=f"10.0.1.{number}")
    for number in range(50):
        tries(f"nobody{number}@example.org")
    assert said(tries(user.email, PASSWORD)) == "many"
    assert said(tries(user.email, PASSWORD, client=own)) == "in"


def test_a_known_device_is_limited_too_and_known_for_its_own_people_alone(staff: Staff) -> None:
    user, other = staff.user("keyworker"), staff.user("manager")
    own = signed_in_before(user)
    assert [said(tries(user.email, client=own)) for _ in range(6)] == ["wrong"] * 5 + ["many"]
    for _ in range(5):
        tries(other.email)
    assert said(tries(other.email, PASSWORD, client=own)) == "many"
    forged = Client()
    forged.cookies["device"] = own.cookies["device"].value[:-2] + "xx"
    for _ in range(5):
        tries(user.email, place="10.0.0.9")
    assert said(tries(user.email, PASSWORD, place="10.0.0.9", client=forged)) == "many"


def test_a_device_is_known_only_after_both_steps(staff: Staff, client: Client) -> None:
    user = staff.user("keyworker")
    give_second_step(user)
    tries(user.email, PASSWORD, client=client)
    assert "device" not in client.cookies
    client.post("/account/second-step/authenticate/", {"code": code_of()})
    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert user.email not in cookie.value


def test_stuffing_is_slowed_and_raises_the_alarm(staff: Staff, caplog: pytest.LogCaptureFixture) -> None:
    """SE-03: one password at each of many accounts, from many places: told once within five minutes, without names."""
    with caplog.at_level(logging.ERROR, logger="keywork"):
        for number in range(attempts.ALARM_ACCOUNTS + 5):
            tries(f"somebody{number}@example.org", place=f"10.1.{number}.1")
    told = [record.getMessage() for record in caplog.records if "alarm" in record.getMessage()]
    assert told == ["sign-in alarm: 30 accounts were tried without success in five minutes"]
    assert "@" not in str(list(FailedAttempts.objects.values()))


def test_forgetful_people_raise_no_alarm(staff: Staff, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="keywork"), time_machine.travel(clock.now(), tick=False) as time:
        for number in range(attempts.ALARM_ACCOUNTS + 5):
            tries(f"somebody{number}@example.org", place=f"10.1.{number}.1")
            time.shift(timedelta(seconds=20))
    assert not [record for record in caplog.records if "alarm" in record.getMessage()]


def test_counts_are_swept_once_they_no_longer_count(staff: Staff) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        tries("somebody@example.org")
        time.shift(timedelta(hours=1, seconds=1))
        tries("somebody.else@example.org", place="10.0.0.2")
        assert FailedAttempts.objects.filter(until__lt=clock.now()).count() == 0


def test_filling_the_cache_forgets_no_limit(staff: Staff, client: Client) -> None:
    """SE-02, SE-08: Django's own default keeps 300 entries; ours keeps the codes and counts that matter."""
    user = staff.user("manager")
    give_second_step(user)
    tries(user.email, PASSWORD, client=client)
    code = code_of()
    assert client.post("/account/second-step/authenticate/", {"code": code}).status_code == 302
    for number in range(400):
        cache.set(f"filler-{number}", "x")
    again = Client()
    tries(user.email, PASSWORD, client=again)
    assert said(again.post("/account/second-step/authenticate/", {"code": code})) == "wrong"


@pytest.mark.parametrize("who", ["known", "unknown", "closed", "waiting for a link"])
def test_a_failure_says_and_takes_the_same_for_everybody(
    staff: Staff, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SE-05: one text, one status, and the one slow thing, hashing, done once, whoever is asked for."""
    user = staff.user("manager")
    if who == "closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    if who == "waiting for a link":
        user.set_unusable_password()
        user.save()
    hashed: list[str] = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", lambda *a, **k: hashed.append("x") or encode(*a, **k))
    email = "nobody@example.org" if who == "unknown" else user.email
    response = tries(email)
    body = response.content.decode().replace(email, "ADDRESS").split("<main")[1].split("csrfmiddlewaretoken")[0]
    assert (response.status_code, len(hashed)) == (200, 1)
    assert "The e-mail address or the password is not right." in body
    assert not set(response.cookies) - {"sid", "csrf"}


def test_a_link_that_is_wrong_says_the_same_whoever_it_names(staff: Staff, client: Client) -> None:
    """SE-05: a used link, an invented secret and an invented person look the same."""
    with scope(authority=staff.authority):
        link = services.password_link(actor=staff.actor("administrator"), user=staff.user("keyworker"))
    head, _, tail = link.rstrip("/").rpartition("/")
    nobody = "/account/password/AAAAAAAAAAAAAAAAAAAAAA"
    pages = [client.get(page) for page in (f"{head}/{tail[:-1]}x/", f"{nobody}/{tail}/", f"{nobody}/x/")]
    assert {page.status_code for page in pages} == {200}
    assert len({re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page.content) for page in pages}) == 1


def test_every_refused_attempt_stands_in_the_log_without_an_address(staff: Staff) -> None:
    email = staff.user("manager").email
    for _ in range(6):
        tries(email)
    with scopes_disabled():
        rows = list(AccessEntry.objects.filter(allowed=False).values_list("detail", flat=True))
    assert len(rows) == 6
    assert rows[-1]["reason"] == "too-many"
    assert "@" not in str(rows)


def test_a_code_opens_once_and_only_while_it_is_shown(staff: Staff) -> None:
    """SE-08: reuse, the code of half a minute ago, the next one, and the code the app was added with."""
    user = staff.user("manager")
    secret = "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"
    give_second_step(user, secret)
    at = clock.now().replace(second=15, microsecond=0)
    with time_machine.travel(at, tick=False):
        now = at.timestamp()
        for code, opens in (
            (code_of(secret, at=now - 30), False),
            (code_of(secret, at=now + 30), False),
            (code_of(secret, at=now), True),
            (code_of(secret, at=now), False),
        ):
            client = Client()
            tries(user.email, PASSWORD, client=client)
            response = client.post("/account/second-step/authenticate/", {"code": code})
            assert (response.status_code == 302) is opens


def test_the_code_that_added_the_app_opens_nothing(staff: Staff, client: Client) -> None:
    """SE-08."""
    user = staff.user("manager")
    with time_machine.travel(clock.now(), tick=False):
        tries(user.email, PASSWORD, client=client)
        client.get("/account/second-step/totp/activate/")
        code = code_of(client.session["mfa.totp.secret"])
        assert client.post("/account/second-step/totp/activate/", {"code": code}).status_code == 302
        again = Client()
        tries(user.email, PASSWORD, client=again)
        assert said(again.post("/account/second-step/authenticate/", {"code": code})) == "wrong"


def test_codes_are_guessed_five_times_and_no_more(staff: Staff) -> None:
    """SE-08: counted by person, so that a new sign-in does not start the count anew."""
    user = staff.user("manager")
    give_second_step(user)
    found = []
    for number in range(6):
        client = Client()
        tries(user.email, PASSWORD, client=client)
        found.append(said(client.post("/account/second-step/authenticate/", {"code": f"00000{number}"})))
    assert found == ["wrong"] * 5 + ["many"]


def test_recovery_codes_open_once_and_new_ones_end_the_old(staff: Staff) -> None:
    """SE-09: kept so that the database alone does not give them away; each once; making new ones ends the old."""
    user = staff.user("manager")
    give_second_step(user)
    authenticator = Authenticator.objects.get(user=user, type="recovery_codes")
    first, second, third, *_ = authenticator.wrap().generate_codes()
    assert not any(code in str(authenticator.data) for code in (first, second, third))

    def enters(code: str) -> tuple[Client, int]:
        client = Client()
        tries(user.email, PASSWORD, client=client)
        return client, client.post("/account/second-step/authenticate/", {"code": code}).status_code

    client, status = enters(first)
    assert (status, enters(first)[1], enters(second)[1]) == (302, 200, 302)
    client.post("/account/second-step/reauthenticate/", {"code": third})
    assert client.post("/account/second-step/recovery-codes/generate/").status_code == 302
    new = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    fourth = authenticator.wrap().generate_codes()[3]
    assert (enters(fourth)[1], enters(new[0])[1]) == (200, 302)


def test_every_right_answer_counts_whole(staff: Staff) -> None:
    """SE-10: nothing of a password is cut off or folded, and it may hold any character."""
    user = make_user(staff.authority, "manager")
    password = "Ünïcode  päss wörd 語 " + "x" * 100
    user.set_password(password)
    user.save()
    for wrong in (password[:-1], password[:72], password.lower(), password.strip() + " ", password.upper()):
        assert said(tries(user.email, wrong, place=f"10.9.0.{len(wrong)}")) == "wrong"
    assert said(tries(user.email, password, place="10.9.1.1")) == "in"


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("elevenchars", "at least 12"),
        ("x" * 129, "128 characters"),
        ("password1234", "too common"),
        ("qwertyuiopas", "easy to guess"),
        ("iloveyou2iloveyou", "easy to guess"),
        ("Liverpool2024!", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("KeyworkKeywork!1", "words of this service"),
        ("Wexcombe-SEND-2026", "authority’s name"),
        ("robin.manager.1", "your name"),
    ],
)
def test_a_password_that_is_tried_first_is_refused_without_asking_anybody(
    staff: Staff, password: str, words: str
) -> None:
    """SE-10: by lists and words kept here; nothing is sent anywhere."""
    with pytest.raises(ValidationError) as refused:
        validate_password(password, staff.user("manager"))
    assert words in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "alllowercaseletterszq", "öçşğü ñandú løype", "7291 0448 5539 1", "x" * 3 + " tundra lamp velvet" * 6]
)  # fmt: skip
def test_a_password_needs_no_kinds_of_characters(staff: Staff, password: str) -> None:
    """SE-10: any composition, and any length to 128."""
    validate_password(password, staff.user("manager"))


def test_a_password_may_be_pasted_and_kept_by_a_password_manager(staff: Staff) -> None:
    """SE-10: every field of a password is masked, says what it is for, and has nothing that stops pasting."""
    client = Client()
    client.force_login(staff.user("manager"))
    with scope(authority=staff.authority):
        link = services.password_link(actor=staff.actor("administrator"), user=staff.user("keyworker"))
    for browser, page in ((Client(), LOGIN), (client, "/account/password/change/"), (Client(), link)):
        body = browser.get(page, follow=True).content.decode()
        fields = re.findall(r"<input[^>]*password[^>]*>", body)
        passwords = [field for field in fields if 'type="password"' in field]
        assert passwords
        assert all(re.search(r'autocomplete="(current|new)-password"', field) for field in passwords), page
        assert "onpaste" not in body
