"""The map of visits: bases, sites by how often they are visited, and the ways of one day if asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from hantong_planning.drawing import Picture, Point
from hantong_planning.outreach.plan.problem import Placed, PlanProblem
from hantong_planning.outreach.plan.result import Plan

SIZE, EDGE, HEAD = 720.0, 30.0, 60.0
COLOURS = ("#0b50d0", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490", "#a16207", "#4338ca", "#be185d", "#374151")


def svg(problem: PlanProblem, plan: Plan, *, day: date | None = None) -> str:
    """Return the map as SVG: north is up, a site's size is its number of visits, lines are the tours of `day`."""
    times = Counter(visit.site for visit in plan.visits if day in (None, visit.day))
    span = f"{problem.first_day:%Y-%m-%d}, {problem.days} d" if day is None else f"{day:%Y-%m-%d}"
    title = f"{sum(times.values())} visits to {len(times)} of {len(problem.sites)} sites ({span})"
    place, height = _scale(problem)
    picture = Picture(width=SIZE, height=height + HEAD, title=title)
    picture.text((EDGE, 24), title, size=15)
    worst = min(plan.levels, key=lambda name: plan.levels[name], default="")
    if worst:
        picture.text((EDGE, 44), f"lowest level: {worst}, {plan.levels[worst]:.0%}", size=12)
    for area in problem.areas:
        picture.dot(place(area.x_km, area.y_km), 1.2, fill="#cdd1d5")
    if day is not None:
        _ways(picture, problem, plan, day, place)
    for site in problem.sites:
        number = times[site.key]
        words = f"{site.key} ({site.district}): {number}"
        fill = "#0b50d0" if number else "#8a949e"
        picture.dot(place(site.x_km, site.y_km), 2 + 1.3 * number**0.5, fill=fill, title=words)
    for team in problem.teams:
        x, y = place(team.x_km, team.y_km)
        picture.box((x - 4, y - 4), (8, 8), fill="#c2410c", title=team.key)
    for x, fill, words in ((500, "#c2410c", "base"), (560, "#0b50d0", "visited"), (640, "#8a949e", "not")):
        picture.dot((x, 40), 4, fill=fill)
        picture.text((x + 8, 44), words, size=12)
    return picture.svg()


def _ways(
    picture: Picture, problem: PlanProblem, plan: Plan, day: date, place: Callable[[float, float], Point]
) -> None:
    sites = {site.key: (site.x_km, site.y_km) for site in problem.sites}
    for number, team in enumerate(problem.teams):
        trip = [sites[visit.site] for visit in sorted(plan.visits) if (visit.day, visit.team) == (day, team.key)]
        stops = [(team.x_km, team.y_km), *trip, (team.x_km, team.y_km)]
        for here, there in pairwise(stops):
            picture.line([place(*here), place(*there)], stroke=COLOURS[number % len(COLOURS)])


def _scale(problem: PlanProblem) -> tuple[Callable[[float, float], Point], float]:
    things: tuple[Placed, ...] = (*problem.sites, *problem.areas, *problem.teams)
    xs, ys = [one.x_km for one in things], [one.y_km for one in things]
    wide, high = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
    px_per_km = (SIZE - 2 * EDGE) / max(wide, high)
    height = high * px_per_km + 2 * EDGE

    def place(x_km: float, y_km: float) -> Point:
        return EDGE + (x_km - min(xs)) * px_per_km, HEAD + height - EDGE - (y_km - min(ys)) * px_per_km

    return place, height
