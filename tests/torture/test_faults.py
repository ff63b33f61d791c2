"""What is told of the kinds of fault: those of this run, those of an earlier crash run, and those that were not run."""

import json
import sys
from pathlib import Path

import pytest

from torture import faults
from torture.faults import WANTED, Outcome, kills

CLEAN = {"lost": 0, "half": 0, "processes_that_broke": 0}
EVERY = {f"{database}: {victim}": 1 for database, some in faults.KILLS.items() for victim in some}


def crashed(folder: Path, **figures: object) -> Path:
    path = folder / "torture-crash.json"
    path.write_text(json.dumps({"kills_by_kind": EVERY} | CLEAN | figures))
    return path


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, crash: Path, many: int, *failed: str) -> tuple[int, dict]:
    """Run it with parts that answer at once."""
    told = Outcome(ran={f"kind {number}" for number in range(many)}, failed=list(failed))
    for part in ("_statements", "_full_disks"):
        monkeypatch.setattr(faults, part, Outcome)
    monkeypatch.setattr(faults, "_tests", lambda: told)
    monkeypatch.setattr(faults, "kills", lambda: kills(crash))
    monkeypatch.setattr(sys, "argv", ["faults", f"--json={folder / 'told.json'}"])
    with pytest.raises(SystemExit) as ended:
        faults.main()
    return int(ended.value.code or 0), json.loads((folder / "told.json").read_text())


def test_alone_it_counts_what_it_ran_and_names_what_it_did_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(monkeypatch, tmp_path, tmp_path / "none.json", WANTED - len(EVERY))
    assert code == 0
    assert (told["kinds_survived"], told["of_an_earlier_crash_run"]) == (WANTED - len(EVERY), {})
    assert len(told["not_run"]) == len(EVERY)
    shown = capsys.readouterr().out
    assert "not run: kill -9 (postgresql: of the postmaster) (torture.crash has not run here" in shown


def test_kinds_of_an_earlier_crash_run_are_counted_and_told_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(monkeypatch, tmp_path, crashed(tmp_path), WANTED - len(EVERY))
    assert (code, told["kinds_survived"], told["not_run"]) == (0, WANTED, {})
    assert len(told["of_an_earlier_crash_run"]) == len(EVERY)
    assert len(told["of_this_run"]) == WANTED - len(EVERY)
    assert "kill -9 (sqlite: of a writer) (crash run of " in capsys.readouterr().out


def test_a_crash_run_of_one_database_leaves_the_other_not_run(tmp_path: Path) -> None:
    some = {kind: 3 for kind in EVERY if kind.startswith("sqlite")}
    found = kills(crashed(tmp_path, kills_by_kind=some))
    assert len(found.earlier) == len(some)
    assert len(found.not_run) == len(EVERY) - len(some)


@pytest.mark.parametrize("name", list(CLEAN))
def test_a_crash_run_that_lost_something_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    code, told = run(monkeypatch, tmp_path, crashed(tmp_path, **{name: 1}), WANTED)
    assert (code, len(told["failed"])) == (1, 1)


def test_a_kind_that_was_dropped_or_that_failed_fails_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    crash = tmp_path / "none.json"
    assert run(monkeypatch, tmp_path, crash, WANTED - len(EVERY) - 1)[0] == 1
    assert run(monkeypatch, tmp_path, crash, WANTED, "a deadlock")[0] == 1
