"""A PostgreSQL of one's own that can be killed, in whole or in part, and recovers as it would in an authority.

The program uses it as a role that row policies bind, which owns the database, as in production.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

from torture.crash_plan import Victim

START_SECONDS = 30.0
ADMINISTRATOR, BACKUP = "postgres", "keywork_backup"
ROLES = f"""
CREATE ROLE keywork LOGIN NOSUPERUSER NOBYPASSRLS;
CREATE ROLE {BACKUP} LOGIN REPLICATION;
"""
# The sums and the order of indexes are looked at after kills, by whoever owns the tables.
LOOKING = """
CREATE EXTENSION amcheck;
GRANT EXECUTE ON FUNCTION bt_index_check(regclass, boolean) TO keywork;
"""


class Cluster:
    """A cluster in a folder; only its own socket leads to it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
        if not found:
            raise SystemExit("PostgreSQL is not installed: run scripts/system-packages")
        self.bin = found[-1]
        self.folder.mkdir(parents=True)
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", self.data, "-U", ADMINISTRATOR, "-A", "trust", "--data-checksums", "-E", "UTF8",
                  "--locale=C.UTF-8")  # fmt: skip
        self.start()
        self._tell("postgres", ROLES)
        self._tell("postgres", "CREATE DATABASE keywork OWNER keywork")
        self._tell("keywork", LOOKING)

    def _tell(self, database: str, statements: str) -> None:
        with psycopg.connect(self._url(ADMINISTRATOR, database), autocommit=True) as connection:
            connection.execute(statements)

    def _url(self, role: str, database: str = "keywork") -> str:
        return f"postgresql://{role}@{quote(str(self.folder), safe='')}/{database}"

    @property
    def url(self) -> str:
        """The database as the program uses it."""
        return self._url("keywork")

    @property
    def administrator(self) -> str:
        """The database as its administrator sees it, whom no policy binds."""
        return self._url(ADMINISTRATOR)

    @property
    def backup(self) -> str:
        """The database as a backup reaches it."""
        return self._url(BACKUP)

    def _run(self, program: str, *arguments: object) -> None:
        as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*as_owner, str(self.bin / program), *map(str, arguments)]
        # Into a file: whoever reads a pipe would wait for the server to end, which inherits it.
        with (self.folder / "output").open("ab") as out:
            subprocess.run(command, check=True, stdout=out, stderr=out, cwd="/")

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c max_connections=40"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def stop_if_running(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.stop()

    @property
    def postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def children(self) -> list[int]:
        """The processes of the server besides the postmaster."""
        return sorted(pid for pid, parent in _parents().items() if parent == self.postmaster)

    def kill(self, victim: Victim, which: int) -> None:
        """Kill the server, or a part of it, and let it recover."""
        postmaster, children = self.postmaster, self.children()
        if victim is Victim.BACKEND:
            _kill(children[which % len(children)])
            self._wait_until_it_answers(postmaster)
            return
        _kill(postmaster)
        if victim is Victim.SERVER:
            for pid in children:
                _kill(pid)
        until = time.monotonic() + START_SECONDS
        while any(Path(f"/proc/{pid}").exists() for pid in (postmaster, *children)) and time.monotonic() < until:
            time.sleep(0.01)
        self.start()

    def _wait_until_it_answers(self, postmaster: int) -> None:
        """Wait for the postmaster, which takes everybody's connection away and recovers by itself."""
        time.sleep(0.05)
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                psycopg.connect(self.url, connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise AssertionError(f"PostgreSQL ({postmaster}) does not answer after one of its processes was killed")


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _parents() -> dict[int, int]:
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = re.sub(r"^.*\) ", "", status.read_text())
        except OSError:
            continue
        found[int(status.parent.name)] = int(after_name.split()[1])
    return found
