"""Which copies are asked together: enough that small authorities cost little more than their entries, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from keywork.engine import columns as col
from keywork.engine.running import rows_of

# How many entries are asked at once: clocks by the memory they take, of which counts need little.
ENTRIES_AT_ONCE = 1_000_000
ENTRIES_COUNTED_AT_ONCE = 3_000_000


def batches(folders: Iterable[Path], entries: int = ENTRIES_AT_ONCE) -> Iterator[list[col.Copy]]:
    """Put copies in groups that may be asked together, in their order; a large one is a group of its own.

    Args:
        folders: the copies' folders.
        entries: how many entries a group may have together.

    Raises:
        NotACopy: a folder holds no copy.
    """
    group: list[col.Copy] = []
    total = 0
    for folder in folders:
        copy = col.open_copy(folder)
        size = rows_of(copy, col.EVENTS)
        full = total + size > entries or len(group) == col.MOST_COPIES or (group and group[0].codes != copy.codes)
        if group and full:
            yield group
            group, total = [], 0
        group.append(copy)
        total += size
    if group:
        yield group
