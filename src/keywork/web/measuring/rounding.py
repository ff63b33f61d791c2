"""Figures for those who must not learn of one child from them: rounded counts, and no share of a few.

The rule is the one that higher education statistics in the United Kingdom use: counts to the nearest five, so that one
and two become none, and no share of fewer than 22.5.
"""

from __future__ import annotations

STEP = 5
SMALLEST = 23
CONDITION = "suppressed and rounded"  # of the matrix


def rounded(count: int) -> int:
    """Return a count to the nearest five."""
    return (2 * count + STEP) // (2 * STEP) * STEP
