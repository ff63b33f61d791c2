"""A backup of an embedded database: the file as it stands, and the frames of its write-ahead log."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from keywork.web.backup import sources
from keywork.web.backup.keys import BackupFault
from keywork.web.backup.logs import MOST_BODY, Puts
from keywork.web.backup.sealed import PIECE, SealedWriter
from keywork.web.backup.sources import Round
from keywork.web.backup.sqlite_wal import FRAME_HEAD, Lost, Wal
from keywork.web.kernel import clock

HOLD_EACH = 1000  # frames, after which the log is emptied: some four megabytes


class SqliteSource:
    """The database of a home."""

    kind = "sqlite"

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise BackupFault(f"There is no database at {path}. Is KEYWORK_HOME the home that is meant?")
        self.wal = Wal(path)
        self.salts, self.frame, self.sum, self.next_hold = b"", 0, b"", HOLD_EACH
        self.may_begin_anew, self.copying = True, False

    def begin(self, log: Puts, before: Puts | None = None) -> Round:
        """Put what stands in the log into ours and hold it: the file and these frames are one moment."""
        return self._hold(log, sources.heads(), before, from_the_first=True)

    def _hold(
        self, log: Puts, heads: sources.Heads, before: Puts | None = None, *, from_the_first: bool = False
    ) -> Round:
        with self.wal.nobody_writes():
            now = clock.now()
            if before is not None:
                self._ship(before)
            if from_the_first:
                self.salts, self.frame, self.may_begin_anew = b"", 0, True
            news = self._ship(log)
            self.wal.hold_anew()
        self.may_begin_anew, self.next_hold = True, self.frame + HOLD_EACH
        return Round(news, now, heads)

    def go_on(self, log: Puts, position: dict[str, Any]) -> None:
        """Go on where a log ended, if the frame it ended with still stands where it did."""
        salts, frame = bytes.fromhex(position["salts"]), position["frame"]
        with self.wal.nobody_writes():
            index = self.wal.index()
            there = frame and index.salts == salts and index.frames >= frame
            if not there or self.wal.last_sum(frame, index.page).hex() != position["sum"]:
                raise Lost
            self.salts, self.frame, self.may_begin_anew = salts, frame, False
            self._ship(log)
            self.wal.hold_anew()
        self.may_begin_anew = True

    def facts(self) -> dict[str, Any]:
        """Count what the held moment holds."""
        return {**facts_of(self.wal.keeper), "version": sqlite3.sqlite_version}

    def copy(self, into: SealedWriter, tick: Callable[[], object]) -> None:
        """Write the file as it stands, and let nothing be brought into it meanwhile: so it is of one moment."""
        self.copying, offset = True, 0
        try:
            while some := os.pread(self.wal.database, PIECE, offset):
                into.write(some)
                offset += len(some)
                tick()
        finally:
            self.copying = False

    def copied(self, log: Puts) -> Round:
        return self.round(log)

    def round(self, log: Puts) -> Round:
        heads, now = sources.heads(), clock.now()
        news = self._ship(log)
        if self.frame >= self.next_hold and not self.copying:
            held = self._hold(log, heads)
            return Round(news or held.news, held.complete_to, heads)
        return Round(news, now, heads)

    def _ship(self, log: Puts) -> bool:
        """Put the committed frames after the last one into our log."""
        index = self.wal.index()
        if index.frames == 0:
            return False
        if index.salts != self.salts:
            if not self.may_begin_anew:
                raise Lost
            self.salts, self.frame, self.may_begin_anew, self.next_hold = index.salts, 0, False, HOLD_EACH
            log.put("wal", {"page": index.page}, self._head(index.salts))
        if index.frames < self.frame:
            raise Lost
        if index.frames == self.frame:
            return False
        for first, data in self.wal.frames(self.frame + 1, index.frames, index.page, MOST_BODY):
            log.put("frames", {"first": first}, data)
            last = data[-(index.page + FRAME_HEAD) :][:FRAME_HEAD]
        if last[4:8] == bytes(4) or last[8:16] != index.salts or last[16:24] != index.last_sum:
            raise Lost
        self.frame, self.sum = index.frames, index.last_sum
        return True

    def _head(self, salts: bytes) -> bytes:
        head = self.wal.head()
        if head[16:24] != salts:
            raise Lost
        return head

    def position(self) -> dict[str, Any]:
        return {"salts": self.salts.hex(), "frame": self.frame, "sum": self.sum.hex()}

    def shipped(self) -> None:
        """Nothing to do: frames are given up by the next hold alone, which ships first."""

    def close(self) -> None:
        self.wal.close()


def facts_of(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return rows by table, heads and last entry of a database file.

    Args:
        connection: to it.
    """
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
    ]
    count = 'SELECT count(*) FROM "{}"'
    return {
        "tables": {name: connection.execute(count.format(name)).fetchone()[0] for name in names},
        "heads": {code: [at, bytes(seal).hex()] for code, at, seal in connection.execute(sources.HEADS)},
        "last_entry": connection.execute(sources.LAST_ENTRY).fetchone()[0],
        "migrations": [
            f"{app}.{name}"
            for app, name in connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        ],
    }
