"""The integer programme of the shift design: people per shift, breaks that begin, people missing, starts used."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.linear_solver import pywraplp

from hantong_planning.rostering.design.problem import DAY_MIN, Break, Design, Shift

MISSING_COST = 10
"""A missing person costs this many times the longest shift: shortfalls only where there is no way."""

INFINITY = float("inf")

Window = tuple[int, int, int]
"""In intervals: length of the break, its earliest and its latest beginning after the start."""
Entries = list[tuple[int, int, float]]


@dataclass(frozen=True, slots=True)
class Solution:
    """People per shift; per window the breaks that begin and the people who wait, shape (intervals,); the gap in cost."""

    people: list[int]
    begins: dict[Window, list[int]]
    waits: dict[Window, list[int]]
    gap_min: float
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Constraints: entries (row, column, value), the least value of each row, the most of every row."""

    entries: Entries
    lows: Sequence[float]
    high: float

    def sums(self) -> dict[tuple[int, int], float]:
        """Return the values with those of the same place added up."""
        found: dict[tuple[int, int], float] = {}
        for row, column, value in self.entries:
            found[row, column] = found.get((row, column), 0.0) + value
        return found


class Programme:
    """Columns: people per shift | missing per interval | begins, waits per window and interval | starts used."""

    def __init__(self, design: Design) -> None:
        self.design, self.shifts = design, tuple(design.shifts())
        self.count = len(design.need)
        windows = {
            kind.name: tuple(_window(rest, design.interval_min) for rest in kind.breaks) for kind in design.kinds
        }
        self.windows = [windows[shift.kind] for shift in self.shifts]
        self.groups = sorted({window for own in self.windows for window in own})
        self.keys = sorted({key(shift) for shift in self.shifts}) if design.most_starts is not None else []
        self.first_missing = len(self.shifts)
        self.first_break = self.first_missing + self.count
        self.first_key = self.first_break + 2 * self.count * len(self.groups)
        self.columns = self.first_key + len(self.keys)

    def solve(self, time_limit_s: float, seed: int) -> Solution:
        """Solve within the time: with nobody missing if that can be, else at a price for everybody missing."""
        end = time.perf_counter() + time_limit_s
        for is_missing_allowed in (False, True):
            solver, columns, _ = self._model("SAT", is_missing_allowed=is_missing_allowed)
            solver.SetSolverSpecificParametersAsString(f"num_workers:1 linearization_level:2 random_seed:{seed}")
            solver.SetTimeLimit(max(1, int((end - time.perf_counter()) * 1000)))
            status = solver.Solve()
            if status in {pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE}:
                gap_min = max(0.0, solver.Objective().Value() - solver.Objective().BestBound())
                values = [round(column.solution_value()) for column in columns]
                return self._solution(values, gap_min, status == pywraplp.Solver.OPTIMAL)
        return self._solution([0] * self.columns, float("inf"), False)  # nobody at all is always a plan

    def _solution(self, values: list[int], gap_min: float, is_proven: bool) -> Solution:
        begins = {w: values[self._begin(g, 0) : self._begin(g, self.count)] for g, w in enumerate(self.groups)}
        waits = {w: values[self._wait(g, 0) : self._wait(g, self.count)] for g, w in enumerate(self.groups)}
        return Solution(values[: len(self.shifts)], begins, waits, gap_min, is_proven)

    def prices(self) -> list[float] | None:
        """Return the paid minutes that a person less needed would save, by interval; None if the need cannot be met.

        Prices of the linear programme, people being divisible: a saving of whole shifts comes in steps.
        """
        solver, _, cover = self._model("GLOP", is_missing_allowed=False)
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return [max(0.0, row.dual_value()) for row in cover]

    def _model(self, engine: str, *, is_missing_allowed: bool) -> tuple[Any, list[Any], list[Any]]:
        """Return a solver with the programme, its columns, and its rows of cover, which come first."""
        solver: Any = pywraplp.Solver.CreateSolver(engine)
        most = self._most()
        if not is_missing_allowed:
            most[self.first_missing : self.first_break] = [0] * self.count
        columns = [solver.IntVar(0, number, "") for number in most]
        for column, cost in zip(columns, self._costs(), strict=True):
            solver.Objective().SetCoefficient(column, cost)
        every: list[Any] = []
        for rows in self._constraints():
            made = [solver.Constraint(low, rows.high) for low in rows.lows]
            for (row, column), value in rows.sums().items():
                made[row].SetCoefficient(columns[column], value)
            every += made
        return solver, columns, every[: self.count]

    def _begin(self, group: int, place: int) -> int:
        return self.first_break + 2 * self.count * group + place

    def _wait(self, group: int, place: int) -> int:
        return self._begin(group, self.count) + place

    def _costs(self) -> list[float]:
        costs = [0.0] * self.columns
        costs[: len(self.shifts)] = [shift.paid_min for shift in self.shifts]
        dearest = max((shift.paid_min for shift in self.shifts), default=1)
        costs[self.first_missing : self.first_break] = [MISSING_COST * dearest] * self.count
        return costs

    def _most(self) -> list[int]:
        most = [sum(self.design.whole_need)] * self.columns
        most[self.first_missing : self.first_break] = self.design.whole_need
        most[self.first_key :] = [1] * len(self.keys)
        return most

    def _constraints(self) -> list[Rows]:
        found = [self._cover()]
        for group, window in enumerate(self.groups):
            found += self._breaks(group, window)
        if self.design.most_shifts is not None:
            entries = [(0, k, 1.0) for k in range(len(self.shifts))]
            found.append(Rows(entries, [-INFINITY], self.design.most_shifts))
        if self.design.most_starts is not None:
            found += self._starts(self.design.most_starts)
        return found

    def _cover(self) -> Rows:
        entries: Entries = [(t, self.first_missing + t, 1.0) for t in range(self.count)]
        entries += [(t, k, 1.0) for k, shift in enumerate(self.shifts) for t in self.design.covered(shift)]
        for group, (length, _, _) in enumerate(self.groups):
            places = range(self.count)
            entries += [((t + k) % self.count, self._begin(group, t), -1.0) for t in places for k in range(length)]
        return Rows(entries, list(self.design.whole_need), INFINITY)

    def _breaks(self, group: int, window: Window) -> list[Rows]:
        """Balance who waits for a break; first come, first served, nobody waits longer than the window is open."""
        _, first, last = window
        balance: Entries = []
        for t in range(self.count):
            balance += [(t, self._wait(group, t), 1.0), (t, self._begin(group, t), 1.0)]
            balance.append((t, self._wait(group, (t - 1) % self.count), -1.0))
        recent: Entries = [(t, self._wait(group, t), 1.0) for t in range(self.count)]
        for k, shift in enumerate(self.shifts):
            if window in self.windows[k]:
                opens = (shift.starts_min // self.design.interval_min + first) % self.count
                balance.append((opens, k, -1.0))
                recent += [((opens + later) % self.count, k, -1.0) for later in range(last - first)]
        return [Rows(balance, [0] * self.count, 0), Rows(recent, [-INFINITY] * self.count, 0)]

    def _starts(self, most_starts: int) -> list[Rows]:
        places = {name: self.first_key + k for k, name in enumerate(self.keys)}
        most = self._most()
        linked: Entries = [(k, k, 1.0) for k in range(len(self.shifts))]
        linked += [(k, places[key(shift)], -float(most[k])) for k, shift in enumerate(self.shifts)]
        count: Entries = [(0, place, 1.0) for place in places.values()]
        return [
            Rows(linked, [-INFINITY] * len(self.shifts), 0),
            Rows(count, [-INFINITY], most_starts),
        ]


def _window(rest: Break, step: int) -> Window:
    return rest.lasts_min // step, rest.from_min // step, (rest.until_min - rest.lasts_min) // step


def key(shift: Shift) -> tuple[str, int, int]:
    """Return what makes two shifts the same for people: kind, start of day, length."""
    return shift.kind, shift.starts_min % DAY_MIN, shift.lasts_min


def opening(design: Design, shift: Shift, window: Window) -> int:
    """Return the interval in which the break's window of a shift opens."""
    return (shift.starts_min // design.interval_min + window[1]) % len(design.need)
