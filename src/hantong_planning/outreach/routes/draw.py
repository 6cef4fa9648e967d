"""The map of routes."""

from __future__ import annotations

from hantong_planning.outreach.maps import LEFT_OUT, VISITED, Map
from hantong_planning.outreach.routes.problem import RoutePlan, RouteProblem


def svg(problem: RouteProblem, plan: RoutePlan) -> str:
    """Return the map as SVG: one colour a route, grey customers are those that no route could take."""
    places = {customer.number: (customer.x, customer.y) for customer in (problem.depot, *problem.customers)}
    title = (
        f"{len(plan.routes)} routes to {len(problem.customers) - len(plan.unmet)} of {len(problem.customers)} customers"
    )
    drawn = Map(places.values(), title=f"{title}, {plan.distance:.1f} long")
    base = problem.depot.number
    for number, route in enumerate(plan.routes):
        drawn.way([places[stop] for stop in (base, *route, base)], number)
    for customer in problem.customers:
        fill = LEFT_OUT if customer.number in plan.unmet else VISITED
        says = f"{customer.number}: {customer.ready:g}–{customer.due:g}"
        drawn.picture.dot(drawn.at(customer.x, customer.y), 3, fill=fill, title=says)
    drawn.base(problem.depot.x, problem.depot.y, "depot")
    drawn.legend()
    return drawn.picture.svg()
