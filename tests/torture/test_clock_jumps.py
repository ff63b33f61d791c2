"""The clock jumps forward by an hour, back by two and forward again while eight processes write: nothing is lost of it,
and every entry keeps its place. The same with more writes: ``python -m torture.writers --jumps``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared import ROOT

NOTHING = ("forks", "out_of_order", "surfaced_locks", "processes_that_broke", "lost", "half", "unlogged",
           "not_as_sealed", "not_as_rebuilt", "spoilt")  # fmt: skip


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_nothing_is_lost_while_the_clock_jumps_under_eight_writers(database: str, tmp_path: Path) -> None:
    if database == "postgresql" and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip("PostgreSQL is not installed")
    figures = tmp_path / "figures.json"
    command = [sys.executable, "-m", "torture.writers", "--jumps", "--seconds=8", f"--database={database}"]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run([*command, f"--json={figures}"], env=environment, check=False, timeout=280)
    told = json.loads(figures.read_text())
    assert {name: told[name] for name in NOTHING} == dict.fromkeys(NOTHING, 0)
    assert (done.returncode, told["jumps_of_the_clock"]) == (0, 3)
    assert told["writes"][database] >= 16  # where the machine is busy
