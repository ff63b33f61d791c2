"""Go through every kind of fault, and list those that were survived on every database on which they can happen.

    python -m torture.faults

It runs alone. The kinds of kill take an hour of their own: they are counted from the figures of `torture.crash`, where
that has run before, and told apart from what ran now; otherwise they stand among what was not run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from shared import ROOT
from torture.crash_plan import PROGRAM, SERVER
from torture.figures import FIGURES, tell
from torture.running import DATABASES, parser

WANTED = 26  # kinds that this program goes through, counting those that cannot be run where it runs
AT_STATEMENTS = (
    "a process is killed at any one statement of a change", "a process is killed right before its commit",
    "a process is killed right after its commit",
)  # fmt: skip
ON_A_FULL_DISK = {"sqlite": "the disk under SQLite fills up", "postgresql": "the disk under PostgreSQL fills up"}
SMALL_DISK = {"sqlite": "40m", "postgresql": "160m"}
KILLS = {"sqlite": PROGRAM, "postgresql": (*PROGRAM, *SERVER)}
LOST = ("lost", "half", "processes_that_broke")
NO_CRASH_RUN = "torture.crash has not run here: make torture-crash"


@dataclass(slots=True)
class Outcome:
    """What became of some kinds of fault.

    Args:
        ran: kinds that were survived just now.
        earlier: kinds that were survived in a run before, with when that was.
        not_run: kinds that were not tried, with why.
        failed: what was not survived.
    """

    ran: set[str] = field(default_factory=set)
    earlier: dict[str, str] = field(default_factory=dict)
    not_run: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Take in what became of further kinds."""
        self.ran |= other.ran
        self.earlier |= other.earlier
        self.not_run |= other.not_run
        self.failed += other.failed

    @property
    def survived(self) -> list[str]:
        return sorted({*self.ran, *self.earlier})

    @property
    def is_fine(self) -> bool:
        """Say whether nothing failed, and no kind was dropped from what is gone through."""
        return not self.failed and len(self.survived) + len(self.not_run) >= WANTED

    def figures(self) -> dict[str, object]:
        """Return the figures of the run."""
        return {
            "kinds_survived": len(self.survived), "kinds": self.survived, "of_this_run": sorted(self.ran),
            "of_an_earlier_crash_run": self.earlier, "not_run": self.not_run, "failed": self.failed,
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """Yield what people read, kind by kind."""
        for number, kind in enumerate(self.survived, start=1):
            yield f"  {number:>2}  {kind}" + (f" (crash run of {self.earlier[kind]})" if kind in self.earlier else "")
        for kind, why in sorted(self.not_run.items()):
            yield f"  not run: {kind} ({why})"
        for what in self.failed:
            yield f"  not survived: {what}"


def main() -> None:
    asked = parser(__doc__).parse_args()
    found = Outcome()
    for part in (_tests, _statements, _full_disks, kills):
        found.add(part())
    counted = {"survived in this run": len(found.ran), "in an earlier crash run": len(found.earlier)}
    tell("torture-faults", counted | {"not run": len(found.not_run), "failed": len(found.failed)}, None)
    print("\n".join(found.lines()), flush=True)
    if asked.json is not None:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        told = json.dumps({"name": "torture-faults", **found.figures()}, indent=1)
        asked.json.write_text(f"{told}\n", encoding="utf-8")
    raise SystemExit(0 if found.is_fine else 1)


def _tests() -> Outcome:
    """Run the tests of faults on each database; each names its kind, and one that fails once was not survived."""
    found, outcomes = Outcome(), dict[str, bool]()
    for database in DATABASES:
        told, fine = _tests_on(database)
        outcomes |= {kind: passed and outcomes.get(kind, True) for kind, passed in told.items()}
        found.failed += [f"the tests of faults on {database}"] * (not fine)
    found.ran = {kind for kind, passed in outcomes.items() if passed}
    found.failed += sorted(kind for kind, passed in outcomes.items() if not passed)
    return found


def _tests_on(database: str) -> tuple[Mapping[str, bool], bool]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/web/faults"]
        command = [str(ROOT / "scripts" / "with-postgres"), *tests] if database == "postgresql" else tests
        done = subprocess.run(command, cwd=ROOT, env=os.environ | {"KEYWORK_FAULTS_FILE": str(told)}, check=False)
        return json.loads(told.read_text()) if told.exists() else {}, done.returncode == 0


def _run(module: str, **settings: str) -> bool:
    name, *options = module.split()
    command = [sys.executable, "-m", f"torture.{name}", *options]
    return subprocess.run(command, env=os.environ | settings, check=False).returncode == 0


def _statements() -> Outcome:
    fine = _run(f"statements --json {FIGURES / 'torture-statements.json'}")
    return Outcome(ran=set(AT_STATEMENTS)) if fine else Outcome(failed=["kills at statements"])


def _full_disks() -> Outcome:
    """Fill a small disk of one's own; mounting one takes an administrator of the machine."""
    found = Outcome()
    for database, kind in ON_A_FULL_DISK.items():
        with _small_disk(SMALL_DISK[database]) as disk:
            if disk is None:
                found.not_run[kind] = "no small disk can be mounted here"
            elif _run(f"full_disk --database {database}", TMPDIR=str(disk)):
                found.ran.add(kind)
            else:
                found.failed.append(kind)
    return found


@contextmanager
def _small_disk(size: str) -> Iterator[Path | None]:
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", folder]
        if os.getuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def kills(path: Path = FIGURES / "torture-crash.json") -> Outcome:
    """Return the kinds of kill that an earlier crash run went through, and those that it did not.

    Args:
        path: of the figures of that run.
    """
    every = [f"{database}: {victim}" for database, some in KILLS.items() for victim in some]
    if not path.exists():
        return Outcome(not_run={_kill(kind): NO_CRASH_RUN for kind in every})
    told = json.loads(path.read_text(encoding="utf-8"))
    on = f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%d %B %Y}"
    if any(told[name] for name in LOST):
        return Outcome(failed=[f"kills, in the crash run of {on}"])
    done = [kind for kind in every if told["kills_by_kind"].get(kind)]
    left = {_kill(kind): f"not among the kills of the crash run of {on}" for kind in every if kind not in done}
    return Outcome(earlier={_kill(kind): on for kind in done}, not_run=left)


def _kill(kind: str) -> str:
    return f"kill -9 ({kind})"


if __name__ == "__main__":
    main()
