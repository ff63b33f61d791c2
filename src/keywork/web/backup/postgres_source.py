"""A backup of PostgreSQL: its own full copy, and its write-ahead log as it is written, received by its own tools."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, transaction

from keywork.web.backup import postgres_tools, sources
from keywork.web.backup.keys import BackupFault
from keywork.web.backup.logs import MOST_BODY, Puts
from keywork.web.backup.sealed import SealedWriter
from keywork.web.backup.sources import Heads, Round, Unreachable
from keywork.web.backup.sqlite_wal import Lost
from keywork.web.kernel import clock
from keywork.web.kernel.scoping import for_all_authorities
from keywork.web.kernel.settings import Config

PAGE = 8192
SEGMENT = 24  # characters of the name of a segment of PostgreSQL's log
PARTIAL = ".partial"
SLOT = "keywork_backup"
PATIENCE = 30.0
RECEIVED = """
SELECT max(restart_lsn - '0/0'::pg_lsn)::bigint FROM pg_replication_slots WHERE slot_name = 'keywork_backup'
"""
SERVER = """
SELECT current_setting('server_version_num')::int / 10000, system_identifier::text,
    (SELECT rolsuper OR rolreplication FROM pg_roles WHERE rolname = current_user),
    (SELECT count(*) FROM pg_tablespace), current_setting('wal_level'), current_user::text, current_database()::text
FROM pg_control_system()
"""


@dataclass
class Asked:
    """A moment, and how far the server had written its log by then."""

    at: datetime
    position: int
    heads: Heads


class PostgresSource:
    """The database of an installation on PostgreSQL."""

    kind = "postgresql"

    def __init__(self, config: Config, *, follow: bool) -> None:
        self.follow, self.where = follow, postgres_tools.address(config.backup_database_url)
        self.server = self._connect()
        version, self.system, may, spaces, level, self.user, self.name = self._ask(SERVER)
        self.tools, self.version = postgres_tools.tools(version), version
        if not may:
            raise BackupFault(
                f"{self.user} may not replicate, which a backup needs. Let the database's administrator run: "
                f"ALTER ROLE {self.user} REPLICATION; or name another role in KEYWORK_BACKUP_DATABASE_URL."
            )
        if level == "minimal" or spaces > 2:
            raise BackupFault("A backup needs wal_level replica and no tablespaces besides PostgreSQL's own.")
        self.spool = (
            config.home / "backup-spool" if follow else Path(tempfile.mkdtemp(prefix="backup-spool-", dir=config.home))
        )
        self.spool.mkdir(mode=0o700, exist_ok=True)
        self.receiver: subprocess.Popen[bytes] | None = None
        self.words = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the source
        self.sent: dict[str, int] = {}
        self.last_pages: dict[str, bytes] = {}
        self.asked: Asked | None = None

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            return psycopg.connect(self.where.words, password=self.where.environment.get("PGPASSWORD"), autocommit=True)
        except psycopg.Error as error:
            raise BackupFault(f"PostgreSQL cannot be reached: {error}".strip()) from error

    def _ask(self, statement: str) -> tuple[Any, ...]:
        try:
            if self.server.closed:
                self.server = self._connect()
            row = self.server.execute(statement).fetchone()  # type: ignore[call-overload]
        except psycopg.Error as error:
            self.server.close()
            raise Unreachable(type(error).__name__) from error
        return tuple(row or ())

    def begin(self, log: Puts, before: Puts | None = None) -> Round:
        """Receive the server's log from now on, before the copy begins; where it is received already, go on."""
        self.sent, self.last_pages = {}, {}
        if before is None:
            self.asked = None
            self._stop_receiving()
            for path in self.spool.iterdir():
                path.unlink()
            if self.follow:
                slot = ["--slot", SLOT, "--create-slot", "--if-not-exists"]
                self._run([self.tools.path("pg_receivewal"), "-d", self.where.words, "-w", *slot])
            self._receive()
            self._wait_for(lambda: any(self.spool.iterdir()), "did not begin to send its log")
        return Round(False, None, {})

    def go_on(self, log: Puts, position: dict[str, Any]) -> None:
        """Go on where a log ended, if the segment it ended with is still here."""
        first = min((path.name[:SEGMENT] for path in self._segments()), default="")
        if not self.follow or position["system"] != self.system or not first or first > position["segment"]:
            raise Lost
        self.sent, self.last_pages = {}, {}
        self._receive()

    def _receive(self) -> None:
        command = [self.tools.path("pg_receivewal"), "-D", str(self.spool), "-d", self.where.words, "-w", "-n"]
        if self.follow:
            command += ["--slot", SLOT, "--synchronous", "--status-interval", "1"]
        self.receiver = postgres_tools.start(command, self.where, stdout=subprocess.DEVNULL, stderr=self.words)

    def _stop_receiving(self) -> None:
        if self.receiver is not None:
            self.receiver.send_signal(signal.SIGINT)
            self.receiver.wait(timeout=PATIENCE)
            self.receiver = None

    def _wait_for(self, true: Any, complaint: str) -> None:
        for _ in range(int(PATIENCE / 0.05)):
            self._look_after_receiver()
            if true():
                return
            time.sleep(0.05)
        raise BackupFault(f"PostgreSQL {complaint} within {PATIENCE:.0f} seconds.")

    def _look_after_receiver(self) -> None:
        """Start receiving again where it ended; a log that the server no longer has is lost."""
        if self.receiver is None or self.receiver.poll() is None:
            return
        words = postgres_tools.said(self.words)
        if "already been removed" in words:
            raise Lost
        if not self.follow or not any(self.spool.iterdir()):
            raise BackupFault(f"pg_receivewal ended: {words}")
        self.words.truncate(0)
        self._receive()

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, env=dict(self.where.environment), capture_output=True, text=True, check=False)  # noqa: S603 - a fixed list, no shell
        if done.returncode != 0:
            raise BackupFault(f"{Path(command[0]).name} failed: {done.stderr.strip()[-postgres_tools.LONGEST_WORDS :]}")

    def facts(self) -> dict[str, Any]:
        """Count what there is as the copy begins; PostgreSQL's copy is of a moment a little later."""
        with for_all_authorities(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(sources.LAST_ENTRY)
            (last,) = cursor.fetchone()
            return {
                "tables": sources.rows_by_table(), "heads": sources.heads(), "migrations": sources.migrations(),
                "last_entry": str(last) if last else None, "version": self.version, "system": self.system,
                "user": str(connection.settings_dict["USER"] or self.user),
                "name": str(connection.settings_dict["NAME"] or self.name),
            }  # fmt: skip

    def copy(self, into: SealedWriter, tick: Callable[[], object]) -> None:
        """Write PostgreSQL's own copy, with its own list of what is in it."""
        command = [
            self.tools.path("pg_basebackup"), "-d", self.where.words, "-w", "-D", "-", "-F", "tar", "-X", "none",
            "-c", "fast", "--manifest-checksums", "SHA256", "--no-estimate-size", "-l", "keywork",
        ]  # fmt: skip
        with tempfile.TemporaryFile() as words:
            running = postgres_tools.start(command, self.where, stdout=subprocess.PIPE, stderr=words)
            assert running.stdout is not None
            with running.stdout as tape:
                while some := tape.read(1 << 16):
                    into.write(some)
                    tick()
            if running.wait() != 0:
                raise BackupFault(f"pg_basebackup failed: {postgres_tools.said(words)}")

    def copied(self, log: Puts) -> Round:
        """Receive the log up to now: without it the copy cannot be used."""
        if not self.follow:
            asked = self._now()
            self._stop_receiving()
            self._receive_up_to(asked.position)
            return Round(self._ship(log), asked.at, asked.heads)
        begun, end = clock.now(), time.monotonic() + PATIENCE
        while time.monotonic() < end:
            done = self.round(log)
            if done.complete_to and done.complete_to >= begun:
                return done
            time.sleep(0.1)
        raise BackupFault(f"PostgreSQL did not send its log within {PATIENCE:.0f} seconds.")

    def _receive_up_to(self, position: int) -> None:
        command = [self.tools.path("pg_receivewal"), "-D", str(self.spool), "-d", self.where.words, "-w", "-n"]
        end = position - 1  # it ends once it has received more than this
        command += ["--endpos", f"{end >> 32:X}/{end & 0xFFFFFFFF:X}"]
        self._run(command)

    def _now(self) -> Asked:
        heads, at = sources.heads(), clock.now()
        return Asked(at, self._ask("SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint")[0], heads)

    def round(self, log: Puts) -> Round:
        self._look_after_receiver()
        self.asked = self.asked or self._now()
        received = self._ask(RECEIVED)[0]
        news = self._ship(log)
        if received is None or received < self.asked.position:
            return Round(news, None, {})
        done, self.asked = self.asked, None
        return Round(news, done.at, done.heads)

    def _segments(self) -> list[Path]:
        return sorted(path for path in self.spool.iterdir() if path.name.removesuffix(PARTIAL)[:8].isalnum())

    def _ship(self, log: Puts) -> bool:
        """Put what was received since into our log, by whole pages, as the last of them is still being filled."""
        news = False
        for path in self._segments():
            name = path.name.removesuffix(PARTIAL)
            begin = self.sent.get(name, 0)
            try:
                with path.open("rb") as file:
                    file.seek(begin)
                    data = file.read()
            except FileNotFoundError:  # it was finished and renamed meanwhile; the next look finds it
                break
            end = _written(data) if path.suffix == PARTIAL else len(data)
            if end == 0 or (end <= PAGE and data[:end] == self.last_pages.get(name)):
                continue
            for first in range(0, end, MOST_BODY):
                log.put("segment", {"name": name, "offset": begin + first}, data[first : min(end, first + MOST_BODY)])
            news = True
            whole = path.suffix != PARTIAL
            self.sent[name] = begin + (end if whole else end - PAGE)
            self.last_pages[name] = b"" if whole else data[end - PAGE : end]
        return news

    def position(self) -> dict[str, Any]:
        names = [name for name in self.sent if len(name) == SEGMENT]
        return {"system": self.system, "segment": max(names, default="")}

    def shipped(self) -> None:
        """Remove the segments that are in the log, but for the last finished one, from which receiving goes on."""
        whole = [path for path in self._segments() if path.suffix != PARTIAL and path.name in self.sent]
        for path in whole[:-1]:
            path.unlink()
            self.last_pages.pop(path.name, None)

    def close(self) -> None:
        self._stop_receiving()
        self.server.close()
        self.words.close()
        if not self.follow:
            shutil.rmtree(self.spool, ignore_errors=True)


def _written(data: bytes) -> int:
    """Return where the first page begins that was never written; a page that was begins with a number."""
    for offset in range(0, len(data), PAGE):
        if data[offset : offset + 2] == b"\0\0":
            return offset
    return len(data)
