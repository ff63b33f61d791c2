"""The folder of backups: one folder for each generation, a full copy and what followed it.

A generation that is being made is called ``….unfinished``, and gets its name when everything in it is on the disk and
was read back. Whoever is killed leaves an unfinished one, which nobody takes for a backup.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from keywork.web.backup.keys import BackupFault, Key
from keywork.web.backup.sealed import Opened, SealedWriter, sha256_of

UNFINISHED = ".unfinished"
ABOUT, STATUS, MANIFEST = "about.json", "status.json", "manifest.kwb"
DATABASE, UPLOADS, KEYS = "database.kwb", "uploads.kwb", "keys.kwb"
FORM = 1
MOST_DAYS = 35


@dataclass(frozen=True)
class Generation:
    """A full copy and what followed it.

    Args:
        folder: where it lies.
        about: what everybody may know of it: its form, the key's id, when and from what it was made, its files.
    """

    folder: Path
    about: dict[str, Any]

    @property
    def name(self) -> str:
        """Return what it is called; every encrypted file of it is bound to this name."""
        return self.folder.name.removesuffix(UNFINISHED)

    @property
    def made_at(self) -> datetime:
        """Return the moment of the full copy."""
        return datetime.fromisoformat(self.about["made_at"])

    @property
    def database(self) -> str:
        """Return what the database was: sqlite or postgresql."""
        return str(self.about["database"])

    def bound(self, file: str) -> str:
        """Return the name to which a file of this generation is bound."""
        return f"{self.name}/{file}"

    def writer(self, file: str, key: Key) -> SealedWriter:
        """Begin an encrypted file of this generation."""
        return SealedWriter(self.folder / file, key, self.bound(file))

    def open(self, file: str, key: Key) -> Opened:
        """Open an encrypted file of this generation."""
        return Opened(self.folder / file, key, self.bound(file))

    def manifest(self, key: Key) -> dict[str, Any]:
        """Return the manifest: rows, heads of the ledgers, and files, as they were copied."""
        with self.open(MANIFEST, key) as file:
            found: dict[str, Any] = json.loads(file.read())
        return found

    @property
    def status(self) -> dict[str, Any] | None:
        """Return what the writer of the log last said of it; None where it never did, or was cut off saying it."""
        try:
            found: dict[str, Any] = json.loads((self.folder / STATUS).read_bytes())
        except (OSError, ValueError):
            return None
        return found

    @property
    def complete_to(self) -> datetime:
        """Return the moment up to which everything is said to be here."""
        status = self.status
        return datetime.fromisoformat(status["complete_to"]) if status else self.made_at

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the files of the full copy: missing, of another size, or changed."""
        for name, told in self.about["files"].items():
            path = self.folder / name
            if not path.is_file():
                yield f"{self.name}: {name} is missing."
            elif path.stat().st_size != told["bytes"]:
                yield f"{self.name}: {name} has {path.stat().st_size} bytes instead of {told['bytes']}."
            elif sha256_of(path) != told["sha256"]:
                yield f"{self.name}: {name} is not as it was written."


def begin(folder: Path, now: datetime, key: Key, database: str, program: str) -> Generation:
    """Make the folder of a new generation, unfinished."""
    name = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    made = folder / (name + UNFINISHED)
    try:
        made.mkdir(mode=0o700)
    except OSError as error:
        raise BackupFault(f"{folder} cannot be written: {error.strerror}.") from error
    about = {
        "form": FORM, "key": key.id.hex(), "database": database, "program": program, "made_at": now.isoformat(),
        "files": {},
    }  # fmt: skip
    return Generation(made, about)


def finish(generation: Generation) -> Generation:
    """Give a generation its name, once everything in it is on the disk."""
    write_json(generation.folder / ABOUT, generation.about)
    target = generation.folder.with_name(generation.name)
    sync_folder(generation.folder)
    generation.folder.rename(target)
    sync_folder(target.parent)
    return Generation(target, generation.about)


def write_json(path: Path, told: dict[str, Any]) -> None:
    """Write a file of words so that it is either the old one or the new one, whatever happens."""
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(told, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def finished(folder: Path) -> list[Generation]:
    """Return the finished generations of a folder, oldest first.

    Raises:
        BackupFault: it is no folder, or holds no finished backup.
    """
    if not folder.is_dir():
        raise BackupFault(f"{folder} is not a folder of backups: there is no such folder.")
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.endswith(UNFINISHED) and (path / ABOUT).exists():
            found.append(read(path))
    if not found:
        raise BackupFault(f"{folder} holds no finished backup.")
    return found


def read(path: Path) -> Generation:
    """Return one generation.

    Raises:
        BackupFault: what it says of itself cannot be read.
    """
    try:
        about = json.loads((path / ABOUT).read_bytes())
        if about["form"] != FORM:
            raise BackupFault(f"{path.name} was written by another version of Keywork (form {about['form']}).")
        generation = Generation(path, about)
        if not generation.made_at.tzinfo or {"key", "database", "files"} - set(about):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupFault(f"{path / ABOUT} is damaged: it is not what a backup says of itself.") from error
    return generation


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who writes to a folder of backups; what a killed one left unfinished is cleared away."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / ".lock", os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupFault(f"{folder} cannot be made or written: {error.strerror}.") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupFault(f"Another backup is being written to {folder}.") from error
        for left in folder.glob(f"*{UNFINISHED}"):
            shutil.rmtree(left)
        yield
    finally:
        os.close(handle)


def prune(folder: Path, now: datetime, days: int) -> list[Generation]:
    """Remove the generations whose full copy is older than some days, but never the newest.

    Returns:
        What was removed.
    """
    gone = [one for one in finished(folder)[:-1] if now - one.made_at > timedelta(days=days)]
    for one in gone:
        # First the name, so that a half-removed one is taken for no backup.
        hidden = one.folder.with_name(one.name + UNFINISHED)
        one.folder.rename(hidden)
        shutil.rmtree(hidden)
    return gone
