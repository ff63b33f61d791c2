"""What is said to be saved was on the disk before it was said, on either database."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from backups_made import KEYWORK, Installation
from homes_made import prepare_home
from keywork.web.kernel.synced import why_saved_may_be_lost
from keywork.web.project.homes import why_not_ready

CALLS = "trace=write,pwrite64,pwritev,fsync,fdatasync"
WRITTEN = re.compile(r"\b(?:write|pwrite64|pwritev)\(\d+<[^>]*-wal>")
SYNCED = re.compile(r"\b(?:fsync|fdatasync)\(\d+<[^>]*-wal>\) += 0")
SAID = re.compile(r"\bwrite\(1<.*Added Wexcombe Council")


def said_before_it_was_synced(calls: list[str]) -> bool:
    """Say whether something written to the log still waited for the disk when the word was given."""
    waiting = written = False
    for call in calls:
        if SAID.search(call):
            assert written, "nothing was written before the word"
            return waiting
        if WRITTEN.search(call):
            waiting = written = True
        elif SYNCED.search(call):
            waiting = False
    raise AssertionError("the word was never given")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: run scripts/system-packages")
def test_sqlite_says_that_it_saved_after_the_disk_has_it(tmp_path: Path) -> None:
    one = Installation(tmp_path)
    prepare_home(one.environment)
    traced = ["strace", "-f", "-y", "-s", "40", "-e", CALLS, "-o", str(tmp_path / "calls"), KEYWORK]
    done = subprocess.run(
        [*traced, "authority", "add", "895", "Wexcombe Council"], env=one.environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text().splitlines()
    assert not said_before_it_was_synced(calls)
    # And it would be noticed.
    assert said_before_it_was_synced([call for call in calls if not SYNCED.search(call)])


@pytest.fixture
def careless(db: None) -> Iterator[None]:
    """A database that does not wait for the disk."""
    off, on = {
        "postgresql": ("SET synchronous_commit = off", "RESET synchronous_commit"),
        "sqlite": ("PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL"),
    }[connection.vendor]
    if connection.vendor == "sqlite":
        # Not to be changed in a transaction, such as that of a test.
        connection.connection.execute("ROLLBACK")
    connection.connection.execute(off)
    yield
    connection.connection.execute(on)
    if connection.vendor == "sqlite":
        connection.connection.execute("BEGIN")


@pytest.mark.django_db
def test_a_database_that_waits_for_the_disk_is_fine() -> None:
    assert why_saved_may_be_lost() == ""


def test_one_that_does_not_is_not_served(careless: None, tmp_path: Path) -> None:
    assert "may lose what it says it has saved" in why_saved_may_be_lost()
    assert why_not_ready(replace(settings.CONFIG, home=tmp_path)) == why_saved_may_be_lost()
