"""Proving a full copy by reading it back from the disk: every piece, every file, every row that was counted."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from keywork.web.backup import generations, logs, sqlite_rebuild
from keywork.web.backup.generations import Generation
from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.logs import Log
from keywork.web.backup.sealed import PIECE
from keywork.web.backup.sqlite_rebuild import Tick, nothing

SPOOLED_MANIFEST = "backup_manifest"
COUNTED = ("tables", "heads", "last_entry", "migrations")


def prove(generation: Generation, key: Key, home: Path, tick: Tick = nothing) -> None:
    """Read a full copy back.

    Args:
        generation: the copy.
        key: of the backups.
        home: where there is room for the database once more, which is taken away again.
        tick: called now and then.

    Raises:
        BackupFault: with the first thing that is not as it was copied.
    """
    for fault in generation.faults():
        raise BackupFault(fault)
    log = logs.look_through(generation, key)
    if log.faults or not log.marks:
        raise BackupFault((log.faults or [f"{generation.name} has no finished log."])[0])
    manifest = generation.manifest(key)
    for fault in archives(generation, key, manifest, tick):
        raise BackupFault(fault)
    if generation.database == "sqlite":
        _prove_sqlite(generation, key, log, manifest, home, tick)
    else:
        for fault in tape(generation, key, tick):
            raise BackupFault(fault)


def archives(generation: Generation, key: Key, manifest: dict[str, Any], tick: Tick = nothing) -> Iterator[str]:
    """Yield what is wrong with the archived files of a home."""
    for name, told in manifest["files"].items():
        found = dict(_digests(generation, key, name, tick))
        if found != {inner: digest for inner, (_, digest) in told.items()}:
            yield f"{generation.name}: {name} does not hold the files that were put into it."


def _digests(generation: Generation, key: Key, name: str, tick: Tick) -> Iterator[tuple[str, str]]:
    with generation.open(name, key) as file:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            for member in archive:
                source = archive.extractfile(member)
                if source is not None:
                    digest = sha256()
                    while some := source.read(PIECE):
                        digest.update(some)
                        tick()
                    yield member.name, digest.hexdigest()
        file.drain()


def tape(generation: Generation, key: Key, tick: Tick = nothing) -> Iterator[str]:
    """Yield what is wrong with PostgreSQL's archive, by the list that PostgreSQL itself put into it."""
    listed = _listed(generation, key)
    found = dict(_digests(generation, key, generations.DATABASE, tick))
    for one in listed:
        if found.get(one["Path"]) != one["Checksum"]:
            yield f"{generation.name}: {one['Path']} is missing from the database, or is not as it was."


def _listed(generation: Generation, key: Key) -> list[dict[str, Any]]:
    with generation.open(generations.DATABASE, key) as file, tarfile.open(fileobj=file, mode="r|") as archive:
        for member in archive:
            if member.name == SPOOLED_MANIFEST and (source := archive.extractfile(member)):
                listed: list[dict[str, Any]] = json.loads(source.read())["Files"]
                return listed
    raise BackupFault(f"{generation.name}: PostgreSQL's own list of its files is missing.")


def _prove_sqlite(generation: Generation, key: Key, log: Log, manifest: dict[str, Any], home: Path, tick: Tick) -> None:
    folder = Path(tempfile.mkdtemp(prefix="backup-proving-", dir=home))
    try:
        path = folder / "copy.sqlite3"
        sqlite_rebuild.rebuild(generation, key, log, log.marks[0], path, tick)
        sqlite_rebuild.check(path, tick)
        counted = facts_of_file(path)
        for name in COUNTED:
            if counted[name] != manifest[name]:
                raise BackupFault(f"{generation.name}: the copy does not hold the {name} that the database held.")
    except OSError as error:
        raise BackupFault(f"The backup cannot be read back in {home}: {error.strerror}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def facts_of_file(path: Path) -> dict[str, Any]:
    """Return rows by table, heads and last entry of a database file."""
    from keywork.web.backup.sqlite_source import facts_of

    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return facts_of(connection)
    finally:
        connection.close()
