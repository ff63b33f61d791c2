"""The restore drill: an installation at work is backed up, lost, and restored to a moment, and compared byte by byte.

``python -m torture.drill`` runs it on SQLite and PostgreSQL and writes var/figures/drill.json.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from homes_made import prepare_home
from keywork.web.kernel import clock
from shared import ROOT
from torture import business
from torture.clusters import Cluster
from torture.figures import FIGURES, tell

KEYWORK = str(Path(sys.executable).with_name("keywork"))
QUIET = 2.5  # seconds around the moment in which nobody writes, so that it can be compared


@dataclass
class Drill:
    """One drill on one database.

    Args:
        folder: where everything of it lies.
        cluster: of PostgreSQL; None for SQLite.
        demo: words for ``keywork demo create``; None for no demonstration.
        busy: seconds of writing before and after the moment.
        writers: how many write.
        latest: whether the last moment is restored as well.
        fresh: hours after which the follower takes a full copy anew.
        rest: seconds that each rests between two pieces of work.
    """

    folder: Path
    cluster: Cluster | None
    demo: tuple[str, ...] | None = None
    busy: float = 3.0
    writers: int = 2
    latest: bool = True
    fresh: float = 24.0
    rest: float = 0.0
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.home, self.backups, self.key = (self.folder / name for name in ("home", "backups", "key"))
        self.flags = self.folder / "flags"
        self.flags.mkdir(parents=True)
        self.url = self.cluster.url if self.cluster else ""
        self.whole = self.cluster.administrator if self.cluster else ""

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "KEYWORK_HOME": str(self.home),
            "KEYWORK_DATABASE_URL": self.url,
            "KEYWORK_BACKUP_DATABASE_URL": self.cluster.backup if self.cluster else "",
            "KEYWORK_VAULT_KEYS": "",
            "PYTHONPATH": str(ROOT / "tests"),
        }

    def keywork(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([KEYWORK, *words], env=self.environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, f"{words}: {done.stdout}{done.stderr}{self.words}"
        return done

    @property
    def words(self) -> str:
        path = self.folder / "words"
        return path.read_text() if path.exists() else ""

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        words = (self.folder / "words").open("ab")
        made = subprocess.Popen(command, env=self.environment(), stdout=words, stderr=words)
        self.running.append(made)
        return made

    def follow(self) -> subprocess.Popen[bytes]:
        words = ("--to", str(self.backups), "--key", str(self.key), "--fresh", str(self.fresh))
        return self.start(KEYWORK, "backup", "--follow", *words)

    def prepare(self) -> None:
        prepare_home(self.environment())
        if self.demo is not None:
            self.keywork("demo", "create", *self.demo)
        self.keywork("backup", "key", str(self.key))

    def write(self) -> None:
        for number in range(self.writers):
            self.start(sys.executable, "-m", "torture.writing_on", str(self.flags), str(number), str(self.rest))

    @property
    def database(self) -> str:
        return "postgresql" if self.cluster else "sqlite"

    def finished(self) -> list[Path]:
        """The backups that count."""
        return sorted(path for path in self.backups.glob("*Z-??????") if (path / "about.json").exists())

    def wait_for_a_backup(self) -> None:
        end = time.monotonic() + 300
        while not self.finished():
            assert time.monotonic() < end, self.words
            assert all(one.poll() is None for one in self.running), self.words
            time.sleep(0.1)

    def complete_to(self) -> datetime:
        newest = self.finished()[-1]
        return datetime.fromisoformat(json.loads((newest / "status.json").read_text())["complete_to"])

    def wait_until_past(self, moment: datetime) -> None:
        """Wait until the backup is past a moment, which is promised within 60 seconds."""
        while self.complete_to() <= moment:
            assert (clock.now() - moment).total_seconds() < self.busy + 60, self.words
            time.sleep(0.1)

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        """Let nobody write meanwhile."""
        (self.flags / "pause").touch()
        while len(list(self.flags.glob("paused-*"))) < self.writers:
            assert all(one.poll() is None for one in self.running), self.words
            time.sleep(0.02)
        yield
        for path in self.flags.iterdir():
            path.unlink()

    def note(self, name: str) -> datetime:
        """Let nobody write for a moment, and write out all there is at it."""
        with self.nobody_writes():
            time.sleep(QUIET)
            moment = clock.now()
            business.write_out(self.whole, self.home, self.folder / name)
            time.sleep(0.1)
        return moment

    def kill(self, some: list[subprocess.Popen[bytes]] | None = None) -> None:
        for one in list(self.running if some is None else some):
            if one.poll() is None:
                one.send_signal(signal.SIGKILL)
            one.wait()
            self.running.remove(one)

    def lose_the_machine(self) -> None:
        self.kill()
        if self.cluster:
            self.cluster.stop()
            shutil.rmtree(self.cluster.data)
        shutil.rmtree(self.home)

    def restore(self, name: str, *words: str) -> tuple[Path, Path, str]:
        """Restore, and return the home, the data directory and what was said."""
        home, data = self.folder / name, self.folder / f"{name}-data"
        cluster = ("--cluster", str(data)) if self.cluster else ()
        done = self.keywork("restore", str(self.backups), "--key", str(self.key), "--home", str(home), *cluster, *words)
        return home, data, done.stdout

    def write_out_restored(self, home: Path, data: Path, name: str) -> None:
        if self.cluster is None:
            business.write_out("", home, self.folder / name)
            return
        self.cluster.data = data
        self.cluster.start()
        business.write_out(self.whole, home, self.folder / name)
        self.cluster.stop()

    def run(self) -> dict[str, object]:
        self.prepare()
        self.write()
        self.follow()
        self.wait_for_a_backup()
        time.sleep(self.busy)
        moment = self.note("at the moment")
        time.sleep(self.busy)
        self.wait_until_past(moment)
        lost_at = clock.now()
        self.kill()  # the follower dies with everybody else: what it had not shipped is lost
        business.write_out(self.whole, self.home, self.folder / "when lost")
        self.lose_the_machine()
        begun = time.monotonic()
        home, data, said = self.restore("restored", "--to-time", moment.isoformat())
        minutes = (time.monotonic() - begun) / 60
        self.write_out_restored(home, data, "after")
        done = business.compare(self.folder / "at the moment", self.folder / "after")
        told: dict[str, object] = {
            "database": self.database, "moment": moment.isoformat(),
            "tables": done.tables, "rows": done.rows, "bytes": done.bytes, "files": done.files,
            "differences": len(done.differences), "first_differences": done.differences[:5],
            "written_after_the_moment": self.entries("when lost") - self.entries("at the moment"),
            "full_copies": len(self.finished()),
            "minutes_to_restore": round(minutes, 2), "said": said.strip().splitlines(),
            "backup_bytes": sum(path.stat().st_size for path in self.backups.rglob("*") if path.is_file()),
            "seconds_lost": round((lost_at - self.complete_to()).total_seconds(), 2),
        }  # fmt: skip
        if self.latest:
            home, data, _ = self.restore("latest")
            self.write_out_restored(home, data, "last")
            told["entries_lost"] = self.entries("when lost") - self.entries("last")
        return told

    def entries(self, name: str) -> int:
        return (self.folder / name / "ledger_ledgerevent").read_bytes().count(b"\n")


@contextmanager
def in_a_folder(*, postgres: bool, **options: object) -> Iterator[Drill]:
    """Make a drill in a folder of its own, which goes afterwards with whatever still runs."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="keywork-drill-")))
        folder.chmod(0o755)
        made = Cluster(folder / "pg") if postgres else None
        if made:
            stack.callback(made.stop_if_running)
        run = Drill(folder / "drill", made, **options)  # type: ignore[arg-type]
        stack.callback(run.kill)
        yield run


def drill(*, postgres: bool, **options: object) -> dict[str, object]:
    """Run one drill."""
    with in_a_folder(postgres=postgres, **options) as run:
        return run.run()


def main() -> int:
    small = ("--small",) if "--small" in sys.argv else ()
    told = {
        str(one["database"]): one
        for one in (drill(postgres=kind, demo=small, busy=20.0, fresh=0.004) for kind in (False, True))
    }
    for name, one in told.items():
        tell(f"drill-{name}", one, None)
    wrong = sum(len(one["first_differences"]) for one in told.values())  # type: ignore[arg-type]
    FIGURES.mkdir(parents=True, exist_ok=True)
    (FIGURES / "drill.json").write_text(json.dumps({"name": "drill", **told}, indent=1) + "\n", encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
