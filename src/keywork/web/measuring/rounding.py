"""Figures for those who must not learn of one child from them: rounded counts, and no share of a few.

The rule is the one that higher education statistics in the United Kingdom use: counts to the nearest five, so that one
and two become none, and no share of fewer than 22.5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TypeVar

from keywork.web.measuring.overview import Counts

Key = TypeVar("Key", str, int)
STEP = 5
SMALLEST = 23
CONDITION = "suppressed and rounded"  # of the matrix


def rounded(count: int) -> int:
    """Return a count to the nearest five."""
    return (2 * count + STEP) // (2 * STEP) * STEP


def rounded_counts(counts: Counts) -> Counts:
    """Return the counts of an overview to the nearest five each."""
    return Counts(_all(counts.stages), _all(counts.late), _all(counts.waited), _all(counts.due))


def _all(found: Mapping[Key, int]) -> Counter[Key]:
    return Counter({key: rounded(count) for key, count in found.items()})
