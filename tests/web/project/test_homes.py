"""Preparing a home and serving from it: what is wrong is said in one sentence."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from keywork.web.kernel.settings import SETTINGS, Config
from keywork.web.project.databases import database
from keywork.web.project.homes import HomeFault, prepare
from keywork.web.project.pages_made import pages
from shared import ROOT


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KEYWORK_HOME": str(home), "KEYWORK_DATABASE_URL": ""}
    command = [str(Path(sys.executable).with_name("keywork")), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_new_home_is_private_and_keeps_its_key(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("init", home=home).returncode == 0
    key = (home / "secret.key").read_text()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    again = run("init", home=home)
    assert (again.returncode, (home / "secret.key").read_text()) == (0, key)
    assert "a new key" not in again.stdout


def test_no_command_needs_the_demo(tmp_path: Path) -> None:
    home = tmp_path / "home"
    run("init", home=home)
    assert run("authority", "add", "895", "Wexcombe Council", home=home).returncode == 0
    measured = run("measure", "national-timeliness", "--year", "2024", "--authority", "895", "--json", home=home)
    assert measured.returncode == 0
    assert '"plans_issued_den": 0' in measured.stdout


def test_serving_an_unprepared_home_says_what_to_do(tmp_path: Path) -> None:
    result = run("serve", home=tmp_path / "nothing")
    assert result.returncode == 2
    assert result.stderr.strip().endswith("is not prepared. First: keywork init")


def test_a_file_in_place_of_a_home_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "home"
    place.write_text("")
    with pytest.raises(HomeFault, match="is a file"):
        prepare(Config.read({"KEYWORK_HOME": str(place)}))


def test_settings_are_read_from_the_environment() -> None:
    config = Config.read(
        {"KEYWORK_HOME": "/srv/k", "KEYWORK_HTTPS": "yes", "KEYWORK_ALLOWED_HOSTS": "a.example, b.example"}
    )
    assert (config.https, config.demo, config.allowed_hosts) == (True, False, ("a.example", "b.example"))
    assert config.database_url == "sqlite:////srv/k/keywork.sqlite3"
    assert {setting.name for setting in SETTINGS} >= {"KEYWORK_HOME", "KEYWORK_DATABASE_URL"}


def test_another_database_is_chosen_by_its_address() -> None:
    chosen = database(Config.read({"KEYWORK_HOME": "/srv/k", "KEYWORK_DATABASE_URL": "postgresql://k@db/keywork"}))
    assert (chosen["ENGINE"], chosen["NAME"], chosen["ATOMIC_REQUESTS"]) == (
        "keywork.web.kernel.postgresql",
        "keywork",
        True,
    )


def test_sqlite_keeps_its_promises() -> None:
    options = database(Config.read({"KEYWORK_HOME": "/srv/k"}))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize("name", sorted(pages()))
def test_pages_made_from_data_are_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == pages()[name], "run: make docs"
