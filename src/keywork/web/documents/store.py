"""Where the bytes of documents lie: in the home, each under a random name, proven each time they are read."""

from __future__ import annotations

import os
import re
import secrets
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

from keywork.web.documents.errors import Damaged
from keywork.web.documents.models.files import StoredFile

FOLDER = "documents"
PLACE = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    """Return the folder of the store: under ``uploads``, which every backup takes along."""
    return Path(settings.MEDIA_ROOT) / FOLDER


def path_of(place: str) -> Path:
    """Return where a file lies.

    Raises:
        Damaged: the name is not one that the store gives.
    """
    if not PLACE.fullmatch(place):
        raise Damaged(f"no file of the store has the name {place!r}")
    return folder() / place[:2] / place


def keep(*, authority_id: UUID, case_id: UUID, media_type: str, content: bytes) -> StoredFile:
    """Write bytes where a power cut cannot take them, then the row that finds them again."""
    place = secrets.token_hex(16)
    path = path_of(place)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)
    made: StoredFile = StoredFile.objects.create(
        authority_id=authority_id, case_id=case_id, place=place, media_type=media_type, size=len(content),
        sha256=sha256(content).hexdigest(),
    )  # fmt: skip
    return made


def read(stored: StoredFile) -> bytes:
    """Return the bytes of a file, once they are proven to be those that were kept.

    Raises:
        Damaged: they are not, or cannot be read.
    """
    try:
        content = path_of(stored.place).read_bytes()
    except OSError as error:
        raise Damaged(f"file {stored.pk} cannot be read") from error
    if len(content) != stored.size or sha256(content).hexdigest() != stored.sha256:
        raise Damaged(f"file {stored.pk} is not what was kept")
    return content


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
