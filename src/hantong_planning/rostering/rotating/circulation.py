"""An integer circulation on the network that meets the need and hangs together: how often each arc is walked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.linear_solver import pywraplp

from hantong_planning.rostering.rotating.problem import DAYS, Rotation
from hantong_planning.rostering.rotating.tour import pieces
from hantong_planning.rostering.rotating.walk import Network

FEASIBLE, INFEASIBLE, UNKNOWN = "feasible", "infeasible", "unknown"


@dataclass(frozen=True, slots=True)
class Flow:
    """How often each arc is walked, or that no circulation exists, or that time ran out.

    `is_best` tells that no other has more of what was preferred; `cuts` how many pieces had to be joined.
    """

    status: str
    times: tuple[int, ...] = ()
    is_best: bool = False
    cuts: int = 0


class Circulation:
    """The integer programme: one variable per arc, conservation at each node, the need of each weekday and shift.

    The engine is CP-SAT behind OR-Tools' linear interface: it is loaded in a tenth of the time of the others,
    and its "infeasible" is a proof.
    """

    def __init__(self, rotation: Rotation, net: Network, *, seed: int = 0) -> None:
        self.net = net
        self.solver: Any = pywraplp.Solver.CreateSolver("SAT")
        self.solver.SetSolverSpecificParametersAsString(f"num_workers:1 random_seed:{seed}")
        need = [[*(row[day] for row in rotation.need), rotation.off_on(day)] for day in range(DAYS)]
        self.most = [need[net.days[tail]][shift] for tail, shift in zip(net.tails, net.shifts, strict=True)]
        self.times = [self.solver.IntVar(0, most, "") for most in self.most]
        balance = [self.solver.Constraint(0, 0) for _ in net.days]
        cover = [[self.solver.Constraint(number, number) for number in row] for row in need]
        for arc, variable in enumerate(self.times):
            tail, head = net.tails[arc], net.heads[arc]
            balance[tail].SetCoefficient(variable, -1)
            balance[head].SetCoefficient(variable, 1)
            cover[net.days[tail]][net.shifts[arc]].SetCoefficient(variable, 1)

    def prefer_free_weekends(self) -> None:
        """Look for the most free weekends."""
        objective = self.solver.Objective()
        objective.SetMaximization()
        for variable in self._free_weekends():
            objective.SetCoefficient(variable, 1)

    def keep_free_weekends(self, least: int) -> None:
        """Ask for at least so many free weekends."""
        row = self.solver.Constraint(least, self.solver.infinity())
        for variable in self._free_weekends():
            row.SetCoefficient(variable, 1)

    def solve(self, remaining_s: Callable[[], float]) -> Flow:
        """Find one circulation that hangs together, adding a cut for each piece until it does."""
        cuts = 0
        while (time_s := remaining_s()) > 0:
            self.solver.SetTimeLimit(max(1, int(time_s * 1000)))
            status = self.solver.Solve()
            if status not in {pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE}:
                return Flow(INFEASIBLE if status == pywraplp.Solver.INFEASIBLE else UNKNOWN, cuts=cuts)
            times = tuple(round(variable.solution_value()) for variable in self.times)
            parts = pieces(self.net, times)
            if len(parts) == 1:
                return Flow(FEASIBLE, times, is_best=status == pywraplp.Solver.OPTIMAL, cuts=cuts)
            for part in parts:
                self._join(part, times)
            cuts += len(parts)
        return Flow(UNKNOWN, cuts=cuts)

    def _join(self, inside: frozenset[int], times: Sequence[int]) -> None:
        """Add the cut: whoever walks the busiest arc within a piece leaves the piece at least once.

        That is true if the need cannot be met within the piece's nodes alone. Where it might be, the cut holds only
        for those who also walk the busiest arc outside it.
        """
        net = self.net
        arcs = range(len(times))
        within = {arc for arc in arcs if net.tails[arc] in inside and net.heads[arc] in inside}
        busiest = max((arc for arc in within if times[arc]), key=lambda arc: times[arc])
        outside = max((arc for arc in arcs if times[arc] and arc not in within), key=lambda arc: times[arc])
        leaving = [arc for arc in arcs if net.tails[arc] in inside and arc not in within]
        met = {(net.days[net.tails[arc]], net.shifts[arc]) for arc in within}
        if any((net.days[tail], shift) not in met for tail, shift in zip(net.tails, net.shifts, strict=True)):
            cut = self.solver.Constraint(-self.solver.infinity(), 0)
            cut.SetCoefficient(self.times[busiest], 1)
        else:
            cut = self.solver.Constraint(-self.solver.infinity(), self.most[busiest])
            cut.SetCoefficient(self._is_walked(busiest), self.most[busiest])
            cut.SetCoefficient(self._is_walked(outside), self.most[busiest])
        for arc in leaving:
            cut.SetCoefficient(self.times[arc], -self.most[busiest])

    def _is_walked(self, arc: int) -> Any:
        """Return a 0/1 variable that is 1 if an arc is walked."""
        is_walked = self.solver.BoolVar("")
        row = self.solver.Constraint(-self.solver.infinity(), 0)
        row.SetCoefficient(self.times[arc], 1)
        row.SetCoefficient(is_walked, -self.most[arc])
        return is_walked

    def _free_weekends(self) -> list[Any]:
        return [variable for variable, is_free in zip(self.times, self.net.is_free_weekend, strict=True) if is_free]
