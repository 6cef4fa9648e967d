"""What is wrong with routes, found again from the problem alone, without PyVRP."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence

from hantong_planning.outreach.routes.problem import Customer, Rounding, RoutePlan, RouteProblem

LATE = 1e-6


def violations(problem: RouteProblem, plan: RoutePlan) -> list[str]:
    """Return what breaks a rule, in words; nothing if the plan is sound."""
    known = {customer.number: customer for customer in problem.customers}
    visits = Counter(number for route in plan.routes for number in route)
    found = [f"customer {number} does not exist" for number in visits if number not in known]
    found += [f"customer {number} is visited {times} times" for number, times in visits.items() if times > 1]
    found += [f"customer {number} is not visited" for number in known if number not in visits]
    used = [route for route in plan.routes if route]
    if len(used) > problem.vehicles:
        found.append(f"{len(used)} routes for {problem.vehicles} vehicles")
    for route in used:
        found += _broken(problem, [known[number] for number in route if number in known])
    told = length(problem, plan.routes, problem.rounding) if not found else plan.distance
    if abs(told - plan.distance) > 1e-4:
        found.append(f"the distance is {told:.6f}, not {plan.distance:.6f}")
    return found


def length(problem: RouteProblem, routes: Sequence[Sequence[int]], rounding: Rounding) -> float:
    """Return the total distance of routes by a convention."""
    known = {customer.number: customer for customer in (problem.depot, *problem.customers)}
    base = problem.depot.number
    stops = [[known[number] for number in (base, *route, base)] for route in routes if route]
    return math.fsum(apart(here, there, rounding) for route in stops for here, there in itertools.pairwise(route))


def apart(here: Customer, there: Customer, rounding: Rounding) -> float:
    """Return one distance by a convention."""
    exact = math.hypot(here.x - there.x, here.y - there.y)
    return exact if rounding == "exact" else math.floor(exact * 10 + 1e-9) / 10


def _broken(problem: RouteProblem, route: Sequence[Customer]) -> list[str]:
    found = []
    load = sum(customer.demand for customer in route)
    if load > problem.capacity:
        found.append(f"a route carries {load}, more than {problem.capacity}")
    now, here = problem.depot.ready, problem.depot
    for customer in route:
        now = max(now + apart(here, customer, problem.rounding), customer.ready)
        if now > customer.due + LATE:
            found.append(f"customer {customer.number} is due at {customer.due:g} and reached at {now:.4f}")
        now, here = now + customer.service, customer
    now += apart(here, problem.depot, problem.rounding)
    if now > problem.depot.due + LATE:
        found.append(f"a route is back at {now:.4f}, after {problem.depot.due:g}")
    return found
