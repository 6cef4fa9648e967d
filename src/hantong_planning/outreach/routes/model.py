"""From the routing problem to PyVRP's data, in whole numbers."""

from __future__ import annotations

import math

import numpy
import pyvrp

from hantong_planning.outreach.routes.problem import RouteProblem

UNITS = {"exact": 10_000, "dimacs": 10}


def data_of(problem: RouteProblem, *, is_everybody_visited: bool = True) -> pyvrp.ProblemData:
    """Return PyVRP's data: distances rounded to the unit, durations rounded up, so that no route is late by rounding.

    The unit is 1/10,000 for exact distances and 1/10 for DIMACS. Where not everybody must be visited, each visit earns
    more than the longest way out and back.
    """
    unit, rows = UNITS[problem.rounding], (problem.depot, *problem.customers)
    at = numpy.array([(row.x, row.y) for row in rows])
    exact = numpy.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) * unit
    if problem.rounding == "dimacs":
        distance = duration = numpy.floor(exact + 1e-9 * unit).astype(numpy.int64)
    else:
        distance, duration = numpy.rint(exact).astype(numpy.int64), numpy.ceil(exact - 1e-6).astype(numpy.int64)
    clients = [
        pyvrp.Client(
            location=k + 1,
            delivery=[row.demand],
            service_duration=math.ceil(row.service * unit - 1e-6),
            tw_early=max(math.ceil(row.ready * unit - 1e-6), 0),
            tw_late=math.floor(row.due * unit + 1e-6),
            prize=0 if is_everybody_visited else 2 * int(distance.max()) + 1,
            required=is_everybody_visited,
        )
        for k, row in enumerate(problem.customers)
    ]
    early, late = (round(time * unit) for time in (problem.depot.ready, problem.depot.due))
    fleet = pyvrp.VehicleType(problem.vehicles, [problem.capacity], tw_early=early, tw_late=late)
    places = [pyvrp.Location(row.x, row.y) for row in rows]
    depot = pyvrp.Depot(location=0, tw_early=early, tw_late=late)
    return pyvrp.ProblemData(places, clients, [depot], [fleet], [distance], [duration])


def visits(solution: pyvrp.Solution) -> list[tuple[int, ...]]:
    """Return each route's clients, counted from 0, in order."""
    return [tuple(stop.idx for stop in route if stop.is_client()) for route in solution.routes()]
