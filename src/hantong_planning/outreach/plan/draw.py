"""The map of visits: bases, sites by how often they are visited, and the ways of one day if asked."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hantong_planning.drawing import Picture, ticks
from hantong_planning.outreach.maps import EDGE, FIXED, LEFT_OUT, VISITED, Map
from hantong_planning.outreach.plan.days import run_days
from hantong_planning.outreach.plan.fairness import Point
from hantong_planning.outreach.plan.problem import Placed, PlanProblem
from hantong_planning.outreach.plan.result import Plan

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 560.0, 380.0, 64.0, 48.0, 40.0


def svg(problem: PlanProblem, plan: Plan, *, day: date | None = None) -> str:
    """Return the map as SVG: north is up, a site's size is its number of visits, lines are the tours of `day`."""
    times = Counter(visit.site for visit in plan.visits if day in (None, visit.day))
    span = f"{problem.first_day:%Y-%m-%d}, {problem.days} d" if day is None else f"{day:%Y-%m-%d}"
    things: tuple[Placed, ...] = (*problem.sites, *problem.areas, *problem.teams)
    title = f"{sum(times.values())} visits to {len(times)} of {len(problem.sites)} sites ({span})"
    drawn = Map([(one.x_km, one.y_km) for one in things], title=title)
    worst = min(plan.levels, key=lambda name: plan.levels[name], default="")
    if worst:
        drawn.picture.text((EDGE, 44), f"lowest level: {worst}, {plan.levels[worst]:.0%}", size=12)
    for area in problem.areas:
        drawn.picture.dot(drawn.at(area.x_km, area.y_km), 1.2, fill="#cdd1d5")
    if day is not None:
        _ways(drawn, problem, plan, day)
    for site, stands in zip(problem.sites, run_days(problem), strict=True):
        number = times[site.key]
        fixed = sum(day in (None, one) for one in stands)
        words = f"{site.key} ({site.district}): {number}" + (f", and {fixed} of fixed runs" if fixed else "")
        fill = VISITED if number else FIXED if fixed else LEFT_OUT
        drawn.picture.dot(drawn.at(site.x_km, site.y_km), 2 + 1.3 * (number + fixed) ** 0.5, fill=fill, title=words)
    for team in problem.teams:
        drawn.base(team.x_km, team.y_km, team.key)
    drawn.legend(*([(FIXED, "fixed run")] if problem.runs else []))
    return drawn.picture.svg()


def _ways(drawn: Map, problem: PlanProblem, plan: Plan, day: date) -> None:
    sites = {site.key: (site.x_km, site.y_km) for site in problem.sites}
    for number, team in enumerate(problem.teams):
        trip = [sites[visit.site] for visit in sorted(plan.visits) if (visit.day, visit.team) == (day, team.key)]
        drawn.way([(team.x_km, team.y_km), *trip, (team.x_km, team.y_km)], number)


def frontier_svg(points: list[Point]) -> str:
    """Return what fairness costs as SVG: the whole's value over the level of the worst district."""
    title = "What fairness costs: the value of the whole over the level of the worst district"
    picture = Picture(width=WIDTH, height=HEIGHT, title=title)
    picture.text((12, 22), title, size=13)
    best, fairest = max(point.value for point in points), max(point.worst_level for point in points)
    low = min(point.value for point in points)
    floor = low - max((best - low) * 0.15, best * 1e-3, 1e-9)  # the axis does not begin at nothing: costs are small

    def at(level: float, value: float) -> tuple[float, float]:
        across = (WIDTH - LEFT - 24) / max(fairest * 1.05, 1e-9)
        return LEFT + level * across, HEIGHT - BOTTOM - (value - floor) / (best - floor) * (HEIGHT - BOTTOM - TOP)

    for value in ticks(floor, best, 4):
        picture.line([at(0, value), (WIDTH - 24, at(0, value)[1])], stroke="#e6e8ea", width=1)
        picture.text((LEFT - 6, at(0, value)[1] + 4), f"{value:,.6g}", size=11, anchor="end")
    for level in ticks(0, fairest * 1.05, 5):
        picture.text((at(level, floor)[0], HEIGHT - BOTTOM + 18), f"{level:.0%}", size=11, anchor="middle")
    picture.line([at(point.worst_level, point.value) for point in points], stroke=VISITED)
    for point in points:
        says = f"floors at {point.floor_share:.0%}: {point.value / best - 1:.1%} of the value, Gini {point.gini:.3f}"
        picture.dot(at(point.worst_level, point.value), 4, fill=VISITED, title=says)
    return picture.svg()
