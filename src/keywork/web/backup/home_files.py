"""The files of a home: uploads and keys. What can be worked out again from the record is not among them."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from keywork.web.backup.keys import BackupFault
from keywork.web.backup.sealed import Opened, SealedWriter
from keywork.web.kernel.settings import Config

UPLOADS, KEYS = "uploads", "keys"
DATABASE = "keywork.sqlite3"
PIECE = 1 << 19


@dataclass(frozen=True, slots=True)
class HomeFile:
    """One file of a home.

    Args:
        name: under which it is kept: ``uploads/…``, ``keys/…``, or its own where it lies in the home itself.
        path: where it lies now.
        stamp: what tells whether it was changed since: its size and the moment of its last change, in nanoseconds.
    """

    name: str
    path: Path
    stamp: tuple[int, int]

    @property
    def is_key(self) -> bool:
        return not self.name.startswith(f"{UPLOADS}/")


def files_of(config: Config) -> Iterator[HomeFile]:
    """Yield the files of a home: its uploads, its key files, and those of the folder of keys, wherever it lies."""
    yield from _under(config.home / UPLOADS, UPLOADS)
    yield from _under(config.vault_keys, KEYS)
    yield from (one for one in _under(config.home, "", deep=False) if not one.name.startswith(DATABASE))


def _under(folder: Path, name: str, *, deep: bool = True) -> Iterator[HomeFile]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        inner = f"{name}/{entry.name}" if name else entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                if deep:
                    yield from _under(Path(entry.path), inner)
            elif entry.is_file(follow_symlinks=False):
                stat = entry.stat(follow_symlinks=False)
                yield HomeFile(inner, Path(entry.path), (stat.st_size, stat.st_mtime_ns))
        except FileNotFoundError:  # it went meanwhile
            continue


class _Hashed:
    """A file that is digested while it is read."""

    def __init__(self, file: Any) -> None:
        self.file, self.digest = file, sha256()

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.file.read(size)
        self.digest.update(data)
        return data


def pack(files: Iterable[HomeFile], into: SealedWriter) -> dict[str, list[Any]]:
    """Write files as a tape archive; return size and digest of each by its name."""
    told: dict[str, list[Any]] = {}
    with tarfile.open(fileobj=into, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for one in files:
            try:
                file = one.path.open("rb")
            except FileNotFoundError:
                continue
            with file:
                info = archive.gettarinfo(arcname=one.name, fileobj=file)
                info.uname = info.gname = ""
                hashed = _Hashed(file)
                try:
                    archive.addfile(info, hashed)  # type: ignore[arg-type] - it reads as a file does
                except OSError as error:
                    raise BackupFault(f"{one.path} was changed while it was copied; try again.") from error
                told[one.name] = [info.size, hashed.digest.hexdigest()]
    return told


def unpack(file: Opened, home: Path) -> dict[str, list[Any]]:
    """Write the files of an archive into a home; return size and digest of each by its name."""
    told: dict[str, list[Any]] = {}
    with tarfile.open(fileobj=file, mode="r|") as archive:
        for member in archive:
            source = archive.extractfile(member)
            if source is None:
                continue
            digest, path = sha256(), place(home, member.name)
            with open_private(path, "xb") as target:
                while some := source.read(PIECE):
                    digest.update(some)
                    target.write(some)
            told[member.name] = [member.size, digest.hexdigest()]
    file.drain()
    return told


def place(home: Path, name: str) -> Path:
    """Return where a file of a backup belongs, with the folders above it made.

    Raises:
        BackupFault: it would lie outside the home.
    """
    path = home / name
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise BackupFault(f"The backup names a file outside the home: {name}.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def open_private(path: Path, mode: str) -> Any:
    """Open a file that its owner alone may read."""
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600))
