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
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bench.country_rivals import Spent
from bench.measuring import Timings, fact, ratios, verdict
from keywork.core.history import chosen_settings
from keywork.core.loading import load_register
from keywork.engine import columns
from keywork.engine.spans import SPANS, law_mark, spans_of
from keywork.web.nonprod import country as making_of
from keywork.web.nonprod.country.making import TOLD, Country, make

pytestmark = pytest.mark.bench
PROJECT = Path(__file__).resolve().parents[2]
KEPT = PROJECT / "var" / "bench"
EVENTS = int(float(os.environ.get("KEYWORK_BENCH_EVENTS", "20000000")))
AUTHORITIES = int(os.environ.get("KEYWORK_BENCH_AUTHORITIES", "153"))
ROUNDS = int(os.environ.get("KEYWORK_BENCH_ROUNDS", "5"))
MOST_MEMORY = 512
CLOCKS, SET = "every clock as at a day", "the national set"


@pytest.fixture(scope="module")
def country() -> list[Path]:
    """The folders of the country's authorities, made where they are not there yet."""
    asked = Country(EVENTS, AUTHORITIES, seed=1)
    folder = KEPT / f"country-{EVENTS}-{AUTHORITIES}-{_fingerprint()}"
    if not (folder / TOLD).exists():
        shutil.rmtree(folder, ignore_errors=True)
        make(asked, folder)
    folders = sorted(path for path in folder.iterdir() if path.is_dir())
    _work_spans(folders)
    return folders


def _work_spans(folders: Sequence[Path]) -> None:
    """Work the spans of the authorities that have none of this law and these steps, a process for each core."""
    register = load_register()
    law = law_mark(register, columns.codes_of(register), chosen_settings(register, {}))
    left = [folder for folder in folders if spans_of(columns.open_copy(folder), law) is None]
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        found = list(pool.map(lambda some: run("spans", some), filter(None, (left[n::cores] for n in range(cores)))))
    if found:
        rows, seconds = sum(one.rows for one in found), sum(one.seconds for one in found)
        fact(
            f"Working the spans of {rows:,} rows of events: {sum(one.answer for one in found):,} spans, {seconds:.0f} s "
            f"of the processor, {seconds / rows * 1e6:.0f} µs a row, at most {max(one.megabytes for one in found):.0f} MB"
        )
    sizes = {name: sum((folder / f"{name}.parquet").stat().st_size for folder in folders) for name in ("events", SPANS)}
    fact(f"Spans take {sizes[SPANS] / 1e6:.0f} MB beside {sizes['events'] / 1e6:.0f} MB of events")


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
            "past": ("clocks of a day past", country),
            "then": ("clocks as known then", country),
            "national": ("national", country),
            "clocks of one": ("clocks", average),
            "national of one": ("national", average),
        }
    )
    rows = spent["scan"][0].rows
    fact(f"{len(country)} authorities, {rows:,} rows of events; processor time, each rival in a process of its own")
    scan = timings(spent["scan"])
    fact(f"The Parquet scan of the same columns alone: {scan.middle:.2f} s of the processor")
    told = {"clocks": CLOCKS, "past": f"{CLOCKS} ten months past", "then": f"{CLOCKS}, as known then", "national": SET}
    for name, words in told.items():
        taken = timings(spent[name])
        fact(f"{words}: {taken.middle:.1f} s, {taken.middle / rows * 1e6:.2f} µs a row")
        verdict(f"{words}, against that scan", taken, scan, **({} if name == "then" else {"at_most": 10}))
        most = max(one.megabytes for one in spent[name])
        fact(f"{words}: at most {most:.0f} MB; target ≤ {MOST_MEMORY}: {'holds' if most <= MOST_MEMORY else 'MISSED'}")
    for name, words in (("clocks", CLOCKS), ("national", SET)):
        of_one = timings(spent[f"{name} of one"], per_row=True)
        words_of_one = (
            f"{words}, per row, the country against one authority of {spent[f'{name} of one'][0].rows:,} rows"
        )
        verdict(words_of_one, timings(spent[name], per_row=True), of_one, at_most=1.25)
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
