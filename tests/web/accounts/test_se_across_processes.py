"""Limits hold across processes and a restart: several processes of their own, on one database, at the same time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from factories import PASSWORD
from homes_made import prepare_home
from second_steps import code_of
from shared import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]
PROCESSES = 4


class Process:
    """A process of its own that signs in on demand."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.run = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("other_process.py"))],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._line() == "ready"

    def begins(self, *what: str) -> None:
        assert self.run.stdin
        self.run.stdin.write(json.dumps(what) + "\n")
        self.run.stdin.flush()

    def ends(self) -> list[str]:
        return list(json.loads(self._line()))

    def does(self, *what: str) -> list[str]:
        self.begins(*what)
        return self.ends()

    def _line(self) -> str:
        assert self.run.stdout
        return self.run.stdout.readline().strip()

    def stops(self) -> None:
        assert self.run.stdin
        self.run.stdin.close()
        self.run.wait(timeout=30)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database that other processes reach: the test's own on PostgreSQL, a home of its own on SQLite."""
    found = os.environ | {
        "DJANGO_SETTINGS_MODULE": "keywork.web.project.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), str(ROOT / "src")]),
        "KEYWORK_HOME": str(tmp_path / "home"),
        "KEYWORK_SECRET_KEY": "the same for every process of this test",
        "KEYWORK_DEMO": "no",
    }
    if connection.vendor == "postgresql":
        url, name = os.environ["KEYWORK_DATABASE_URL"], str(connection.settings_dict["NAME"])
        return found | {"KEYWORK_DATABASE_URL": f"{url.rsplit('/', 1)[0]}/{name}"}
    prepare_home(found | {"KEYWORK_DATABASE_URL": ""})
    return found


@pytest.fixture
def processes(environment: dict[str, str]) -> Iterator[list[Process]]:
    made = [Process(environment) for _ in range(PROCESSES)]
    yield made
    for one in made:
        one.stops()


def all_at_once(processes: list[Process], what: list[Any]) -> list[str]:
    for one, asked in zip(processes, what, strict=True):
        one.begins(*asked)
    return [answer for one in processes for answer in one.ends()]


def test_five_wrong_passwords_are_five_whoever_takes_them(
    environment: dict[str, str], processes: list[Process]
) -> None:
    """SE-02: of 4 processes at once, 5 attempts reach the password; a process that starts afterwards refuses too."""
    email, second, *_ = processes[0].does("people")
    found = all_at_once(processes, [("passwords", email, "wrong password 1", "3")] * PROCESSES)
    assert (found.count("wrong"), found.count("many")) == (5, 7)
    restarted = Process(environment)
    assert restarted.does("passwords", email, PASSWORD, "1") == ["many"]
    # SE-08: one code, given in four sessions at the same moment, opens one of them.
    keys = [one.does("half_way", second, PASSWORD)[0] for one in processes]
    digits = code_of()
    opened = all_at_once(processes, [("code", key, digits) for key in keys])
    assert sorted(opened) == ["in", "wrong", "wrong", "wrong"]
    restarted.stops()
