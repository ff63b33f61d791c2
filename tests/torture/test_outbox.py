"""The worker is killed while it sends: no e-mail goes twice, none is lost. Every line of it is `make torture-outbox`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared import ROOT

WRONG = ("sent_twice", "left_lying", "said_sent_and_was_not", "lost")


def killed(folder: Path, *options: str) -> dict[str, int]:
    figures = folder / "figures.json"
    command = [sys.executable, "-m", "torture.outbox", f"--json={figures}", *options]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT / "tests")}, check=False, timeout=280)
    told: dict[str, int] = json.loads(figures.read_text())
    assert (done.returncode == 0) == (not any(told[name] for name in WRONG))
    return told


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_goes_twice_and_nothing_is_lost(tmp_path: Path, database: str) -> None:
    if database == "postgresql" and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip("PostgreSQL is not installed")
    told = killed(tmp_path, f"--database={database}", "--kills=10", "--seed=7")
    assert told["killed"] == 10
    assert [told[name] for name in WRONG] == [0, 0, 0, 0]


def test_a_program_that_sends_anew_what_it_does_not_know_is_found_out(tmp_path: Path) -> None:
    told = killed(tmp_path, "--database=sqlite", "--kills=54", "--seed=7", "--careless")
    assert told["sent_twice"] > 0
