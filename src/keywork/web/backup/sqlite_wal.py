"""SQLite's write-ahead log, read beside those who write to it, without missing a frame.

What is committed stands in the log (``-wal``) until a checkpoint has brought it into the database and a writer begins
the log anew. Whoever ships the log must be there before that. Here it is kept from happening unseen:

- The keeper, a connection that only reads, is always in a transaction. Begun while everything in the log stood in the
  database too, it keeps anybody from bringing more into it; so the log is begun anew at most once, and exactly where
  this began. Begun otherwise, it keeps the log from being begun anew at all.
- To let the log be emptied, nobody may write for a moment: what is left is shipped, the keeper lets go, a checkpoint
  is made, and the keeper begins again. Then others may write.

How many frames are committed is read from the log's index (``-shm``), where SQLite itself says so after they are on
the disk. SQLite's rules: https://www.sqlite.org/walformat.html.
"""

from __future__ import annotations

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from keywork.web.backup.keys import BackupFault

WAL_HEAD, FRAME_HEAD, INDEX_HEAD = 32, 24, 48
WAIT = 20.0
TRIES = 1000
INDEX_VERSION = 3007000


class Lost(BackupFault):
    """It cannot be proven that nothing was missed; a new full copy is needed."""

    def __init__(self) -> None:
        super().__init__("Something may have been missed while the copy was made. Take it again.")


@dataclass(frozen=True, slots=True)
class Index:
    """What the log's index says: the salts of the log, its committed frames, and how many a checkpoint has copied."""

    salts: bytes
    frames: int
    last_sum: bytes
    page: int
    copied: int


class Wal:
    """The write-ahead log of one database, held so that nothing in it is missed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.keeper, self.writer, self.other = (self._connect() for _ in range(3))
        if self.keeper.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            raise BackupFault("The database has no write-ahead log, as an old SQLite is in use: install pysqlite3.")
        for connection in (self.keeper, self.other):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # Never closed before the connections: closing a file of a database gives up every lock this process has on it.
        self.files = [os.open(f"{path}{end}", os.O_RDONLY) for end in ("", "-wal", "-shm")]
        self.database, self.log, self.shared = self.files

    def _connect(self) -> sqlite3.Connection:
        try:
            made = sqlite3.connect(f"file:{self.path}?mode=rw", uri=True, timeout=WAIT, isolation_level=None)
            made.execute("PRAGMA trusted_schema=OFF")
            made.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error as error:
            raise BackupFault(f"The database {self.path} cannot be opened: {error}.") from error
        return made

    def close(self) -> None:
        for connection in (self.keeper, self.writer, self.other):
            with suppress(sqlite3.Error):
                connection.close()
        for file in self.files:
            os.close(file)

    def index(self) -> Index:
        """Read the index, which is written twice so that a half-written one shows."""
        for _ in range(TRIES):
            head = os.pread(self.shared, 2 * INDEX_HEAD + 4, 0)
            if len(head) > 2 * INDEX_HEAD and head[:INDEX_HEAD] == head[INDEX_HEAD : 2 * INDEX_HEAD] and head[12]:
                version, _, _, _, _, page, frames, _ = struct.unpack_from("=IIIBBHII", head)
                if version != INDEX_VERSION:
                    break
                size = 65536 if page == 1 else page
                (copied,) = struct.unpack_from("=I", head, 2 * INDEX_HEAD)
                return Index(head[32:40], frames, _big_endian(head[24:32]), size, copied)
        raise BackupFault("SQLite's index of its write-ahead log cannot be read.")

    @contextmanager
    def nobody_writes(self) -> Iterator[None]:
        """Keep everybody from writing for a moment."""
        try:
            self.writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise BackupFault("Somebody is writing to the database without end; the backup waits in vain.") from error
        try:
            yield
        finally:
            self.writer.execute("ROLLBACK")

    def hold_anew(self) -> None:
        """Have everything in the log brought into the database and the log begun anew, while nobody writes."""
        self.let_go()
        self.other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        self.keeper.execute("BEGIN")
        self.keeper.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def let_go(self) -> None:
        """Let the keeper's transaction end."""
        if self.keeper.in_transaction:
            self.keeper.execute("ROLLBACK")

    def head(self) -> bytes:
        """Return the head of the log."""
        return os.pread(self.log, WAL_HEAD, 0)

    def last_sum(self, frame: int, page: int) -> bytes:
        """Return the sum that stands with a frame (1, 2, 3 …); it runs over all frames before it."""
        return os.pread(self.log, 8, WAL_HEAD + (frame - 1) * (page + FRAME_HEAD) + 16)

    def frames(self, first: int, last: int, page: int, most: int) -> Iterator[tuple[int, bytes]]:
        """Yield committed frames as they stand in the log, some at a time, each time with the first one's number."""
        size = page + FRAME_HEAD
        at_once = max(1, most // size)
        for begin in range(first, last + 1, at_once):
            wanted = min(at_once, last + 1 - begin) * size
            found = os.pread(self.log, wanted, WAL_HEAD + (begin - 1) * size)
            if len(found) != wanted:
                raise Lost
            yield begin, found


def _big_endian(sums: bytes) -> bytes:
    return struct.pack(">II", *struct.unpack("=II", sums))
