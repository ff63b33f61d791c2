"""Encrypted files: AES-GCM by pieces, so that a file of any size takes little memory.

Each file has a key of its own, drawn from the backup key and a random salt. A piece is bound to its file's name, its
place and whether it is the last, so that pieces and files can be neither swapped nor cut off unseen.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from keywork.web.backup.keys import ID_BYTES, BackupFault, Key

MAGIC = b"KEYWKB01"
SALT_BYTES, LENGTH_BYTES, TAG_BYTES = 16, 4, 16
PIECE = 1 << 20
MOST = 2 * PIECE


class Damaged(BackupFault):
    """A sealed file that is not as it was written."""


def _cipher(key: Key, salt: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"keywork backup file").derive(key.secret)
    return AESGCM(derived)


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11) + bytes([last])


class SealedWriter(io.RawIOBase):
    """Writes an encrypted file; what is told by its ``sha256`` and ``size`` is what stands on the disk."""

    def __init__(self, path: Path, key: Key, name: str) -> None:
        super().__init__()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self.file: BinaryIO = os.fdopen(handle, "wb")
        salt = os.urandom(SALT_BYTES)
        self.cipher, self.name = _cipher(key, salt), name.encode()
        self.waiting, self.place, self.size, self.digest = bytearray(), 0, 0, sha256()
        self._out(MAGIC + key.id + salt)

    def writable(self) -> bool:
        return True

    def _out(self, data: bytes) -> None:
        self.file.write(data)
        self.digest.update(data)
        self.size += len(data)

    def put(self, data: Any, *, last: bool = False) -> None:
        """Write one piece."""
        packed = zlib.compress(data, 1)
        sealed = self.cipher.encrypt(_nonce(self.place, last=last), packed, self.name)
        self._out(len(sealed).to_bytes(LENGTH_BYTES) + sealed)
        self.place += 1

    def write(self, data: Any, /) -> int:
        """Write some of a stream of bytes."""
        self.waiting += data
        while len(self.waiting) > PIECE:
            self.put(self.waiting[:PIECE])
            del self.waiting[:PIECE]
        return memoryview(data).nbytes

    def finish(self) -> None:
        """Write what still waits as the last piece, and have it on the disk."""
        self.put(self.waiting, last=True)
        self.waiting.clear()
        self.sync()
        self.file.close()

    def sync(self) -> None:
        """Have what was written on the disk."""
        self.file.flush()
        os.fsync(self.file.fileno())


def pieces(path: Path, key: Key, name: str, *, whole: bool = True) -> Iterator[bytes]:
    """Yield what an encrypted file says, piece by piece.

    Args:
        path: the file.
        key: of the backup.
        name: what the file was called when it was written.
        whole: whether it was finished; a log never is.

    Raises:
        BackupFault: it is missing, was encrypted with another key, or is not as it was written.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupFault(f"{path.name} cannot be read: {error.strerror}.") from error
    with file:
        cipher = _opened(file, path, key)
        place, last = 0, False
        while not last:
            length = file.read(LENGTH_BYTES)
            if not length and not whole:
                return
            wanted = int.from_bytes(length)
            sealed = file.read(min(wanted, MOST)) if len(length) == LENGTH_BYTES else b""
            data, last = _open(cipher, sealed if len(sealed) == wanted else b"", place, name.encode(), whole=whole)
            if data is None:
                raise Damaged(f"{path.name} was damaged or cut off: it is not as it was written.")
            yield data
            place += 1
        if file.read(1):
            raise Damaged(f"{path.name} is longer than it was written.")


def _opened(file: BinaryIO, path: Path, key: Key) -> AESGCM:
    head = file.read(len(MAGIC) + ID_BYTES + SALT_BYTES)
    if len(head) < len(MAGIC) + ID_BYTES + SALT_BYTES or not head.startswith(MAGIC):
        raise Damaged(f"{path.name} is empty, or no file of a backup.")
    if (found := head[len(MAGIC) : -SALT_BYTES]) != key.id:
        raise BackupFault(f"This backup was made with another key: with {found.hex()}, and this one is {key.id.hex()}.")
    return _cipher(key, head[-SALT_BYTES:])


def _open(cipher: AESGCM, sealed: bytes, place: int, name: bytes, *, whole: bool) -> tuple[bytes | None, bool]:
    if len(sealed) < TAG_BYTES:
        return None, False
    for last in (False, True) if whole else (False,):
        try:
            packed = cipher.decrypt(_nonce(place, last=last), sealed, name)
        except InvalidTag:
            continue
        return zlib.decompress(packed), last
    return None, False


class Opened(io.RawIOBase):
    """An encrypted file as a stream of what it says."""

    def __init__(self, path: Path, key: Key, name: str) -> None:
        super().__init__()
        self.rest, self.pieces = b"", pieces(path, key, name)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        while not self.rest:
            found = next(self.pieces, None)
            if found is None:
                return 0
            self.rest = found
        some = self.rest[: view.nbytes]
        view[: len(some)] = some
        self.rest = self.rest[len(some) :]
        return len(some)

    def drain(self) -> None:
        """Read to the end, so that the whole file is proven."""
        self.rest = b""
        for _ in self.pieces:
            pass


def sha256_of(path: Path) -> str:
    """Return the digest of a file as it stands on the disk."""
    with path.open("rb") as file:
        digest = sha256()
        while some := file.read(PIECE):
            digest.update(some)
    return digest.hexdigest()
