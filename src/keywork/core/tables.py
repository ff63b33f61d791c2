"""Tables whose cells are linked by sums, and what proves that a hidden cell of them cannot be worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST, LARGEST = 1, 5
CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that everybody knows: a total, and the parts that add up to it."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables that share cells, as one system: a cell of two tables has one key.

    Args:
        counts: every cell's count.
        sums: every sum between cells, those of other tables, filters and areas too.
        unprinted: cells that no table prints and that anybody may try to work out: what is left of a whole, the
            difference between a group and one within it, what a month added.
        printed_before: cells that were published and cannot be taken back.
        hidden_before: cells that were published as hidden, and stay hidden.

    Raises:
        ValueError: a count is below nothing, a sum names a cell that is not there, or does not add up.
    """

    counts: Mapping[str, int]
    sums: tuple[Sum, ...]
    unprinted: frozenset[str] = frozenset()
    printed_before: frozenset[str] = frozenset()
    hidden_before: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        named = {key for each in self.sums for key in (each.total, *each.parts)}
        named |= self.unprinted | self.printed_before | self.hidden_before
        if unknown := sorted(named - self.counts.keys()):
            raise ValueError(f"There is no cell '{unknown[0]}'.")
        if negative := [key for key, count in self.counts.items() if count < 0]:
            raise ValueError(f"The cell '{negative[0]}' is below nothing.")
        for each in self.sums:
            if self.counts[each.total] != sum(self.counts[part] for part in each.parts):
                raise ValueError(f"The parts of '{each.total}' do not add up to it.")

    def least(self, key: str) -> int:
        """Return the least that anybody knows a cell to be: a hidden one is no nought, as those are printed."""
        return 0 if key in self.unprinted else 1

    def is_small(self, key: str) -> bool:
        """Say whether a cell's count tells of so few children that it is hidden."""
        return SMALLEST <= self.counts[key] <= LARGEST


@dataclass(frozen=True, slots=True)
class Exchange:
    """How hidden cells could be otherwise with every sum kept.

    Args:
        changes: by cell, whether it would be one greater or one less for each step.
        down, up: how many steps it can be taken backwards and forwards before a cell falls below the least it can be.
    """

    changes: Mapping[str, int]
    down: int
    up: int

    @property
    def candidates(self) -> int:
        """Return how many numbers each of its cells could be, at least."""
        return self.down + self.up + 1


@dataclass(frozen=True, slots=True)
class Protected:
    """Which cells are hidden, with the proof for each.

    Args:
        hidden: the keys of hidden cells, those for small counts and the others.
        exchanges: by cell, the exchange that keeps it from being worked out; unprinted small cells have one too.
    """

    hidden: frozenset[str]
    exchanges: Mapping[str, Exchange]
