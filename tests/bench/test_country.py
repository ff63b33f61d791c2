"""Whole authorities and a whole country: clocks and the national set beside the scan of the same columns alone.

``make bench-country`` runs this file alone. The country is made once and kept under var/bench; its size is
``KEYWORK_BENCH_EVENTS``, 20 million entries if left out, ``KEYWORK_BENCH_AUTHORITIES`` 153.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bench.country_rivals import Spent
from bench.measuring import Timings, fact, ratios, verdict
from keywork.engine import columns
from keywork.web.nonprod import country as making_of
from keywork.web.nonprod.country.making import TOLD, Country, make

pytestmark = pytest.mark.bench
PROJECT = Path(__file__).resolve().parents[2]
KEPT = PROJECT / "var" / "bench"
EVENTS = int(float(os.environ.get("KEYWORK_BENCH_EVENTS", "20000000")))
AUTHORITIES = int(os.environ.get("KEYWORK_BENCH_AUTHORITIES", "153"))
ROUNDS = int(os.environ.get("KEYWORK_BENCH_ROUNDS", "5"))
MOST_MEMORY = 512


@pytest.fixture(scope="module")
def country() -> list[Path]:
    """The folders of the country's authorities, made where they are not there yet."""
    asked = Country(EVENTS, AUTHORITIES, seed=1)
    folder = KEPT / f"country-{EVENTS}-{AUTHORITIES}-{_fingerprint()}"
    if not (folder / TOLD).exists():
        shutil.rmtree(folder, ignore_errors=True)
        make(asked, folder)
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _fingerprint() -> str:
    """Return a mark of everything that the country's bytes depend on."""
    sources = [*sorted(Path(making_of.__path__[0]).glob("*.py")), Path(columns.__file__)]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def rows_of(folder: Path) -> int:
    return (folder / "events.parquet").stat().st_size


def run(name: str, folders: Sequence[Path]) -> Spent:
    """Run a rival in a process of its own."""
    command = [sys.executable, "-m", "bench.country_rivals", name, *map(str, folders)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "tests"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return Spent(**json.loads(done.stdout.splitlines()[-1])) if done.stdout.strip() else Spent(0, 0, 0, None)


def in_turn(rivals: Mapping[str, tuple[str, Sequence[Path]]], rounds: int = ROUNDS) -> dict[str, list[Spent]]:
    """Run the rivals in turn, round after round; each gives the same answer every time."""
    found: dict[str, list[Spent]] = {label: [] for label in rivals}
    for _ in range(rounds):
        for label, (name, folders) in rivals.items():
            found[label].append(run(name, folders))
    for spent in found.values():
        assert all(one.answer == spent[0].answer for one in spent)
    return found


def timings(spent: Sequence[Spent], per_row: bool = False) -> Timings:
    return Timings(tuple(one.seconds / (one.rows if per_row else 1) for one in spent))


def test_clocks_and_the_national_set_of_a_country(country: list[Path]) -> None:
    by_size = sorted(country, key=rows_of)
    average = [_of_average_size(by_size)]
    spent = in_turn(
        {
            "scan": ("scan", country),
            "clocks": ("clocks", country),
            "national": ("national", country),
            "clocks of one": ("clocks", average),
            "national of one": ("national", average),
        }
    )
    rows = spent["scan"][0].rows
    fact(f"{len(country)} authorities, {rows:,} rows of events; processor time, each rival in a process of its own")
    scan = timings(spent["scan"])
    fact(f"The Parquet scan of the same columns alone: {scan.middle:.2f} s of the processor")
    for name, words in (("clocks", "every clock as at a day"), ("national", "the national set")):
        taken = timings(spent[name])
        fact(f"{words}: {taken.middle:.1f} s, {taken.middle / rows * 1e6:.2f} µs a row")
        verdict(f"{words}, against that scan", taken, scan, at_most=10)
        of_one = timings(spent[f"{name} of one"], per_row=True)
        words_of_one = (
            f"{words}, per row, the country against one authority of {spent[f'{name} of one'][0].rows:,} rows"
        )
        verdict(words_of_one, timings(spent[name], per_row=True), of_one, at_most=1.25)
        most = max(one.megabytes for one in spent[name])
        fact(f"{words}: at most {most:.0f} MB; target ≤ {MOST_MEMORY}: {'holds' if most <= MOST_MEMORY else 'MISSED'}")
    assert sum(spent["clocks"][0].answer.values()) > rows / 2
    assert spent["national"][0].answer["plans_issued_den"] > 0


def _of_average_size(by_size: list[Path]) -> Path:
    mean = sum(map(rows_of, by_size)) / len(by_size)
    return min(by_size, key=lambda folder: abs(rows_of(folder) - mean))


def test_paths_and_throughput_times_beside_pm4py(country: list[Path], tmp_path: Path) -> None:
    one = _of_average_size(sorted(country, key=rows_of))
    run("logs", [one, tmp_path])
    spent = in_turn(
        {
            "ours": ("paths", [one]),
            "xes": ("pm4py-xes", [tmp_path]),
            "csv": ("pm4py-csv", [tmp_path]),
        }
    )
    answers: dict[str, Any] = {label: times[0].answer for label, times in spent.items()}
    assert answers["ours"] == answers["xes"] == answers["csv"]
    ours = timings(spent["ours"])
    fact(f"Paths and throughput times of {answers['ours']['times']:,} steps: {ours.middle * 1000:.0f} ms")
    verdict("pm4py with its load, from XES, its own format", timings(spent["xes"]), ours, at_least=15)
    verdict("pm4py on a table that pandas reads from CSV", timings(spent["csv"]), ours)
    assert ratios(timings(spent["csv"]), ours)[0] > 1
