"""The map of tours."""

from __future__ import annotations

from hantong_planning.outreach.maps import LEFT_OUT, VISITED, Map
from hantong_planning.outreach.tours.problem import TourPlan, TourProblem


def svg(problem: TourProblem, plan: TourPlan) -> str:
    """Return the map as SVG: one colour a tour, a place's size is its score, grey ones are left out."""
    places = {place.number: (place.x, place.y) for place in (problem.base, *problem.places)}
    visited = {number for tour in plan.tours for number in tour}
    title = f"{len(plan.tours)} tours to {len(visited)} of {len(problem.places)} places, score {plan.score}"
    drawn = Map(places.values(), title=title)
    base = problem.base.number
    for number, tour in enumerate(plan.tours):
        drawn.way([places[stop] for stop in (base, *tour, base)], number)
    most = max(place.score for place in problem.places) or 1
    for place in problem.places:
        fill = VISITED if place.number in visited else LEFT_OUT
        says = f"{place.number}: score {place.score:g}, {place.opens:g}–{place.closes:g}"
        drawn.picture.dot(drawn.at(place.x, place.y), 2 + 4 * (place.score / most) ** 0.5, fill=fill, title=says)
    drawn.base(problem.base.x, problem.base.y, "base")
    drawn.legend()
    return drawn.picture.svg()
