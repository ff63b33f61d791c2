"""Values that nobody reads without a key of their own: sealed with AES-256-GCM, and bound to where they stand.

Each vault has a file of keys, apart from the database and from the key that signs sessions. A sealed value names its
key, so that keys can change; what it says of the row it belongs to is part of the seal, so that a value that is
copied to another row, column or table does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from keywork.web.kernel.settings import Config

VERSION = b"\x01"
ID_LENGTH, NONCE_LENGTH, KEY_BITS = 8, 12, 256
HEAD = len(VERSION) + ID_LENGTH


class Vault(StrEnum):
    """What is kept under a key of its own."""

    CONTACT = "contact"
    IDENTITY = "identity"
    HEALTH = "health"


TITLES = {
    Vault.CONTACT: "hidden addresses",
    Vault.IDENTITY: "former identities",
    Vault.HEALTH: "health information about others",
}


class KeyMissing(RuntimeError):
    """A key that is needed is not there, with what to do in words."""


class NotOpened(RuntimeError):
    """A sealed value does not open: it was changed, or it stands where it was not sealed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands: table, row and column."""

    table: str
    pk: str
    column: str

    def bound(self, vault: Vault, key_id: str) -> bytes:
        """Return what is sealed with the value beside its words."""
        return "\x1f".join(("keywork", vault, key_id, self.table, self.pk, self.column)).encode()


def key_file(vault: Vault) -> Path:
    """Return the file that holds the keys of a vault."""
    return Config.read().vault_keys / f"{vault}.keys"


def keys_of(vault: Vault) -> dict[str, bytes]:
    """Return the keys of a vault by their identity, the one in use last.

    Raises:
        KeyMissing: there is no file, or a line of it is no key.
    """
    file = key_file(vault)
    try:
        lines = file.read_text(encoding="ascii").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KeyMissing(_missing(vault, file)) from error
    keys = dict(_key(line, file) for line in lines if line.strip())
    if not keys:
        raise KeyMissing(_missing(vault, file))
    return keys


def _key(line: str, file: Path) -> tuple[str, bytes]:
    key_id, _, text = line.strip().partition(" ")
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key_id) != ID_LENGTH or len(key) != KEY_BITS // 8:
        raise KeyMissing(f"{file} has a line that is no key. Bring the file back from where its copy is kept.")
    return key_id, key


def _missing(vault: Vault, file: Path) -> str:
    return (
        f"The keys of {TITLES[vault]} are not in {file}. Bring the file back from where its copy is kept; "
        "without it nobody can read what they sealed."
    )


def seal(vault: Vault, text: str, place: Place) -> bytes:
    """Seal a text with the key in use.

    Raises:
        KeyMissing: the vault has no key.
    """
    key_id, key = list(keys_of(vault).items())[-1]
    nonce = secrets.token_bytes(NONCE_LENGTH)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), place.bound(vault, key_id))
    return VERSION + key_id.encode() + nonce + sealed


def unseal(vault: Vault, sealed: bytes, place: Place) -> str:
    """Return the text of a sealed value.

    Raises:
        KeyMissing: the key that sealed it is not among the vault's.
        NotOpened: it was changed, or stands where it was not sealed.
    """
    data = bytes(sealed)
    key_id = sealed_with(data)
    key = keys_of(vault).get(key_id)
    if key is None:
        raise KeyMissing(f"{_missing(vault, key_file(vault))} The key that is missing is {key_id}.")
    nonce, words = data[HEAD : HEAD + NONCE_LENGTH], data[HEAD + NONCE_LENGTH :]
    try:
        return AESGCM(key).decrypt(nonce, words, place.bound(vault, key_id)).decode()
    except InvalidTag as error:
        raise NotOpened(f"A sealed value of {place.table} does not open: it is not as it was sealed.") from error


def sealed_with(sealed: bytes) -> str:
    """Return the identity of the key that sealed a value.

    Raises:
        NotOpened: it is no sealed value.
    """
    data = bytes(sealed)
    if not data.startswith(VERSION) or len(data) <= HEAD + NONCE_LENGTH:
        raise NotOpened("A value in a vault is not sealed.")
    return data[len(VERSION) : HEAD].decode("ascii", "replace")


def marks(vault: Vault, text: str) -> list[str]:
    """Return what a row may be found by, under each key of the vault, the one in use last.

    A mark says nothing to whoever lacks the key, not even that two rows of two vaults are about one child.
    """
    return [
        hmac.new(hashlib.sha256(b"keywork mark" + key).digest(), text.encode(), hashlib.sha256).hexdigest()
        for key in keys_of(vault).values()
    ]


def make_keys(vault: Vault) -> bool:
    """Make the first key of a vault, readable by its owner alone; one that is there stays.

    Returns:
        Whether a file was made.
    """
    if key_file(vault).exists():
        return False
    _write(vault, "")
    return True


def add_key(vault: Vault) -> str:
    """Add a key and use it from now on; what older ones sealed still opens.

    Raises:
        KeyMissing: the vault has no keys.
    """
    keys_of(vault)
    return _write(vault, key_file(vault).read_text(encoding="ascii"))


def _write(vault: Vault, before: str) -> str:
    """Write the keys that were there and a new one, so that a power cut leaves the old file or the new one."""
    file, key_id = key_file(vault), secrets.token_hex(ID_LENGTH // 2)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    line = f"{key_id} {base64.b64encode(AESGCM.generate_key(KEY_BITS)).decode()}\n"
    draft = file.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(before + line)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return key_id
