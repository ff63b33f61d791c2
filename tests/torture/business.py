"""All that a database and a home hold, written out so that two of them can be compared byte by byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import psycopg

PUBLIC = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"


@dataclass
class Compared:
    """What came of comparing two of them."""

    tables: int = 0
    rows: int = 0
    bytes: int = 0
    files: int = 0
    differences: list[str] = field(default_factory=list)


def write_out(url: str, home: Path, into: Path) -> None:
    """Write every row of every table, sorted, and the digest of every upload and key."""
    into.mkdir(parents=True)
    for name, lines in _of_postgres(url) if url else _of_sqlite(home / "keywork.sqlite3"):
        (into / name).write_bytes(b"".join(sorted(lines)))
    kept = [path for path in home.rglob("*") if path.is_file() and _is_kept(path.relative_to(home))]
    lines = [f"{path.relative_to(home)} {sha256(path.read_bytes()).hexdigest()}\n".encode() for path in kept]
    (into / "files of the home").write_bytes(b"".join(sorted(lines)))


def _is_kept(path: Path) -> bool:
    return path.parts[0] in {"uploads", "keys", "secret.key"}


def _of_sqlite(path: Path) -> Iterator[tuple[str, list[bytes]]]:
    connection = sqlite3.connect(path)
    connection.execute("BEGIN")
    for (name,) in connection.execute(TABLES).fetchall():
        yield name, [f"{row!r}\n".encode() for row in connection.execute(f'SELECT * FROM "{name}"')]
    connection.close()


def _of_postgres(url: str) -> Iterator[tuple[str, list[bytes]]]:
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        for (name,) in connection.execute(PUBLIC).fetchall():
            with connection.cursor().copy(f'COPY (SELECT * FROM "{name}") TO STDOUT') as copy:
                yield name, b"".join(bytes(some) for some in copy).splitlines(keepends=True)


def compare(one: Path, other: Path) -> Compared:
    """Compare two of them, byte by byte."""
    done = Compared()
    for name in sorted({path.name for path in (*one.iterdir(), *other.iterdir())}):
        first, second = ((folder / name).read_bytes() if (folder / name).exists() else b"" for folder in (one, other))
        rows = first.splitlines()
        if name == "files of the home":
            done.files = len(rows)
            # What was uploaded a little later may be there; nothing that was there may be missing or another.
            second = b"".join(line for line in second.splitlines(keepends=True) if line.rstrip(b"\n") in set(rows))
        else:
            done.tables, done.rows = done.tables + 1, done.rows + len(rows)
        done.bytes += len(first)
        if first != second:
            apart = set(rows) ^ set(second.splitlines())
            done.differences += [f"{name}: {line.decode(errors='replace')[:200]}" for line in sorted(apart)] or [name]
    return done
