"""The linear program over columns, solved again and again from where it stood, as columns come and go.

min Σ cost·x + Σ under·u + Σ over·o   with, per day and shift, Σ a·x + u − o = need, and Σ x = 1 for each free person.
Solved by GLOP's simplex method through OR-Tools; by HiGHS through SciPy where GLOP gives up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from hantong_planning.rostering.curtois.arrays import Arrays
from hantong_planning.rostering.curtois.columns import Rows, Scope
from hantong_planning.rostering.curtois.master import Relaxed, relax_afresh

INFINITY = float("inf")

Columns = Sequence[tuple[int, Rows, float]]


class Program:
    """The program of a scope; it can move on to scopes with fewer free people."""

    def __init__(self, arrays: Arrays, scope: Scope) -> None:
        self.arrays, self.scope = arrays, scope
        self._solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self._solver.SetSolverSpecificParametersAsString("use_preprocessing: false")  # it would forget the basis
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        self._columns: dict[tuple[int, bytes], Any] = {}
        self._active: set[tuple[int, bytes]] = set()
        self._one = {int(e): self._solver.Constraint(1.0, 1.0) for e in scope.people}
        self._cover = [[self._gap(day, s) for s in range(arrays.need.shape[1])] for day in range(scope.a, scope.b)]
        self.move_to(scope)

    def move_to(self, scope: Scope) -> None:
        """Free only this scope's people; the need that the others leave is the scope's."""
        self.scope = scope
        free = set(scope.people.tolist())
        for e, row in self._one.items():
            row.SetBounds(float(e in free), float(e in free))
        for rows, needs in zip(self._cover, scope.need.tolist(), strict=True):
            for row, need in zip(rows, needs, strict=True):
                row.SetBounds(need, need)

    def relax(self, columns: Columns) -> Relaxed:
        """Return the best fractional choice among these columns, and its prices."""
        variables = [self._variable(*column) for column in columns]
        wanted = {(e, row.tobytes()) for e, row, _ in columns}
        for key in self._active - wanted:
            self._columns[key].SetUb(0.0)
        for key in wanted - self._active:
            self._columns[key].SetUb(INFINITY)
        self._active = wanted
        if self._solver.Solve() != pywraplp.Solver.OPTIMAL:
            return relax_afresh(self.arrays, self.scope, columns)
        return Relaxed(
            self._objective.Value(),
            np.array([variable.solution_value() for variable in variables]),
            np.array([[row.dual_value() for row in rows] for rows in self._cover]),
            np.array([variable.reduced_cost() for variable in variables]),
        )

    def _gap(self, day: int, s: int) -> Any:
        row = self._solver.Constraint(0.0, 0.0)
        for cost, sign in ((self.arrays.under[day, s], 1.0), (self.arrays.over[day, s], -1.0)):
            row.SetCoefficient(self._new(cost), sign)
        return row

    def _new(self, cost: float) -> Any:
        variable = self._solver.NumVar(0.0, INFINITY, "")
        self._objective.SetCoefficient(variable, float(cost))
        return variable

    def _variable(self, e: int, row: Rows, cost: float) -> Any:
        """Return a column's variable, new ones without the right to be used."""
        key = e, row.tobytes()
        if key not in self._columns:
            variable = self._columns[key] = self._new(cost)
            variable.SetUb(0.0)
            self._one[e].SetCoefficient(variable, 1.0)
            for cover, choice in zip(self._cover, row[self.scope.a : self.scope.b].tolist(), strict=True):
                if choice:
                    cover[choice - 1].SetCoefficient(variable, 1.0)
        return self._columns[key]
