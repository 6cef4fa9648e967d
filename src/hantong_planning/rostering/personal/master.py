"""The linear program that chooses one row for each person: cover, hours, burdens and budget at their prices."""

from __future__ import annotations

from typing import Any

import numpy as np
from ortools.linear_solver import pywraplp

from hantong_planning.rostering.personal.fairness import TICKS
from hantong_planning.rostering.personal.network import Floats, Ints
from hantong_planning.rostering.personal.people import BURDENS, OFF
from hantong_planning.rostering.personal.tables import Tables

INFINITY = float("inf")
LEAST_USED = 1e-6


class Master:
    """Rows of the program: needs × days | per person: one row, most and least hours, three burdens, two caps | budget.

    Columns: shortfalls and the like with finite upper bounds, made at the start, and rows of people, added later.
    """

    def __init__(self, table: Tables) -> None:
        self.table, self.problem = table, table.problem
        self.names = [OFF, *(shift.name for shift in self.problem.shifts)]
        self.index = {name: k for k, name in enumerate(self.names)}
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.low: list[float] = []
        self.high: list[float] = []
        self.rows: list[Any] = []
        self.others: list[tuple[float, float, int, float]] = []
        """Cost, upper bound, row, coefficient of every column that is no person's row."""
        self.far: list[Any] = []
        self.columns: list[tuple[int, Ints, Any]] = []
        self.seen: set[tuple[int, bytes]] = set()
        self.used: list[tuple[float, int, Ints]] = []
        self._arrays()
        self.cell = [[self._need(k, d) for d in range(self.problem.days)] for k in range(len(table.needs))]
        self.first = [self._person(p) for p in range(len(self.problem.people))]
        self.budget = self._row(-INFINITY, self.problem.budget_krw) if self.problem.budget_krw is not None else None
        self.solver.Objective().SetMinimization()

    @property
    def height(self) -> int:
        """Give the number of rows."""
        return len(self.rows)

    def choice(self, name: str) -> int:
        """Return the number of a shift: 0 is off."""
        return self.index[name]

    def _arrays(self) -> None:
        problem, table = self.problem, self.table
        shifts, people = problem.shifts, range(len(problem.people))
        self.paid = np.array([0.0, *(float(shift.paid) for shift in shifts)])
        self.night = np.array([0.0, *(float(shift.is_night) for shift in shifts)])
        self.is_cover = np.array([0.0, *(float(not shift.is_training) for shift in shifts)])
        self.krw = np.array([[0.0, *(float(problem.extra_krw(q, s)) for s in shifts)] for q in problem.people])
        self.wish = np.array(
            [[[float(table.choice_ticks(p, d, n)) for n in self.names] for d in range(problem.days)] for p in people]
        )
        self.holiday = np.zeros(problem.days)
        self.holiday[sorted(problem.holidays)] = 1.0
        self.able = [[k for k in range(len(table.needs)) if p in table.able[k]] for p in people]
        self.of_need = [self.index[need.shift] for need in table.needs]

    def _row(self, low: float, high: float) -> int:
        self.rows.append(self.solver.Constraint(low, high))
        self.low.append(low)
        self.high.append(high)
        return len(self.rows) - 1

    def _other(self, cost: float, most: float, row: int, coefficient: float) -> Any:
        variable = self.solver.NumVar(0, most, "")
        self.solver.Objective().SetCoefficient(variable, cost)
        self.rows[row].SetCoefficient(variable, coefficient)
        self.others.append((cost, most, row, coefficient))
        return variable

    def cap(self, is_capped: bool) -> None:
        """Price people below `least` like those below `wished`, or as they are."""
        weights = self.problem.weights
        price = TICKS * (weights.below_wished if is_capped else weights.below_least)
        for variable in self.far:
            self.solver.Objective().SetCoefficient(variable, price)

    def _need(self, k: int, d: int) -> int:
        need, weights = self.table.needs[k], self.problem.weights
        row = self._row(need.wished[d], INFINITY if need.skill else need.wished[d])
        self._other(TICKS * weights.below_wished, need.wished[d] - need.least[d], row, 1.0)
        self.far.append(self._other(TICKS * weights.below_least, need.least[d], row, 1.0))
        if not need.skill:
            self._other(TICKS * weights.above_wished, len(self.problem.people), row, -1.0)
        return row

    def _person(self, p: int) -> int:
        """Make the rows of a person: one row | most hours | least hours | nights, weekends, holidays | two caps."""
        table, contract, unit = self.table, self.problem.people[p].contract, self.problem.unit_min
        first = self._row(1.0, 1.0)
        self._row(-INFINITY, table.most_min(p) // unit * unit)
        least = self._row(table.least_min(p), INFINITY)
        self._other(self.problem.weights.hour_short, max(1, table.least_min(p)), least, 1.0)
        for burden in BURDENS:
            ladder = table.ladder(burden, p)
            free = sum(not price for price in ladder)
            row = self._row(-INFINITY, free)
            for price in ladder[free:]:
                self._other(price, 1.0, row, -1.0)
        for most in (contract.most_nights, contract.most_weekends):
            self._row(-INFINITY, self.problem.days if most is None else most)
        return first

    def add(self, p: int, row: Ints) -> bool:
        """Add a person's row as a column and say whether it was new."""
        key = (p, row.tobytes())
        if key in self.seen:
            return False
        self.seen.add(key)
        variable = self.solver.NumVar(0, INFINITY, "")
        cost = self.wish[p, range(len(row)), row].sum() + self.table.wish_base(p)
        self.solver.Objective().SetCoefficient(variable, float(cost))
        for place, value in self._entries(p, row):
            self.rows[place].SetCoefficient(variable, value)
        self.columns.append((p, row, variable))
        return True

    def _entries(self, p: int, row: Ints) -> list[tuple[int, float]]:
        first = self.first[p]
        nights, minutes, works = self.night[row].sum(), self.paid[row].sum(), self.is_cover[row]
        weekends = sum(float(max(works[list(days)])) for days in self.problem.weekends)
        found = [(first, 1.0), (first + 1, minutes), (first + 2, minutes), (first + 3, nights), (first + 4, weekends)]
        found += [(first + 5, float(works @ self.holiday)), (first + 6, nights), (first + 7, weekends)]
        found += [(self.cell[k][d], 1.0) for k in self.able[p] for d in np.flatnonzero(row == self.of_need[k])]
        if self.budget is not None:
            found.append((self.budget, self.krw[p, row].sum()))
        return [(place, float(value)) for place, value in found if value]

    def solve(self) -> tuple[float, Floats]:
        """Return the program's value and prices, shape (rows,). Raises RuntimeError where the engine fails."""
        if self.solver.Solve() != pywraplp.Solver.OPTIMAL:
            raise RuntimeError("the linear program of the bound was not solved")
        used = [(float(variable.solution_value()), p, row) for p, row, variable in self.columns]
        self.used = [one for one in used if one[0] > LEAST_USED]
        return self.solver.Objective().Value(), np.array([row.dual_value() for row in self.rows])

    def shares(self) -> list[tuple[float, int, tuple[str, ...]]]:
        """Return how much of each row the last program used, whose it is, and the row; the most used first."""
        found = [(share, p, tuple(self.names[choice] for choice in row)) for share, p, row in self.used]
        return sorted(found, key=lambda one: (-one[0], one[1], one[2]))

    def own_bound(self, prices: Floats) -> float:
        """Return the part of the bound that is not about people's rows; 'one row each' is priced at nothing."""
        value = 0.0
        firsts = set(self.first)
        for row, price in enumerate(prices):
            side = self.low[row] if price > 0 else self.high[row]
            if row not in firsts and price and np.isfinite(side):
                value += price * side
        others = sum(most * min(0.0, cost - prices[row] * coefficient) for cost, most, row, coefficient in self.others)
        return float(value + others)

    def prices(self, p: int, prices: Floats) -> Floats:
        """Return what each choice and, last, a worked weekend pays a person at legal prices, shape (days, shifts + 2)."""
        first = self.first[p]
        own = self.wish[p].copy()
        per_choice = self.paid * (prices[first + 1] + prices[first + 2])
        per_choice += self.night * (prices[first + 3] + prices[first + 6])
        if self.budget is not None:
            per_choice = per_choice + self.krw[p] * prices[self.budget]
        own -= per_choice
        own -= np.outer(self.holiday, self.is_cover) * prices[first + 5]
        for k in self.able[p]:
            own[:, self.of_need[k]] -= prices[self.cell[k]]
        weekend = np.full((self.problem.days, 1), -(prices[first + 4] + prices[first + 7]))
        return np.hstack([own, weekend])

    def legal(self, prices: Floats) -> Floats:
        """Return prices without those whose sign the row's direction forbids (rounding of the engine)."""
        low, high = np.array(self.low), np.array(self.high)
        found: Floats = np.where(np.isfinite(low), prices, np.minimum(prices, 0.0))
        return np.where(np.isfinite(high), found, np.maximum(found, 0.0))
