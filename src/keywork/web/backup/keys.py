"""The key of the backups: made once, kept away from them, shared so that any two of three people can restore."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

FIRST_LINE = "Keywork backup key, first form"
KEY_BYTES, ID_BYTES = 32, 8
PARTS = ("a", "b", "c")


class BackupFault(Exception):
    """A backup that cannot be made, read or put back, with one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """A key of backups; its id stands in every file that was encrypted with it."""

    secret: bytes

    @property
    def id(self) -> bytes:
        """Return what tells this key from others without saying anything of it."""
        return sha256(b"keywork backup key id" + self.secret).digest()[:ID_BYTES]


def make(path: Path) -> Key:
    """Make a new key in a file that is not there yet, for its owner alone to read."""
    key = Key(secrets.token_bytes(KEY_BYTES))
    _write(path, key, {"key": key.secret})
    return key


def share(key: Key, paths: Sequence[Path]) -> None:
    """Write three shares of a key: any two of them together are the key, one alone says nothing of it.

    The key is the sum (exclusive or) of three random parts, and each share holds two of the three.
    """
    if len(set(paths)) != len(PARTS):
        raise BackupFault("A key is shared among three files; name three different ones.")
    first, second = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
    parts = {"a": first, "b": second, "c": _sum(key.secret, first, second)}
    for left_out, path in zip(PARTS, paths, strict=True):
        _write(path, key, {name: part for name, part in parts.items() if name != left_out})


def read(paths: Sequence[Path]) -> Key:
    """Return the key that a file holds, or that two shares hold together.

    Raises:
        BackupFault: it cannot be read, is no key, or the shares do not belong together.
    """
    if not paths:
        raise BackupFault("Name the file of the backup key: --key FILE, or KEYWORK_BACKUP_KEY.")
    found: dict[str, bytes] = {}
    for path in paths:
        for name, value in _read(path).items():
            if found.setdefault(name, value) != value:
                raise BackupFault(f"{path} belongs to another backup key.")
    key = Key(_whole(found, paths[0]))
    if key.id != found["id"]:
        raise BackupFault(f"{paths[0]} was damaged: it is not the key whose id it names.")
    return key


def _whole(found: dict[str, bytes], path: Path) -> bytes:
    if "key" in found:
        return found["key"]
    if not all(part in found for part in PARTS):
        raise BackupFault(f"{path} is one share of three. Name another one as well: --key FILE --key FILE.")
    return _sum(*(found[part] for part in PARTS))


def _sum(*parts: bytes) -> bytes:
    total = 0
    for part in parts:
        total ^= int.from_bytes(part)
    return total.to_bytes(KEY_BYTES)


def _write(path: Path, key: Key, values: dict[str, bytes]) -> None:
    lines = [FIRST_LINE, f"id {key.id.hex()}", *(f"{name} {value.hex()}" for name, value in values.items())]
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        raise BackupFault(f"{path} is there already. A key is never written over: choose another name.") from error
    except OSError as error:
        raise BackupFault(f"{path} cannot be written: {error.strerror}.") from error


def _read(path: Path) -> dict[str, bytes]:
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        if lines[:1] != [FIRST_LINE]:
            raise ValueError
        found = {name: bytes.fromhex(value) for name, value in (line.split(" ") for line in lines[1:] if line)}
        if len(found.pop("id")) != ID_BYTES or not found or {len(part) for part in found.values()} != {KEY_BYTES}:
            raise ValueError
        return {**found, "id": bytes.fromhex(lines[1].removeprefix("id "))}
    except OSError as error:
        raise BackupFault(f"The backup key cannot be read from {path}: {error.strerror}.") from error
    except (KeyError, ValueError) as error:
        raise BackupFault(f"{path} is not a key of backups.") from error
