"""A cluster of PostgreSQL made again from a full copy and its log, by PostgreSQL's own recovery to a moment."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psycopg

from keywork.web.backup import generations, logs, postgres_tools
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.restoring import Chosen

SEGMENT_SIZE = 16 << 20
NOT_REACHED = "recovery ended before configured recovery target was reached"
CONFIGURATION = """\
# Written by keywork restore, as the copy came without one. Look it through before this serves anybody.
listen_addresses = ''
max_connections = 100
shared_buffers = 128MB
"""
ACCESS = "local all all trust\n"
RECOVERY = ("recovery.signal", "standby.signal")
PATIENCE = "3600"


class Cluster:
    """A cluster while it is being restored; nobody but this program reaches it."""

    def __init__(self, data: Path, chosen: Chosen, key: Key, say: Callable[[str], object]) -> None:
        self.data, self.chosen, self.key, self.say = data, chosen, key, say
        self.tools = postgres_tools.tools(chosen.manifest["version"])
        self.work = Path(tempfile.mkdtemp(prefix="keywork-restore-"))
        self.wal, self.log = self.work / "wal", self.work / "log"
        self.running = False

    @property
    def url(self) -> str:
        """Return the address of the database while it is restored."""
        user, name = (quote(self.chosen.manifest[one], safe="") for one in ("user", "name"))
        return f"postgresql://{user}@{quote(str(self.work), safe='')}/{name}"

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.running:
            self._control("stop", "-m", "fast")
        self._forget_recovery()
        shutil.rmtree(self.work, ignore_errors=True)

    def recover(self) -> str:
        """Make the cluster again and let PostgreSQL bring it to the moment.

        Returns:
            The moment, in words.
        """
        self.wal.mkdir()
        self._unpack()
        self._write_wal()
        self._configure(self.chosen.moment is not None)
        postgres_tools.give_to_owner(self.data)
        postgres_tools.give_to_owner(self.work)
        self.say("PostgreSQL recovers")
        if not self._start():
            words = self.log.read_text(errors="replace")
            if NOT_REACHED not in words:
                raise BackupFault(f"PostgreSQL could not recover. Its log says: {words[-2000:]}")
            # Nothing was committed after the moment: all that there is, is what was asked for.
            self._configure(target=False)
            if not self._start():
                raise BackupFault(f"PostgreSQL could not recover. Its log says: {self.log.read_text()[-2000:]}")
        self.running = True
        moment = self.chosen.moment
        return (
            moment.isoformat() if moment else f"{self.chosen.log.marks[-1].complete_to.isoformat()} or a little later"
        )

    def _unpack(self) -> None:
        with self.chosen.generation.open(generations.DATABASE, self.key) as file:
            with tarfile.open(fileobj=file, mode="r|") as archive:
                archive.extractall(self.data, filter="data")
            file.drain()
        self.data.chmod(0o700)
        subprocess.run([self.tools.path("pg_verifybackup"), "--no-parse-wal", "--quiet", str(self.data)], check=True)  # noqa: S603 - a fixed list, no shell

    def _write_wal(self) -> None:
        generation, log, needed = self.chosen.generation, self.chosen.log, self.chosen.needed
        for record in logs.records_up_to(generation, self.key, log, needed):
            if record.kind == "segment":
                path = self.wal / Path(record.told["name"]).name
                with path.open("r+b" if path.exists() else "w+b") as file:
                    if not path.name.endswith(".history"):
                        file.truncate(SEGMENT_SIZE)
                    file.seek(record.told["offset"])
                    file.write(record.body)

    def _configure(self, target: bool) -> None:
        main = self.data / "postgresql.conf"
        if not main.exists():
            main.write_text(CONFIGURATION)
        if not (self.data / "pg_hba.conf").exists():
            (self.data / "pg_hba.conf").write_text(ACCESS.replace("trust", "peer"))
        if not (self.data / "pg_ident.conf").exists():
            (self.data / "pg_ident.conf").write_text("")
        (self.work / "pg_hba.conf").write_text(ACCESS)
        (self.data / "recovery.signal").touch()
        at = [f"recovery_target_time = '{self.chosen.moment.isoformat()}'"] if target and self.chosen.moment else []
        self.settings = [
            f"restore_command = 'cp \"{self.wal}/%f\" \"%p\"'", "recovery_target_action = promote", "hot_standby = off",
            "listen_addresses = ''",
            f"unix_socket_directories = '{self.work}'", f"hba_file = '{self.work}/pg_hba.conf'",
            "archive_mode = off", "ssl = off", "shared_preload_libraries = ''", "max_connections = 100", *at,
        ]  # fmt: skip

    def _start(self) -> bool:
        (self.work / "recovery.conf").write_text("\n".join(self.settings) + "\n")
        base = (self.data / "postgresql.conf").read_text()
        (self.work / "postgresql.conf").write_text(f"{base}\n" + "\n".join(self.settings) + "\n")
        postgres_tools.give_to_owner(self.work)
        begun = self._control("start", "-l", str(self.log), "-o", f"-c config_file={self.work}/postgresql.conf")
        return begun and self._serves()

    def _serves(self) -> bool:
        """Wait until the server takes connections; it takes none before it has recovered. False where it ended."""
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                if not self._control("status"):
                    return False
                time.sleep(0.2)
            else:
                return True

    def _control(self, *words: str) -> bool:
        command = [self.tools.path("pg_ctl"), "-D", str(self.data), "-w", "-t", PATIENCE, *words]
        done = subprocess.run(  # noqa: S603 - as found
            postgres_tools.as_owner(command), capture_output=True, check=False, stdin=subprocess.DEVNULL, cwd="/"
        )
        return done.returncode == 0

    def _forget_recovery(self) -> None:
        for name in RECOVERY:
            (self.data / name).unlink(missing_ok=True)
