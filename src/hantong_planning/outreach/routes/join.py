"""The best plan that can be put together from routes met by the search: a set-partitioning programme."""

from __future__ import annotations

import numpy
import pyvrp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from hantong_planning.outreach.routes.model import visits

EVERY = 10  # iterations between looks: looking at each would cost a third of the search's time
NEAR_SHARE = 0.02
MOST_ROUTES = 8_000


class Routes(pyvrp.IteratedLocalSearchCallbacks):  # type: ignore[misc]  # PyVRP is not typed for mypy here
    """The feasible routes of good solutions, with their distances, collected while PyVRP searches."""

    def __init__(self) -> None:
        self.distance: dict[tuple[int, ...], int] = {}
        self._seen = 0

    def on_iteration(
        self,
        current: pyvrp.Solution,
        candidate: pyvrp.Solution,
        best: pyvrp.Solution,
        cost_evaluator: pyvrp.CostEvaluator,
    ) -> None:
        """Look at every tenth candidate."""
        self._seen += 1
        if self._seen % EVERY == 0 and candidate.distance() <= best.distance() * (1 + NEAR_SHARE):
            self.add(candidate)

    def on_best(self, best: pyvrp.Solution) -> None:
        """Keep the routes of every new best."""
        self.add(best)

    def add(self, solution: pyvrp.Solution) -> None:
        """Keep a solution's feasible routes."""
        for route, clients in zip(solution.routes(), visits(solution), strict=True):
            if clients and route.is_feasible():
                self.distance[clients] = route.distance()


def joined(pool: Routes, data: pyvrp.ProblemData, *, time_limit_s: float) -> list[pyvrp.Solution]:
    """Choose routes that visit everybody once with the least distance; an empty list if none is found in time."""
    shortest: dict[frozenset[int], tuple[int, tuple[int, ...]]] = {}
    for clients, distance in list(pool.distance.items())[-4 * MOST_ROUTES :]:
        key = frozenset(clients)
        if key not in shortest or distance < shortest[key][0]:
            shortest[key] = (distance, clients)
    routes = list(shortest.values())[-MOST_ROUTES:]
    if not routes:
        return []
    rows = numpy.concatenate([route for _, route in routes])
    columns = numpy.repeat(numpy.arange(len(routes)), [len(route) for _, route in routes])
    cover = csr_array((numpy.ones(len(rows)), (rows, columns)), shape=(len(data.clients()), len(routes)))
    fleet = sum(kind.num_available for kind in data.vehicle_types())
    answer = milp(
        numpy.array([distance for distance, _ in routes], float),
        integrality=numpy.ones(len(routes)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(cover, lb=1, ub=1), LinearConstraint(numpy.ones((1, len(routes))), ub=fleet)],
        options={"time_limit": time_limit_s},
    )
    if answer.x is None:
        return []
    return [pyvrp.Solution(data, [list(routes[k][1]) for k in numpy.flatnonzero(answer.x > 0.5)])]
