"""Following SQLite's write-ahead log beside writers, readers and checkpoints of every kind: no frame is ever missed."""

import io
import sqlite3
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from keywork.web.backup import sources, sqlite_source
from keywork.web.backup.logs import Record
from keywork.web.backup.sqlite_rebuild import Rebuilding, check
from keywork.web.backup.sqlite_source import SqliteSource
from keywork.web.backup.sqlite_wal import Lost


class Kept:
    """A log in memory."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def put(self, kind: str, told: dict[str, Any], body: bytes = b"") -> None:
        self.records.append(Record(kind, told, body))


class World:
    """A database with people at work in it, and a follower."""

    def __init__(self, folder: Path, rng: Random) -> None:
        self.rng, self.path, self.folder = rng, folder / "one.sqlite3", folder
        self.people = [self.connect() for _ in range(3)]
        self.people[0].execute("PRAGMA journal_mode=WAL")
        self.people[0].execute("CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)")
        self.reader: sqlite3.Connection | None = None
        self.source, self.log, self.base, self.copies = SqliteSource(self.path), Kept(), b"", 0
        self.full_copy()

    def connect(self) -> sqlite3.Connection:
        made = sqlite3.connect(self.path, isolation_level=None, timeout=0.05)
        made.execute("PRAGMA cache_size=10")  # so that a large transaction spills into the log before it commits
        return made

    def full_copy(self) -> None:
        self.log, into = Kept(), io.BytesIO()
        self.source.begin(self.log)
        self.source.copy(into, lambda: None)
        self.base, self.copies = into.getvalue(), self.copies + 1

    def write(self) -> None:
        who = self.rng.choice(self.people)
        size, count = self.rng.choice([(50, 1), (50, 3), (9000, 2), (3000, 60)])
        who.execute("BEGIN IMMEDIATE")
        for _ in range(count):
            who.execute("INSERT INTO t (body) VALUES (?)", [self.rng.randbytes(size)])
        who.execute("DELETE FROM t WHERE id IN (SELECT id FROM t ORDER BY random() LIMIT ?)", [self.rng.randrange(3)])
        who.execute(self.rng.choice(["COMMIT", "COMMIT", "COMMIT", "ROLLBACK"]))

    def checkpoint(self) -> None:
        mode = self.rng.choice(["PASSIVE", "FULL", "RESTART", "TRUNCATE"])
        with suppress(sqlite3.OperationalError):  # as here
            self.rng.choice(self.people).execute(f"PRAGMA wal_checkpoint({mode})").fetchone()

    def read(self) -> None:
        """Begin to read, or end it: a reader of an old moment keeps a checkpoint from finishing."""
        if self.reader:
            self.reader.close()
            self.reader = None
        else:
            self.reader = self.connect()
            self.reader.execute("BEGIN")
            self.reader.execute("SELECT count(*) FROM t").fetchone()

    def vacuum(self) -> None:
        with suppress(sqlite3.OperationalError):  # a reader keeps it from that
            self.people[0].execute("VACUUM")

    def look(self) -> None:
        self.source.round(self.log)  # type: ignore[arg-type]

    def pause(self) -> None:
        """Let the follower be killed, people go on, and another follower come."""
        position = self.source.position()
        self.source.close()
        for _ in range(self.rng.randrange(4)):
            self.rng.choice([self.write, self.checkpoint, self.leave, self.read])()
        self.source = SqliteSource(self.path)
        try:
            self.source.go_on(self.log, position)  # type: ignore[arg-type]
        except Lost:
            self.full_copy()

    def leave(self) -> None:
        """Everybody leaves; the last takes the log away. Then they come back."""
        if self.reader is None:
            for one in self.people:
                one.close()
            self.people = [self.connect() for _ in range(3)]

    def rebuilt(self) -> list[Any]:
        path = self.folder / "rebuilt.sqlite3"
        path.write_bytes(self.base)
        rebuilding = Rebuilding(path)
        for record in self.log.records:
            rebuilding.take(record)
        rebuilding.bring_in()
        check(path)
        connection = sqlite3.connect(path)
        rows = connection.execute("SELECT * FROM t ORDER BY id").fetchall()
        connection.close()
        return rows


@pytest.mark.parametrize("seed", range(12))
def test_what_is_rebuilt_is_what_was_committed(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "heads", dict)
    monkeypatch.setattr(sqlite_source, "HOLD_EACH", 8)
    rng = Random(seed)
    world = World(tmp_path, rng)
    kinds = [world.write] * 6 + [world.look] * 4 + [world.checkpoint] * 2 + [world.read, world.vacuum, world.pause]
    for _ in range(8):
        for _ in range(rng.randrange(1, 14)):
            rng.choice(kinds)()
        world.look()
        assert world.rebuilt() == world.people[0].execute("SELECT * FROM t ORDER BY id").fetchall()
    assert world.copies >= 1
