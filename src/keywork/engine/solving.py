"""Exchanges by solving: where trying finds no way in which hidden cells could be otherwise, a solver does.

It finds whole-number changes that keep every sum, let one cell change by one, and cost the least. What it finds is
checked by ``core.suppression.narrowed`` with additions alone, so nothing rests on the solver being right. Where it
finds nothing for a cell, that cell is given away, or at least nobody can show that it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import highspy
import numpy as np

from keywork.core.tables import Tables

MOST = 60
LITTLE = 0.01
SECONDS = 20.0


class Exchanges:
    """The solver's model of some tables, made once: for every cell what is added to it, and what is taken.

    Args:
        tables: the tables and the sums between them.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.keys = sorted(tables.counts)
        self.place = {key: number for number, key in enumerate(self.keys)}
        self.room = np.array([max(0, tables.counts[key] - tables.least(key)) for key in self.keys], dtype=np.double)
        self.starts, self.index, self.value = [0], list[int](), list[float]()
        size = len(self.keys)
        for each in tables.sums:
            for key, sign in ((each.total, -1.0), *((part, 1.0) for part in each.parts)):
                self.index += [self.place[key], size + self.place[key]]
                self.value += [sign, -sign]
            self.starts.append(len(self.index))

    def changes(self, key: str, prices: Mapping[str, int]) -> Mapping[str, int] | None:
        """Return by how much cells would change in one step, so that two steps can be made; None where none is found.

        Args:
            key: the cell that must change.
            prices: what each cell that may change costs; no other may.
        """
        best: tuple[float, dict[str, int]] | None = None
        # Two steps up, one up and one down, or two steps of the cell downwards.
        for way, taken, added in ((1, 2, None), (1, 1, 1), (-1, 2, None)):
            found = self._solve(key, prices, way, taken, added)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
                if not any(prices[cell] for cell in found[1]):
                    break
        return best[1] if best else None

    def _solve(
        self, key: str, prices: Mapping[str, int], way: int, taken: int, added: int | None
    ) -> tuple[float, dict[str, int]] | None:
        size, place = len(self.keys), self.place[key]
        may = np.array([cell in prices for cell in self.keys])
        up = np.where(may, self.room if added else MOST, 0.0)
        down = np.where(may, self.room // taken, 0.0)
        low, high = np.zeros(2 * size), np.minimum(np.concatenate([up, down]), MOST)
        if (self.room[place] if way > 0 and added else MOST) < 1 or (way < 0 and down[place] < 1):
            return None
        chosen, other = (place, size + place) if way > 0 else (size + place, place)
        low[chosen] = high[chosen] = 1.0
        high[other] = 0.0
        cost = np.array([prices.get(cell, 0) + LITTLE for cell in self.keys])
        values = self._run(np.concatenate([cost, cost]), low, high)
        if values is None:
            return None
        moved = np.rint(values[:size] - values[size:]).astype(int)
        changes = {self.keys[number]: int(moved[number]) for number in np.flatnonzero(moved)}
        return float(sum(prices[cell] for cell in changes)), changes

    def _run(self, cost: Any, low: Any, high: Any) -> Any:
        solver: Any = _quiet()
        model: Any = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(cost), len(self.starts) - 1
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, low, high
        model.row_lower_ = model.row_upper_ = np.zeros(model.num_row_)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self.starts)
        model.a_matrix_.index_ = np.array(self.index)
        model.a_matrix_.value_ = np.array(self.value, dtype=np.double)
        model.integrality_ = np.array([highspy.HighsVarType.kInteger] * len(cost))
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(solver.getSolution().col_value)


def _quiet() -> Any:
    make: Any = highspy.Highs
    solver = make()
    for name, value in (("log_to_console", False), ("output_flag", False), ("threads", 1), ("time_limit", SECONDS)):
        solver.setOptionValue(name, value)
    return solver
