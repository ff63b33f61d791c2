"""What one process of several does for the tests of limits: try to sign in, and say how each attempt was answered."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402

from factories import make_staff  # noqa: E402
from keywork.web.accounts.models import User  # noqa: E402
from second_steps import give_second_step  # noqa: E402

WRONG, MANY = b"is not right", b"too many attempts"


def answer(body: bytes) -> str:
    return "many" if MANY in body else "wrong" if WRONG in body else "other"


def browser() -> Client:
    return Client(HTTP_HOST="localhost")


def people() -> list[str]:
    """Make an authority with people who have a second step, and give their addresses."""
    staff = make_staff("997", "Limits Council")
    for user in staff.people.values():
        give_second_step(user)
    return [user.email for user in staff.people.values()]


def passwords(email: str, password: str, times: str) -> list[str]:
    """Give a password some times."""
    found = []
    for _ in range(int(times)):
        response = browser().post("/account/login/", {"login": email, "password": password})
        found.append("in" if response.status_code == 302 else answer(response.content))
    return found


def half_way(email: str, password: str) -> list[str]:
    """Give the right password, and return the key of the session that then waits for a code."""
    client = browser()
    assert client.post("/account/login/", {"login": email, "password": password}).status_code == 302
    return [client.session.session_key]


def code(key: str, digits: str) -> list[str]:
    """Give a code in a session that waits for one."""
    client = browser()
    client.cookies["sid"] = key
    response = client.post("/account/second-step/authenticate/", {"code": digits})
    return ["in" if response.status_code == 302 else answer(response.content)]


if __name__ == "__main__":
    User.objects.count()  # so that all of them are connected before they begin
    print("ready", flush=True)
    for line in sys.stdin:
        what, *arguments = json.loads(line)
        print(json.dumps(globals()[what](*arguments)), flush=True)
