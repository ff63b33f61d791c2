"""Go through every kind of fault, and list those that were survived on every database on which they can happen.

    python -m torture.faults

The kinds of kill come from the figures of `torture.crash`, where that has run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared import ROOT
from torture.figures import FIGURES, tell
from torture.running import DATABASES, parser

WANTED = 26
AT_STATEMENTS = (
    "a process is killed at any one statement of a change", "a process is killed right before its commit",
    "a process is killed right after its commit",
)  # fmt: skip
ON_A_FULL_DISK = {"sqlite": "the disk under SQLite fills up", "postgresql": "the disk under PostgreSQL fills up"}
SMALL_DISK = {"sqlite": "40m", "postgresql": "160m"}


def main() -> None:
    asked = parser(__doc__).parse_args()
    survived, failed = set[str](), list[str]()
    for database in DATABASES:
        kinds, fine = _tests(database)
        survived |= kinds
        failed += [f"the tests of faults on {database}"] * (not fine)
    for kinds, fine in (_statements(), _full_disks(), _kills()):
        survived |= kinds
        failed += fine
    tell("torture-faults", {"kinds_survived": len(survived), "failed": len(failed)}, None)
    for number, kind in enumerate(sorted(survived), start=1):
        print(f"  {number:>2}  {kind}")
    for what in failed:
        print(f"  not survived: {what}")
    if asked.json is not None:
        figures = {
            "name": "torture-faults",
            "kinds_survived": len(survived),
            "kinds": sorted(survived),
            "failed": failed,
        }
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    raise SystemExit(1 if failed or len(survived) < WANTED else 0)


def _tests(database: str) -> tuple[set[str], bool]:
    """Run the tests of faults, each of which names its kind; a kind that fails once was not survived."""
    with tempfile.TemporaryDirectory() as folder:
        passed = Path(folder) / "passed.json"
        tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/web/faults"]
        command = [str(ROOT / "scripts" / "with-postgres"), *tests] if database == "postgresql" else tests
        done = subprocess.run(command, cwd=ROOT, env=os.environ | {"KEYWORK_FAULTS_FILE": str(passed)}, check=False)
        kinds = set(json.loads(passed.read_text())) if passed.exists() else set()
    return kinds, done.returncode == 0


def _run(module: str, **settings: str) -> bool:
    name, *options = module.split()
    command = [sys.executable, "-m", f"torture.{name}", *options]
    return subprocess.run(command, env=os.environ | settings, check=False).returncode == 0


def _statements() -> tuple[set[str], list[str]]:
    fine = _run(f"statements --json {FIGURES / 'torture-statements.json'}")
    return (set(AT_STATEMENTS), []) if fine else (set(), ["kills at statements"])


def _full_disks() -> tuple[set[str], list[str]]:
    """Fill a small disk of one's own; mounting one takes an administrator of the machine."""
    survived, failed = set[str](), list[str]()
    for database, kind in ON_A_FULL_DISK.items():
        with _small_disk(SMALL_DISK[database]) as disk:
            if disk is None:
                print(f"No small disk can be mounted here: left out was that {kind}.")
            elif _run(f"full_disk --database {database}", TMPDIR=str(disk)):
                survived.add(kind)
            else:
                failed.append(kind)
    return survived, failed


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


def _kills() -> tuple[set[str], list[str]]:
    path = FIGURES / "torture-crash.json"
    if not path.exists():
        print("The kinds of kill are not counted: torture.crash has not run.")
        return set(), []
    told = json.loads(path.read_text())
    fine = not any(told[name] for name in ("lost", "half", "processes_that_broke"))
    kinds = {f"kill -9 ({kind})" for kind in told["kills_by_kind"]}
    return (kinds, []) if fine else (set(), ["kills"])


if __name__ == "__main__":
    main()
