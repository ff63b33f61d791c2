"""Kill backups, followers and restores at seeded moments while people write: what counts as a backup is always whole.

``python -m torture.backup_kills`` runs it on SQLite and PostgreSQL and writes var/figures/backup-kills.json.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from random import Random
from typing import Any

from keywork.web.kernel import clock
from torture import business
from torture.drill import KEYWORK, Drill, in_a_folder
from torture.figures import FIGURES, tell

REST = 0.1  # of those who write, so that the database stays small and some copies are done before they are killed
LONGEST = {"follow": 12.0, "backup": 10.0, "restore": 10.0}
HALF, FOLLOWING = 0.6, "Following into"


def kill_them(run: Drill, *, kills: int, seed: int) -> dict[str, Any]:
    """Kill, look at what was left each time, and at the end restore to a moment and compare."""
    rng, done, moments, bad = Random(seed), Counter[str](), 0, 0
    run.prepare()
    run.write()
    run.keywork("backup", "--to", str(run.backups), "--key", str(run.key))
    for number in range(kills):
        kind = rng.choice(["follow", "follow", "backup", "restore"])
        one = _start(run, kind, number)
        if kind == "follow" and rng.random() < HALF:
            _wait_until_it_follows(run, one)
        time.sleep(rng.uniform(0.2, LONGEST[kind]))
        done[f"{kind} killed" if one.poll() is None else f"{kind} was quicker"] += 1
        run.kill([one])
        with run.nobody_writes():  # or there is more to check each time, and each check takes longer
            bad += _left_bad(run, kind, number)
        moments += len(run.finished())
    _wait_until_it_follows(run, run.follow())
    run.wait_until_past(clock.now())  # before that there is a gap, which a restore refuses
    moment = run.note("at the moment")
    run.wait_until_past(moment)
    run.lose_the_machine()
    home, data, _ = run.restore("restored", "--to-time", moment.isoformat())
    run.write_out_restored(home, data, "after")
    compared = business.compare(run.folder / "at the moment", run.folder / "after")
    return {
        "database": run.database, "seed": str(seed), "killed": sum(done[name] for name in done if name.endswith("killed")),
        "kinds": dict(done), "backups_checked": moments, "bad_taken_for_good": bad, "rows": compared.rows,
        "differences": len(compared.differences), "first_differences": compared.differences[:5],
    }  # fmt: skip


def _start(run: Drill, kind: str, number: int) -> Any:
    if kind == "follow":
        return run.follow()
    if kind == "backup":
        return run.start(KEYWORK, "backup", "--to", str(run.backups), "--key", str(run.key))
    cluster = ("--cluster", str(run.folder / f"killed-{number}-data")) if run.cluster else ()
    words = (
        "restore",
        str(run.backups),
        "--key",
        str(run.key),
        "--home",
        str(run.folder / f"killed-{number}"),
        *cluster,
    )
    return run.start(KEYWORK, *words)


def _wait_until_it_follows(run: Drill, one: Any) -> None:
    before = run.words.count(FOLLOWING)
    while run.words.count(FOLLOWING) == before and one.poll() is None:
        time.sleep(0.05)


def _left_bad(run: Drill, kind: str, number: int) -> int:
    """Count what has the name of a backup or of a home and is not whole."""
    checked = run.keywork("backup", "check", str(run.backups), "--key", str(run.key), check=False)
    home = run.folder / f"killed-{number}"
    half = kind == "restore" and home.exists() and not (home / "secret.key").exists()
    if checked.returncode or half:
        print(checked.stderr, "half a home" if half else "")
    return int(checked.returncode != 0) + int(half)


def main() -> int:
    small = "--small" in sys.argv
    told = {}
    for postgres in (False, True):
        with in_a_folder(postgres=postgres, rest=REST) as run:
            told[run.database] = kill_them(run, kills=6 if small else 30, seed=20261129)
            tell(f"backup-kills-{run.database}", told[run.database], None)
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / "backup-kills.json").write_text(json.dumps({"name": "backup-kills", **told}, indent=1) + "\n")
    return 1 if any(one["differences"] or one["bad_taken_for_good"] for one in told.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
