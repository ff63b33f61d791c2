"""The options of the database on which our promises rest."""

import sqlite3

import pytest

from keywork.web.kernel.settings import Config
from keywork.web.project import databases

WITH_A_FAULT = ["3.51.2", "3.51.0", "3.50.6", "3.50.0", "3.49.9", "3.45.1", "3.44.5", "3.43.9", "3.40.1", "3.7.0"]
MENDED = ["3.51.3", "3.51.10", "3.53.0", "3.53.4", "3.50.7", "3.50.12", "3.44.6", "4.0"]


def start_with(version: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sqlite3, "sqlite_version", version)
    config = Config.read({"KEYWORK_DATABASE_URL": "sqlite:////tmp/any.sqlite3"})
    return str(databases.database(config)["OPTIONS"]["init_command"])


@pytest.mark.parametrize("version", WITH_A_FAULT)
def test_a_release_whose_write_ahead_log_can_lose_commits_keeps_none(
    version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = start_with(version, monkeypatch)
    assert "journal_mode=DELETE; PRAGMA synchronous=EXTRA;" in start


@pytest.mark.parametrize("version", MENDED)
def test_a_mended_release_writes_ahead_and_waits_for_the_disk(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "journal_mode=WAL; PRAGMA synchronous=FULL;" in start_with(version, monkeypatch)


def test_what_an_address_says_of_the_connection_is_kept() -> None:
    address = "postgresql://keywork@db.example.org/keywork?sslmode=verify-full&options=-c%20statement_timeout%3D9000"
    chosen = databases.database(Config.read({"KEYWORK_DATABASE_URL": address}))["OPTIONS"]
    assert chosen["sslmode"] == "verify-full"
    assert chosen["options"] == "-c statement_timeout=9000 -c jit=off"
    assert chosen["server_side_binding"] is True
