"""Timing rivals in turn within one run, and printing their ratio beside its target.

Only ratios of one run are compared: machines differ, and so does the same machine from one minute to the next.
"""

from __future__ import annotations

import gc
import os
import platform
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import median
from time import perf_counter, process_time

import django

OF_THE_PROCESSOR = process_time


@dataclass(frozen=True)
class Timings:
    """The seconds that one rival took, round by round."""

    seconds: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.seconds)


def interleaved(
    *rivals: Callable[[], object], rounds: int = 7, warm_up: int = 1, clock: Callable[[], float] = perf_counter
) -> list[Timings]:
    """Run the rivals in turn, round after round, so that whatever slows the machine slows them all.

    The rounds that warm up are not counted. Rubbish is collected before a timing, not during it.
    Where nothing is waited for, the clock is the processor's own (``OF_THE_PROCESSOR``), which other work does not move.
    """
    taken: list[list[float]] = [[] for _ in rivals]
    for number in range(warm_up + rounds):
        for rival, seconds in zip(rivals, taken, strict=True):
            spent = _timed(rival, clock)
            if number >= warm_up:
                seconds.append(spent)
    return [Timings(tuple(seconds)) for seconds in taken]


def _timed(rival: Callable[[], object], clock: Callable[[], float]) -> float:
    gc.collect()
    gc.disable()
    try:
        begun = clock()
        rival()
        return clock() - begun
    finally:
        gc.enable()


def ratios(over: Timings, under: Timings) -> tuple[float, float, float]:
    """Return the median, least and greatest of the ratios of each round."""
    found = [a / b for a, b in zip(over.seconds, under.seconds, strict=True)]
    return median(found), min(found), max(found)


@cache
def heading() -> None:
    """Print once what the figures were measured on."""
    print(
        f"\n{os.cpu_count()} cores, Python {platform.python_version()}, Django {django.__version__}, "
        f"SQLite {sqlite3.sqlite_version}. Medians; ratios are of rounds run in turn."
    )


def fact(words: str) -> None:
    """Print a figure that has no target."""
    heading()
    print(f"    {words}")


def verdict(
    words: str, over: Timings, under: Timings, *, at_least: float | None = None, at_most: float | None = None
) -> float:
    """Print how many times ``under`` goes into ``over``, and whether the target holds.

    Args:
        words: what is compared.
        over: the rival's time; where at most is wanted, ours.
        under: our time; where at most is wanted, the rival's.
        at_least, at_most: the target; None where there is none.
    """
    heading()
    middle, least, most = ratios(over, under)
    target = ""
    if at_least is not None:
        target = f"; target ≥ {at_least:g}: {'holds' if middle >= at_least else 'MISSED'}"
    elif at_most is not None:
        target = f"; target ≤ {at_most:g}: {'holds' if middle <= at_most else 'MISSED'}"
    print(f"    {words}: {middle:.3g} × ({least:.3g} to {most:.3g} in {len(over.seconds)} rounds){target}")
    return middle
