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
    Where two starts find no plan that visits everybody in time, the rest of the time goes into one that leaves as few
    out as can be found: those are returned in `unmet`.

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
        smallest = pyvrp.minimise_fleet(data, _stop(iterations, left_s / 3), seed=seed)
        data = data.replace(vehicle_types=[smallest])
        left_s -= time.perf_counter() - began
    pool = Routes()
    starts = enumerate(SHARES)
    found = [_run(data, _stop(iterations, left_s * part), pool, seed + 1000 * start) for start, part in starts]
    found += joined(pool, data, time_limit_s=max(left_s * JOINING_SHARE, 0.05))
    best = min([*found, *(_apart(data, solution) for solution in found)], key=_badness)
    rest_s = time_limit_s - (time.perf_counter() - began)
    if iterations or rest_s > 0:
        stop = _stop(iterations and max(iterations // 5, 1), rest_s)
        further = _further(problem, data, best, stop, pool, seed + 2000)
        best = min(best, further, key=_badness)
    return _plan(problem, best, time.perf_counter() - began)


def _stop(iterations: int | None, time_s: float) -> MaxIterations | MaxRuntime:
    return MaxIterations(iterations) if iterations else MaxRuntime(time_s)


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


def _further(
    problem: RouteProblem,
    data: pyvrp.ProblemData,
    best: pyvrp.Solution,
    stop: MaxIterations | MaxRuntime,
    pool: Routes,
    seed: int,
) -> pyvrp.Solution:
    """Search on from a plan that visits everybody; where there is none, for one that visits as many as can be."""
    if _served(best) == len(problem.customers):
        return _run(data, stop, pool, seed, initial=best)
    return _run(data_of(problem, is_everybody_visited=False), stop, pool, seed)


def _apart(data: pyvrp.ProblemData, solution: pyvrp.Solution) -> pyvrp.Solution:
    """Take late and overfull routes apart: each of their clients is visited alone, while there are vehicles."""
    routes = zip(solution.routes(), visits(solution), strict=True)
    alone = [(client,) for route, visit in routes if not route.is_feasible() for client in visit]
    return pyvrp.Solution(data, [*_sound(solution), *alone][: data.num_vehicles])


def _sound(solution: pyvrp.Solution) -> list[tuple[int, ...]]:
    """Return the visits of routes that are in time and not overfull."""
    routes = zip(solution.routes(), visits(solution), strict=True)
    return [visit for route, visit in routes if visit and route.is_feasible()]


def _served(solution: pyvrp.Solution) -> int:
    """Return how many clients a sound route visits."""
    return sum(len(visit) for visit in _sound(solution))


def _badness(solution: pyvrp.Solution) -> tuple[int, int]:
    return -_served(solution), int(solution.distance())


def _plan(problem: RouteProblem, best: pyvrp.Solution, seconds: float) -> RoutePlan:
    numbers = [customer.number for customer in problem.customers]
    routes = tuple(tuple(numbers[client] for client in route) for route in _sound(best))
    seen = {number for route in routes for number in route}
    unmet = tuple(number for number in numbers if number not in seen)
    return RoutePlan(routes, length(problem, routes, problem.rounding), seconds, unmet)
