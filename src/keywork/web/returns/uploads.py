"""What people upload: kept apart under a random name for an hour at most, and read as hostile."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from keywork.web.kernel import clock
from keywork.web.returns.reading.containers import MODULE_FILE
from keywork.web.returns.reading.limits import FILE_BYTES
from keywork.web.returns.staging import RefusedReturn

KEPT_SECONDS = 3600
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
MOST_FILES = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload that waits for its owner to confirm it."""

    token: str
    path: Path


def _room() -> Path:
    room = Path(settings.MEDIA_ROOT) / "returns"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    return room


def _folder(owner: UUID, token: str) -> Path:
    return _room() / f"{owner.hex}-{token}"


def keep(files: Sequence[UploadedFile], owner: UUID) -> Kept:
    """Keep an upload: one file, or the nine modules' files together.

    Raises:
        RefusedReturn: there is nothing, too much, or a file larger than any return.
    """
    sweep()
    if not files or len(files) > MOST_FILES:
        raise RefusedReturn("Choose one file, or the nine CSV files of the export.")
    if any((file.size or 0) > FILE_BYTES for file in files):
        raise RefusedReturn("A file is larger than any return. Check what it is.")
    token = secrets.token_urlsafe(24)
    folder = _folder(owner, token)
    folder.mkdir(mode=0o700)
    try:
        for number, file in enumerate(files):
            _write(file, folder / _safe_name(str(file.name), number, alone=len(files) == 1))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Kept(token, path_of(folder))


def _safe_name(name: str, number: int, *, alone: bool) -> str:
    """Return a name of our own; only the module that a file's name ends in is taken over."""
    match = MODULE_FILE.search(name)
    if alone or match is None:
        return f"upload-{number}"
    packed = ".gz" if name.lower().endswith(".gz") else ""
    return f"upload_{match.group(1).lower()}.csv{packed}"


def _write(file: UploadedFile, path: Path) -> None:
    if path.exists():
        raise RefusedReturn("Two of the files are of the same module. Choose the nine files of one export.")
    with path.open("xb") as out:
        path.chmod(0o600)
        for chunk in file.chunks():
            out.write(chunk)


def path_of(folder: Path) -> Path:
    """Return what is to be read: the one file, or the folder of nine."""
    files = sorted(folder.iterdir())
    return files[0] if len(files) == 1 else folder


def claim(token: str, owner: UUID) -> Kept | None:
    """Take an upload that this person keeps, so that nobody takes it a second time; None where there is none."""
    sweep()
    if not TOKEN.fullmatch(token):
        return None
    folder = _folder(owner, token)
    taken = folder.with_name(f"{folder.name}.taken")
    try:
        folder.rename(taken)
    except OSError:
        return None
    return Kept(token, path_of(taken))


def forget(kept: Kept) -> None:
    """Delete an upload."""
    folder = kept.path if kept.path.is_dir() else kept.path.parent
    shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Delete every upload that nobody confirmed within the hour."""
    oldest = clock.now().timestamp() - KEPT_SECONDS
    for folder in _room().iterdir():
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
