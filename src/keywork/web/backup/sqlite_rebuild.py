"""An embedded database made again from a full copy and the frames that followed, by SQLite's own recovery."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from keywork.web.backup import generations, logs
from keywork.web.backup.generations import Generation
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.logs import Log, Mark, Record
from keywork.web.backup.sealed import PIECE
from keywork.web.backup.sqlite_wal import FRAME_HEAD, WAL_HEAD
from keywork.web.kernel.sqlite.base import IS_THERE, LAST, as_number

Tick = Callable[[], object]
STEPS = 1_000_000  # of SQLite's own machine between two calls of tick
STOP = object()  # what no tick ever returns: a look is never given up half-way


def nothing() -> None:
    """Do nothing, where nothing waits."""


@dataclass
class Rebuilding:
    """A database file that is being made again; its write-ahead log is written as it was, and SQLite reads it."""

    path: Path
    until: datetime | None = None
    wal: BinaryIO | None = None
    frames: int = 0
    changes: list[int] = field(default_factory=list)
    is_whole: bool = False
    ended: bool = False

    def take(self, record: Record) -> None:
        """Take a record of the log: a new write-ahead log begins, or frames follow, or the copy is whole.

        Once it has ended, nothing is taken any more.
        """
        if record.kind == "wal":
            self.bring_in()
        if self.ended:
            return
        if record.kind == "mark" and not self.is_whole:
            self.is_whole, self.changes = True, [self.frames]
        elif record.kind == "wal":
            self.wal = self.path.with_name(self.path.name + "-wal").open("wb")
            self.wal.write(record.body)
            self.page, self.changes = record.told["page"], [0]
        elif record.kind == "frames":
            if self.wal is None or record.told["first"] != self.frames + 1:
                raise BackupFault(f"The log of this backup has a gap at frame {self.frames + 1}.")
            self.wal.write(record.body)
            size = self.page + FRAME_HEAD
            for place in range(0, len(record.body), size):
                self.frames += 1
                if record.body[place + 4 : place + 8] != bytes(4):  # how large the database is after a change's last
                    self.changes.append(self.frames)

    def bring_in(self) -> None:
        """Have SQLite bring the frames into the file, but for changes after the moment; it checks the sum of each."""
        if self.wal is None:
            return
        self.wal.close()
        if self.until is not None and self.is_whole:
            self._end_at(self.until)
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            busy, there, copied = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        finally:
            connection.close()
        if (busy, there, copied) != (0, self.frames, self.frames):
            raise BackupFault(f"The log of this backup is damaged: of {self.frames} frames SQLite took {copied}.")
        self.wal, self.frames = None, 0

    def _end_at(self, moment: datetime) -> None:
        """Leave the changes out that were committed after a moment. Their moments stand in their order."""
        log = self.path.with_name(self.path.name + "-wal")
        latest = as_number(moment)
        if last_change(self.path) <= latest:
            return
        every = log.with_name(log.name + ".whole")
        log.rename(every)

        def is_later(frames: int) -> bool:
            _write_beginning(every, log, WAL_HEAD + frames * (self.page + FRAME_HEAD))
            return last_change(self.path) > latest

        # The first of them is the full copy, or what an earlier log brought in, which is not later.
        kept = bisect_left(self.changes, True, lo=1, key=is_later) - 1
        self.frames, self.ended = self.changes[kept], True
        _write_beginning(every, log, WAL_HEAD + self.frames * (self.page + FRAME_HEAD))
        every.unlink()


def _write_beginning(source: Path, target: Path, size: int) -> None:
    with source.open("rb") as whole, target.open("wb") as some:
        while size and (data := whole.read(min(PIECE, size))):
            some.write(data)
            size -= len(data)


def last_change(path: Path) -> int:
    """Return the moment of the last change of a database file and its log, as it is kept there; 0 where none is kept.

    Args:
        path: of the file, which stays as it is.
    """
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None)
    try:
        there = connection.execute(IS_THERE).fetchone()
        found = connection.execute(LAST).fetchone() if there else None
    finally:
        connection.close()
        path.with_name(path.name + "-shm").unlink(missing_ok=True)  # it is of this log, which may be cut
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size == 0:  # SQLite begins one that is not there
            log.unlink()
    return found[0] if found else 0


def rebuild(
    generation: Generation, key: Key, log: Log, last: Mark, path: Path, tick: Tick = nothing,
    until: datetime | None = None,
) -> None:  # fmt: skip
    """Make the database file of a generation again, as it was at a mark, or at a moment before it.

    Args:
        generation: with the full copy.
        key: of the backups.
        log: of the generation, looked through.
        last: the mark.
        path: where the file is written; it must not be there.
        tick: called now and then.
        until: changes that were committed after it are left out.
    """
    with generation.open(generations.DATABASE, key) as source, path.open("xb") as target:
        path.chmod(0o600)
        while some := source.read(PIECE):
            target.write(some)
            tick()
    rebuilding = Rebuilding(path, until)
    for record in logs.records_up_to(generation, key, log, last):
        rebuilding.take(record)
        tick()
        if rebuilding.ended:
            break
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
