"""The copy of an authority's ledger in columns: Parquet in the home folder, codes and no names, for figures in sets.

A copy belongs to one place of the chain: its folder carries the position and the seal of the head, and what it says of
itself is sealed with the key of this installation. One that is of another head, of other codes, of another home, or not
whole is not used; it is made again. The folder may be deleted at any time. Spans of clocks stand beside it where the
authority's answers to the law's open questions are told (:mod:`keywork.engine.spans`).
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from keywork.core.history import chosen_settings
from keywork.core.loading import load_register
from keywork.engine import columns as col
from keywork.engine.copying import CopyWriter
from keywork.engine.spans import law_mark, spans_of, write_spans
from keywork.web.accounts.models import Authority
from keywork.web.kernel.reading import one_look
from keywork.web.ledger import queries

COPIES, LOCK, TOLD, MAKING = "copies", "lock", "copy.json", "making-"


@dataclass(frozen=True, slots=True)
class Copied:
    """An authority's copy as it stands now.

    Args:
        copy: its files.
        made: whether it was made for this; else it stood there already.
        cases, entries: how many it holds, the corrections counted among the entries.
        size: of its files, in bytes.
    """

    copy: col.Copy
    made: bool
    cases: int
    entries: int
    size: int


def place_for(authority: Authority) -> Path:
    """Return the folder of an authority's copies."""
    home: Path = settings.CONFIG.home
    return home / COPIES / authority.code


@contextmanager
def current(authority: Authority, answers: Mapping[str, str] | None = None) -> Iterator[Copied]:
    """Give the copy of the record as it is known now, made again where it is not current; it stays while it is read.

    The authority must be in scope.

    Args:
        authority: whose it is.
        answers: the authority's to open questions of the law: spans of clocks by them will stand beside the copy.
    """
    with _held(place_for(authority)):
        copied = _bring_up_to_date(authority, answers)
        reading = (copied.copy.folder / TOLD).open("rb")
        fcntl.flock(reading, fcntl.LOCK_SH)
    with reading:
        yield copied


def forget(authority: Authority) -> None:
    """Delete the copies of an authority, as what they hold has been erased; whoever reads one meanwhile fails."""
    place = place_for(authority)
    if place.exists():
        with _held(place):
            for folder in _folders(place):
                shutil.rmtree(folder)


@contextmanager
def _held(place: Path) -> Iterator[None]:
    """Keep others from making or deleting copies of an authority meanwhile; they wait."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _bring_up_to_date(authority: Authority, answers: Mapping[str, str] | None) -> Copied:
    with one_look():
        head = queries.head()
        folder = place_for(authority) / _name(head)
        told = _told(folder, head, answers)
        if told is None:
            shutil.rmtree(folder, ignore_errors=True)
            made, told = True, _make(folder, head, answers)
        else:
            made = False
    _sweep(folder)
    size = sum(path.stat().st_size for path in folder.iterdir())
    return Copied(col.open_copy(folder), made, told["cases"], told["entries"], size)


def _name(head: str) -> str:
    position, _, seal = head.partition("-")
    return f"{position}-{seal[:16]}"


def _folders(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if path.name != LOCK]


def _sweep(current_one: Path) -> None:
    """Delete older copies that nobody reads, and what a maker that was cut off left behind."""
    for folder in _folders(current_one.parent):
        if folder != current_one and not _is_read(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_read(folder: Path) -> bool:
    try:
        with (folder / TOLD).open("rb") as told:
            fcntl.flock(told, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _make(folder: Path, head: str, answers: Mapping[str, str] | None) -> dict[str, Any]:
    """Make a copy under another name, a case at a time, and give it its own when it is whole."""
    making = folder.with_name(MAKING + secrets.token_hex(8))
    making.mkdir(mode=0o700)
    try:
        cases = entries = 0
        with CopyWriter(making, load_register(), head) as writer:
            for case_id, events in queries.streams():
                writer.add(str(case_id), events)
                cases, entries = cases + 1, entries + len(events)
        if answers is not None:
            write_spans(making, load_register(), answers)
        told = {"head": head, "cases": cases, "entries": entries, "files": _digests(making)}
        sealed = told | {"seal": _seal(told)}
        (making / TOLD).write_text(json.dumps(sealed), encoding="utf-8")
        for path in making.iterdir():
            path.chmod(0o600)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return told


def _told(folder: Path, head: str, answers: Mapping[str, str] | None) -> dict[str, Any] | None:
    """Return what a copy says of itself; None where it is not the one wanted, or not as it was made."""
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        seal = told.pop("seal")
        trusted = hmac.compare_digest(seal, _seal(told)) and told["head"] == head and told["files"] == _digests(folder)
        if not trusted or not _is_of_the_law(col.open_copy(folder), head, answers):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    found: dict[str, Any] = told
    return found


def _is_of_the_law(copy: col.Copy, head: str, answers: Mapping[str, str] | None) -> bool:
    register = load_register()
    wanted, found = col.codes_of(register), copy.codes
    pairs = ((found.kinds, wanted.kinds), (found.sources, wanted.sources))
    if copy.head != head or found.fields != wanted.fields or any(has[: len(own)] != own for has, own in pairs):
        return False
    if answers is None:
        return True
    return spans_of(copy, law_mark(register, copy.codes, chosen_settings(register, answers))) is not None


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.glob("*.parquet")):
        with path.open("rb") as file:
            found[path.stem] = file_digest(file, "sha256").hexdigest()
    return found


def _seal(told: Mapping[str, Any]) -> str:
    text = json.dumps(told, sort_keys=True)
    return salted_hmac("keywork.ledger.copies", text, algorithm="sha256").hexdigest()
