"""What keeps routes from being shorter or from reaching everybody: each rule relaxed alone."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hantong_planning.outreach.routes.problem import RoutePlan, RouteProblem
from hantong_planning.outreach.routes.solve import solve

MORE = 1.1


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A rule relaxed, in words, with the customers more that are reached and the distance that is saved."""

    words: str
    customers: int
    distance: float


def why(
    problem: RouteProblem, plan: RoutePlan, *, seed: int = 1, time_limit_s: float = 30, iterations: int | None = None
) -> list[Relaxed]:
    """Return what each relaxation alone would bring, most customers and then most distance first.

    A vehicle more is tried only where the fleet is used up. A distance saved is negative where more customers are
    reached by it; otherwise it is found, not proven, and a small figure may be chance.
    """
    found = []
    for words, relaxed in relaxations(problem, plan):
        other = solve(relaxed, seed=seed, time_limit_s=time_limit_s, iterations=iterations)
        more, saved = len(plan.unmet) - len(other.unmet), plan.distance - other.distance
        found.append(Relaxed(words, max(more, 0), saved if more > 0 else max(saved, 0.0)))
    return sorted(found, key=lambda one: (-one.customers, -one.distance))


def relaxations(problem: RouteProblem, plan: RoutePlan) -> Iterator[tuple[str, RouteProblem]]:
    """Yield the problem with a vehicle more if all are on the road, with larger vehicles, and without time windows."""
    depot = problem.depot
    always = tuple(replace(one, ready=depot.ready, due=max(depot.due, one.due)) for one in problem.customers)
    if len(plan.routes) >= problem.vehicles or plan.unmet:
        yield "one vehicle more", replace(problem, vehicles=problem.vehicles + 1)
    yield "a tenth more room in every vehicle", replace(problem, capacity=math.ceil(problem.capacity * MORE - 1e-9))
    yield "customers at any hour", replace(problem, customers=always)
