"""Looking at every file of the store: whether each is still what was kept, and whether any has no row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from keywork.web.documents import store
from keywork.web.documents.errors import Damaged
from keywork.web.documents.models.files import StoredFile
from keywork.web.kernel import clock

# A file is written before its row: one that is younger may belong to somebody who is adding it now.
YOUNG = timedelta(days=1)


@dataclass(slots=True)
class Checked:
    """What a look at the store came to."""

    files: int = 0
    damaged: list[str] = field(default_factory=list)
    without_row: list[Path] = field(default_factory=list)


def check() -> Checked:
    """Read every file that has a row, and find every file that has none."""
    found, known = Checked(), set()
    for stored in StoredFile.objects.filter(destroyed_at=None).iterator():
        known.add(stored.place)
        found.files += 1
        try:
            store.read(stored)
        except Damaged:
            found.damaged.append(str(stored.pk))
    found.without_row = [path for path in _files() if path.name not in known and _is_old(path)]
    return found


def sweep(found: Checked) -> int:
    """Delete the files that have no row: they were written for a change that was undone. Return how many."""
    for path in found.without_row:
        path.unlink(missing_ok=True)
    return len(found.without_row)


def _files() -> Iterator[Path]:
    yield from (path for path in store.folder().glob("*/*") if path.is_file() and store.PLACE.fullmatch(path.name))


def _is_old(path: Path) -> bool:
    return clock.now() - datetime.fromtimestamp(path.stat().st_mtime, UTC) > YOUNG
