"""Which copies are asked together: enough that small authorities cost little more than their entries, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from keywork.engine import columns as col
from keywork.engine.running import rows_of

T = TypeVar("T")
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
    yield from grouped(map(col.open_copy, folders), lambda copy: copy, lambda copy: rows_of(copy, col.EVENTS), entries)


def grouped(
    every: Iterable[T], copy_of: Callable[[T], col.Copy], size_of: Callable[[T], int], entries: int = ENTRIES_AT_ONCE
) -> Iterator[list[T]]:
    """Put what is asked of copies in groups that may be asked together, in their order.

    Args:
        every: what is asked, each of one copy.
        copy_of: tells the copy of one.
        size_of: tells how many entries are asked about.
        entries: how many entries a group may have together.
    """
    group: list[T] = []
    total = 0
    for one in every:
        size = size_of(one)
        full = total + size > entries or len(group) == col.MOST_COPIES
        if group and (full or copy_of(group[0]).codes != copy_of(one).codes):
            yield group
            group, total = [], 0
        group.append(one)
        total += size
    if group:
        yield group
