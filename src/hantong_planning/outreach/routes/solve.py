"""Routes by PyVRP: two starts, the best routes of both joined by a set-partitioning programme, and on from there."""

from __future__ import annotations

import time

import pyvrp
from pyvrp.stop import MaxIterations, MaxRuntime

from hantong_planning.errors import finite, whole
from hantong_planning.outreach.routes.check import length
from hantong_planning.outreach.routes.join import Routes, joined
from hantong_planning.outreach.routes.model import data_of, visits
from hantong_planning.outreach.routes.problem import RoutePlan, RouteProblem

SHARES = (0.42, 0.38)  # of the time, for the two starts
JOINING_SHARE = 0.07


def solve(
    problem: RouteProblem,
    *,
    seed: int = 1,
    time_limit_s: float = 30,
    iterations: int | None = None,
    is_fleet_first: bool = False,
) -> RoutePlan:
    """Find routes of little distance.

    Parameters
    ----------
    iterations
        PyVRP's iterations per start. Given, the same seed finds the same routes on every machine. Not given, as many
        as fit into `time_limit_s`: then the result can differ between machines and moments.
    is_fleet_first
        Look for the smallest fleet first, for a third of the time, then for distance with that fleet.

    Notes
    -----
    Where no plan visits everybody in time, the customers of late routes are returned in `unmet`.

    Source: Wouda, Lan and Kool, PyVRP: a high-performance VRP solver package, INFORMS Journal on Computing 36(4),
    2024, doi:10.1287/ijoc.2023.0055; Subramanian, Uchoa and Ochi, A hybrid algorithm for a class of vehicle routing
    problems, Computers & Operations Research 40(10), 2013, doi:10.1016/j.cor.2013.01.013 (joining routes).
    Raises Nonsense.
    """
    began = time.perf_counter()
    left_s = finite("time_limit_s", time_limit_s, above=0)
    whole("seed", seed)
    if iterations is not None:
        whole("iterations", iterations, least=1)
    data = data_of(problem)
    if is_fleet_first:
        fleet_stop = MaxIterations(iterations) if iterations else MaxRuntime(left_s / 3)
        data = data.replace(vehicle_types=[pyvrp.minimise_fleet(data, fleet_stop, seed=seed)])
        left_s -= time.perf_counter() - began
    pool = Routes()
    found = []
    for start, part in enumerate(SHARES):
        stop = MaxIterations(iterations) if iterations else MaxRuntime(left_s * part)
        found.append(_run(data, stop, pool, seed + 1000 * start))
    found += joined(pool, data, time_limit_s=max(left_s * JOINING_SHARE, 0.05))
    best = min([*found, *(_apart(data, solution) for solution in found)], key=_badness)
    rest_s = time_limit_s - (time.perf_counter() - began)
    if iterations or rest_s > 0:
        stop = MaxIterations(max(iterations // 5, 1)) if iterations else MaxRuntime(rest_s)
        best = min(best, _run(data, stop, pool, seed + 2000, initial=best), key=_badness)
    return _plan(problem, best, time.perf_counter() - began)


def _run(
    data: pyvrp.ProblemData,
    stop: MaxIterations | MaxRuntime,
    pool: Routes,
    seed: int,
    initial: pyvrp.Solution | None = None,
) -> pyvrp.Solution:
    params = pyvrp.SolveParams(ils=pyvrp.IteratedLocalSearchParams(callbacks=pool))
    result = pyvrp.solve(
        data, stop, seed=seed, collect_stats=False, display=False, params=params, initial_solution=initial
    )
    pool.add(result.best)
    return result.best


def _apart(data: pyvrp.ProblemData, solution: pyvrp.Solution) -> pyvrp.Solution:
    """Take late and overfull routes apart: each of their clients is visited alone, while there are vehicles."""
    routes = list(zip(solution.routes(), visits(solution), strict=True))
    sound = [visit for route, visit in routes if route.is_feasible()]
    alone = [(client,) for route, visit in routes if not route.is_feasible() for client in visit]
    return pyvrp.Solution(data, [*sound, *alone][: data.num_vehicles])


def _badness(solution: pyvrp.Solution) -> tuple[int, int, int]:
    return solution.num_missing_clients(), solution.time_warp() + sum(solution.excess_load()), solution.distance()


def _plan(problem: RouteProblem, best: pyvrp.Solution, seconds: float) -> RoutePlan:
    numbers = [customer.number for customer in problem.customers]
    sound = [visit for route, visit in zip(best.routes(), visits(best), strict=True) if route.is_feasible()]
    routes = tuple(tuple(numbers[client] for client in route) for route in sound if route)
    seen = {number for route in routes for number in route}
    unmet = tuple(number for number in numbers if number not in seen)
    return RoutePlan(routes, length(problem, routes, problem.rounding), seconds, unmet)
