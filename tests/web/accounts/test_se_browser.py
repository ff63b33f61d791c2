"""What browsers are told, what they keep, and what a forged request can make of the site."""

from __future__ import annotations

import socket
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from typer.testing import CliRunner

from factories import PASSWORD
from keywork.web.accounts.models import FailedAttempts
from keywork.web.project import cli_home
from keywork.web.project.cli import app
from shared import ROOT
from site_routes import ROUTES, address
from world_made import World, make_world

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
FILE = "/static/mfa/js/webauthn.js"
TOLD = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture(scope="module")
def https() -> dict[str, Any]:
    """The settings behind HTTPS, as the environment makes them."""
    return {
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SESSION_COOKIE_NAME": "__Host-sid", "CSRF_COOKIE_NAME": "__Host-csrf", "DEVICE_COOKIE_NAME": "__Host-device",
        "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True,
    }  # fmt: skip


def wrong(response: HttpResponse, *, kept: bool = False) -> dict[str, str]:
    """The headers that are not exactly as they must be; a file of the site's own may be kept, nothing else."""
    wanted = TOLD if kept else TOLD | {"Cache-Control": "no-store, private"}
    told = {name: response.headers.get(name, "missing") for name in wanted}
    policy = "; ".join(sorted(told["Content-Security-Policy"].split("; ")))
    told["Content-Security-Policy"] = policy
    expected = dict(wanted) | {
        "Content-Security-Policy": "; ".join(sorted(TOLD["Content-Security-Policy"].split("; ")))
    }
    return {name: value for name, value in told.items() if value != expected[name]}


def signed_in(world: World, role: str, **headers: Any) -> Client:
    client = Client(raise_request_exception=False, **headers)
    client.force_login(world.staff.user(role))
    return client


def test_every_answer_tells_the_browser_exactly_the_same() -> None:
    """SE-14, SE-15, SE-17: every route, read and sent to, for who is in and who is not; no page may be framed or kept."""
    world, found, asked = make_world(), {}, 0
    for role in (None, "manager"):
        client = signed_in(world, role) if role else Client(raise_request_exception=False)
        for route, method in product(ROUTES, ("GET", "POST")):
            if route.name == "account_logout" and role:
                continue
            response, asked = client.generic(method, address(route, world)), asked + 1
            if faults := wrong(response):
                found[f"{method} {route.name} as {role}"] = faults
    assert found == {}
    assert asked > 3 * len(ROUTES) - 2


def test_errors_and_files_tell_it_too(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """SE-15: what is not there, refused, misdirected, unreadable or broken, and the site's own files."""
    client = signed_in(make_world(), "manager")
    assert client.get("/nowhere/").status_code == 404
    assert wrong(client.get("/nowhere/")) == {}
    assert wrong(client.get("/static/nowhere.js")) == {}
    assert wrong(client.get("/", headers={"host": "evil.example"})) == {}
    assert wrong(client.get("/", headers={"content-type": "text/plain; charset=utf-7"})) == {}
    forbidden = client.get("/imports/")
    assert wrong(forbidden) == {}
    file = client.get(FILE)
    assert file.status_code == 200
    assert wrong(file, kept=True) == {}
    monkeypatch.setattr("keywork.web.project.views.places", _break)
    broken = client.get("/")
    assert broken.status_code == 500
    assert wrong(broken) == {}
    text = broken.content.decode()
    assert "Something went wrong here" in text
    assert not [
        word for word in ("the secret of the fault", "Traceback", "RuntimeError", "site-packages") if word in text
    ]


def _break(*_: Any, **__: Any) -> bool:
    raise RuntimeError("the secret of the fault")


def test_behind_https_it_is_asked_for_ever_and_cookies_are_strict(settings: Any, https: dict[str, Any]) -> None:
    """SE-15, SE-16: every cookie is __Host-, Secure, HttpOnly, SameSite, without a domain; there is no other."""
    for name, value in https.items():
        setattr(settings, name, value)
    world, client = make_world(), Client()
    user = world.staff.user("manager")
    pages = [
        client.get(LOGIN, secure=True),
        client.post(LOGIN, {"login": user.email, "password": PASSWORD}, secure=True),
    ]
    pages += [client.get("/account/second-step/totp/activate/", secure=True), client.get("/nowhere/", secure=True)]
    for page in pages:
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert set(client.cookies) <= {"__Host-sid", "__Host-csrf", "__Host-device"}
    assert {"__Host-sid", "__Host-csrf"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["secure"]
        assert cookie["httponly"]
        assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


def test_a_page_does_not_answer_under_the_name_of_a_file() -> None:
    """SE-17: a cache that keeps files by their ending is handed none of our pages."""
    world = make_world()
    client, answered = signed_in(world, "manager"), []
    for route, ending in product(ROUTES, ("x.css", "%2Fx.js", ";x.png")):
        where = address(route, world)
        if where.endswith("/") and _shown(client.get(where + ending)):
            answered.append(where + ending)
    assert answered == []


def _shown(response: HttpResponse) -> bool:
    """Whether something was answered, other than that a link to set a password is none."""
    return response.status_code == 200 and b"This link no longer works" not in response.content


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "127.0.0.1 "]
)
def test_a_forged_host_is_refused(host: str, settings: Any) -> None:
    """SE-19."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    assert Client().get(LOGIN, headers={"host": host}).status_code == 400


def test_what_a_proxy_says_is_believed_of_our_own_proxy_alone(settings: Any) -> None:
    """SE-19: forwarded names, schemes and places that a stranger sends change nothing."""
    forged = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "x-real-ip": "10.0.0.9"}
    page = Client().get("/account/", headers=forged)
    assert page.headers["Location"] == "/account/login/?next=/account/"
    assert "Strict-Transport-Security" not in page.headers
    world, email = make_world(), "nobody@example.org"
    for number in range(5):
        Client().post(
            LOGIN,
            {"login": email, "password": "wrong"},
            headers={"x-forwarded-for": f"10.0.0.{number}, 10.1.0.{number}"},
        )
    assert world
    both = FailedAttempts.objects.filter(kind__contains="place")
    assert max(len(row.at) for row in both) == 5, "all five are of one place"


SITES = (
    "evil.example",
    "evil.example/account/",
    "evil.example:443",
    "127.0.0.1@evil.example",
    "[::1]",
    "xn--vl-fda.example",
)
SHAPES: tuple[Callable[[str], str], ...] = (
    lambda s: f"https://{s}", lambda s: f"http://{s}", lambda s: f"//{s}", lambda s: f"///{s}", lambda s: f"////{s}",
    lambda s: f"/\\{s}", lambda s: f"\\\\{s}", lambda s: f"\\/{s}", lambda s: f"/%09/{s}", lambda s: f"/\t/{s}",
    lambda s: f"\t//{s}", lambda s: f" //{s}", lambda s: f"\x00//{s}", lambda s: f"/\n/{s}", lambda s: f"https:{s}",
    lambda s: f"https:/{s}", lambda s: f"HTTPS://{s}", lambda s: f"ftp://{s}", lambda s: f"http:\\\\{s}",
    lambda s: f"javascript:alert(1)//{s}", lambda s: f"JaVaScRiPt:alert('{s}')", lambda s: f"data:text/html,{s}",
    lambda s: f"vbscript:{s}", lambda s: f"java\tscript:{s}", lambda s: f"//localhost@{s}", lambda s: f"https://localhost@{s}",
    lambda s: f"https://testserver.{s}", lambda s: f"//testserver\\@{s}", lambda s: f"/\r\nLocation: https://{s}",
    lambda s: f"\u2028//{s}", lambda s: f"\uff0f\uff0f{s}", lambda s: f"http:///{s}", lambda s: f"//{s}/%2e%2e",
    lambda s: f"blob:https://{s}", lambda s: f"file://{s}", lambda s: f"https%3A%2F%2F{s}",
)  # fmt: skip


def _off(where: str) -> bool:
    """Whether a browser that is led there leaves the site: it reads a backslash as a slash and skips what it cannot see."""
    seen = "".join(letter for letter in where.replace("\\", "/") if letter.isprintable()).strip()
    led = urlsplit(urljoin("http://testserver/account/login/", seen))
    return (led.scheme, led.netloc) != ("http", "testserver") or "\r" in where or "\n" in where


def test_nobody_is_sent_off_the_site() -> None:
    """IN-25: 216 ways to write another site into ``next`` lead home, or to a path of our own."""
    world, targets = make_world(), [shape(site) for site, shape in product(SITES, SHAPES)]
    inside, off = signed_in(world, "manager"), []
    for target in targets:
        led = inside.get(LOGIN, query_params={"next": target})
        if _off(led.headers.get("Location", "/")):
            off.append((target, led.headers["Location"]))
    email = world.staff.user("manager").email
    for target in targets[:12]:
        led = Client().post(
            LOGIN, {"login": email, "password": PASSWORD, "next": target}, query_params={"next": target}
        )
        if _off(led.headers.get("Location", "/")):
            off.append((target, led.headers["Location"]))
    assert len(set(targets)) >= 200
    assert off == []
    assert _off("//evil.example")
    assert _off("/\\evil.example")


@pytest.mark.parametrize(
    "where",
    ["/admin/", "/.git/config", "/.git/HEAD", "/.env", "/static/../pyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml",
     "/static/..%2f..%2fsecret.key", "/static/", "/media/", "/uploads/", "/debug/", "/__debug__/", "/metrics", "/server-status",
     "/keywork.sqlite3", "/secret.key", "/api/", "/swagger.json", "/robots.txt~"],
)  # fmt: skip
def test_what_nobody_meant_to_publish_is_not_there(where: str) -> None:
    """SE-20."""
    client = signed_in(make_world(), "administrator")
    assert client.get(where).status_code == 404


def test_no_page_of_an_administration_of_djangos_is_mounted() -> None:
    """SE-20."""
    assert "admin" not in {
        pattern.namespace for pattern in get_resolver().url_patterns if hasattr(pattern, "namespace")
    }


def test_tracing_is_refused() -> None:
    """ASVS 13.4.4: what a browser sent is not sent back."""
    client = signed_in(make_world(), "manager")
    assert client.trace("/account/").status_code in {403, 404, 405}


def test_the_server_listens_on_the_port_of_the_web_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """SE-24: gunicorn's own control socket, which newer releases open by default, is switched off."""
    started: list[list[str]] = []
    monkeypatch.setattr("keywork.web.project.serving.run", started.append)
    monkeypatch.setattr(cli_home, "why_not_ready", lambda _config: "")
    monkeypatch.setattr("keywork.web.deadlines.freshness.are_current", lambda: True)
    monkeypatch.setattr("keywork.web.kernel.sealed.missing_keys", lambda: "")
    result = CliRunner().invoke(app, ["serve", "--port", "8123"])
    assert result.exit_code == 0, result.output
    (words,) = started
    assert "--no-control-socket" in words
    assert [word for word in words if "bind" in word or word.startswith(("tcp", "unix", "0.0.0.0"))] == ["--bind"]
    assert words[words.index("--bind") + 1] == "127.0.0.1:8123"


def test_the_database_answers_by_its_own_socket_in_the_tests() -> None:
    """SE-24: the PostgreSQL of the tests listens on no port."""
    assert "listen_addresses=''" in (ROOT / "scripts" / "with-postgres").read_text()
    assert socket.AF_UNIX


def test_the_lock_pins_every_package_by_its_hash() -> None:
    """SE-23: nothing is installed that is not the very file that was reviewed."""
    lock = Path(ROOT / "uv.lock").read_text()
    packages = [part for part in lock.split("[[package]]")[1:] if 'registry = "' in part.split("dependencies")[0]]
    assert len(packages) > 50
    bare = [part.split('"')[1] for part in packages if part.count("url = ") != part.count('hash = "sha256:')]
    assert bare == []
