"""Processes and databases are killed while people write; what was acknowledged is there, and all of it is whole.

The whole of it, with some hundred times the writes, is `make torture-crash`.
"""

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from shared import ROOT
from torture.crash_plan import rounds

SEED = 20261129


def crash(folder: Path, *options: str) -> dict[str, int]:
    figures = folder / "figures.json"
    command = [sys.executable, "-m", "torture.crash", f"--seed={SEED}", f"--json={figures}", *options]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT / "tests")}, check=False, timeout=280)
    told: dict[str, int] = json.loads(figures.read_text())
    wrong = ("lost", "half", "unlogged", "not_as_sealed", "not_as_rebuilt", "spoilt", "processes_that_broke")
    assert (done.returncode == 0) == (not any(told[name] for name in wrong))
    return told | {"wrong": sum(told[name] for name in wrong)}


def test_the_same_seed_kills_the_same_at_the_same_moments() -> None:
    one, again, other = (list(islice(rounds(seed, program=40, server=30), 60)) for seed in (7, 7, 8))
    assert one == again != other
    kills = [kill for round_ in one for kill in round_.kills][:70]
    assert sum(kill.is_of_the_server for kill in kills) == 30


def test_nothing_is_lost_on_sqlite(tmp_path: Path) -> None:
    told = crash(tmp_path, "--database=sqlite", "--kills=115", "--writes=2400")
    assert told["kills"] >= 20
    assert told["acknowledged"] >= 1200
    assert told["wrong"] == 0


def test_nothing_is_lost_on_postgresql(tmp_path: Path) -> None:
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip("PostgreSQL is not installed")
    told = crash(tmp_path, "--database=postgresql", "--kills=16", "--writes=800")
    assert told["kills"] >= 12
    assert told["acknowledged"] >= 400
    assert told["wrong"] == 0


def test_a_program_that_acknowledges_too_early_is_found_out(tmp_path: Path) -> None:
    """A kill must fall between the word and the commit, which chance decides: a few plans are tried."""
    seeds = (f"--seed={seed}" for seed in range(1, 7))
    assert any(crash(tmp_path, "--database=sqlite", "--kills=68", "--careless", seed)["lost"] > 0 for seed in seeds)
