"""Following SQLite's write-ahead log beside writers, readers and checkpoints of every kind: no frame is ever missed."""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from keywork.web.backup import sources, sqlite_source
from keywork.web.backup.logs import Record
from keywork.web.backup.sqlite_rebuild import Rebuilding, check
from keywork.web.backup.sqlite_source import SqliteSource
from keywork.web.backup.sqlite_wal import Lost
from keywork.web.kernel.sqlite.base import TABLE, as_moment


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
        self.people[0].execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, at INTEGER NOT NULL)")
        self.now, self.history = 1000, [(1000, self.rows())]
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
        self.log.put("mark", {"number": 1})
        self.history = self.history[-1:]  # no copy reaches back behind its beginning

    def rows(self) -> list[Any]:
        return self.people[0].execute("SELECT * FROM t ORDER BY id").fetchall()

    def write(self) -> None:
        who = self.rng.choice(self.people)
        size, count = self.rng.choice([(50, 1), (50, 3), (9000, 2), (3000, 60)])
        who.execute("BEGIN IMMEDIATE")
        for _ in range(count):
            who.execute("INSERT INTO t (body) VALUES (?)", [self.rng.randbytes(size)])
        who.execute("DELETE FROM t WHERE id IN (SELECT id FROM t ORDER BY random() LIMIT ?)", [self.rng.randrange(3)])
        self.now += self.rng.randrange(3)  # a clock may say the same twice
        who.execute(f"INSERT OR REPLACE INTO {TABLE} VALUES (1, ?)", [self.now])
        how = self.rng.choice(["COMMIT", "COMMIT", "COMMIT", "ROLLBACK"])
        who.execute(how)
        if how == "COMMIT":
            self.history.append((self.now, self.rows()))

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

    def rebuilt(self, until: int | None = None) -> list[Any]:
        path = self.folder / "rebuilt.sqlite3"
        path.write_bytes(self.base)
        rebuilding = Rebuilding(path, None if until is None else as_moment(until))
        for record in self.log.records:
            rebuilding.take(record)
        rebuilding.bring_in()
        check(path)
        assert [found.name for found in self.folder.glob("rebuilt*")] == [path.name]
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("SELECT * FROM t ORDER BY id").fetchall()

    def at(self, moment: int) -> list[Any]:
        return next(rows for at, rows in reversed(self.history) if at <= moment)


def worked_on(seed: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Yield a world again and again, each time after a random course of work at whose end the follower looked."""
    monkeypatch.setattr(sources, "heads", dict)
    monkeypatch.setattr(sqlite_source, "HOLD_EACH", 8)
    rng = Random(seed)
    world = World(folder, rng)
    kinds = [world.write] * 6 + [world.look] * 4 + [world.checkpoint] * 2 + [world.read, world.vacuum, world.pause]
    for _ in range(8):
        for _ in range(rng.randrange(1, 14)):
            rng.choice(kinds)()
        world.look()
        yield world


@pytest.mark.parametrize("seed", range(12))
def test_what_is_rebuilt_is_what_was_committed(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for world in worked_on(seed, tmp_path, monkeypatch):
        assert world.rebuilt() == world.rows()


@pytest.mark.parametrize("seed", range(12))
def test_to_a_moment_it_is_what_was_committed_by_then(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for world in worked_on(seed, tmp_path, monkeypatch):
        first, last = world.history[0][0], world.history[-1][0]
        for moment in {first, last, last + 1, *(world.rng.randint(first, last) for _ in range(4))}:
            assert world.rebuilt(moment) == world.at(moment), moment


def test_a_copy_is_of_one_moment_though_people_write_and_the_follower_looks_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "heads", dict)
    monkeypatch.setattr(sqlite_source, "HOLD_EACH", 8)
    monkeypatch.setattr(sqlite_source, "PIECE", 1 << 14)
    world = World(tmp_path, Random(1))
    for _ in range(40):
        world.write()
        world.look()
    world.log, into, looks = Kept(), io.BytesIO(), []

    def somebody_writes() -> None:
        if len(looks) < 60:
            world.write()
            world.look()
        looks.append(len(into.getvalue()))

    world.source.begin(world.log)
    rows, begun = world.rows(), list(world.log.records)
    world.source.copy(into, somebody_writes)  # type: ignore[arg-type]
    assert len(looks) > 20
    world.base, world.log.records = into.getvalue(), begun
    assert world.rebuilt() == rows
