"""An embedded database made again from a full copy and the frames that followed, by SQLite's own recovery."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from keywork.web.backup import generations, logs
from keywork.web.backup.generations import Generation
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.logs import Log, Mark, Record
from keywork.web.backup.sealed import PIECE

Tick = Callable[[], object]
STEPS = 1_000_000  # of SQLite's own machine between two calls of tick
STOP = object()  # what no tick ever returns: a look is never given up half-way


def nothing() -> None:
    """Do nothing, where nothing waits."""


@dataclass
class Rebuilding:
    """A database file that is being made again; its write-ahead log is written as it was, and SQLite reads it."""

    path: Path
    wal: BinaryIO | None = None
    frames: int = 0
    files: list[Path] = field(default_factory=list)

    def take(self, record: Record) -> None:
        """Take a record of the log: a new write-ahead log begins, or frames follow."""
        if record.kind == "wal":
            self.bring_in()
            self.wal = self.path.with_name(self.path.name + "-wal").open("wb")
            self.wal.write(record.body)
            self.page = record.told["page"]
        elif record.kind == "frames":
            if self.wal is None or record.told["first"] != self.frames + 1:
                raise BackupFault(f"The log of this backup has a gap at frame {self.frames + 1}.")
            self.wal.write(record.body)
            self.frames += len(record.body) // (self.page + 24)

    def bring_in(self) -> None:
        """Have SQLite bring the frames into the file; it checks the sum of each."""
        if self.wal is None:
            return
        self.wal.close()
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            busy, there, copied = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        finally:
            connection.close()
        if (busy, there, copied) != (0, self.frames, self.frames):
            raise BackupFault(f"The log of this backup is damaged: of {self.frames} frames SQLite took {copied}.")
        self.wal, self.frames = None, 0


def rebuild(generation: Generation, key: Key, log: Log, last: Mark, path: Path, tick: Tick = nothing) -> None:
    """Make the database file of a generation again, as it was at a mark.

    Args:
        generation: with the full copy.
        key: of the backups.
        log: of the generation, looked through.
        last: the mark.
        path: where the file is written; it must not be there.
        tick: called now and then.
    """
    with generation.open(generations.DATABASE, key) as source, path.open("xb") as target:
        path.chmod(0o600)
        while some := source.read(PIECE):
            target.write(some)
            tick()
    rebuilding = Rebuilding(path)
    for record in logs.records_up_to(generation, key, log, last):
        rebuilding.take(record)
        tick()
    rebuilding.bring_in()


def check(path: Path, tick: Tick = nothing) -> None:
    """Refuse a database file that SQLite itself finds wrong.

    Args:
        path: of the file.
        tick: called now and then.

    Raises:
        BackupFault: with the first thing that is wrong.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.set_progress_handler(lambda: tick() is STOP, STEPS)
    try:
        answers: list[tuple[Any, ...]] = connection.execute("PRAGMA integrity_check(1)").fetchall()
        if answers != [("ok",)]:
            raise BackupFault(f"The database of this backup is damaged: {answers[0][0]}.")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise BackupFault(f"The database of this backup is damaged: a row of {broken[0]} refers to none that is.")
    except sqlite3.DatabaseError as error:
        raise BackupFault(f"The database of this backup is damaged: {error}.") from error
    finally:
        connection.close()
