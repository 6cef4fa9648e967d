"""One day: which sites its teams visit, given what each visit is worth today."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from hantong_planning.outreach.plan.coverage import Floats
from hantong_planning.outreach.plan.days import Day
from hantong_planning.outreach.plan.problem import PlanProblem
from hantong_planning.outreach.plan.travel import minutes
from hantong_planning.outreach.tours.field import make_field, visits
from hantong_planning.outreach.tours.moves import Crew
from hantong_planning.outreach.tours.solve import Search

CANDIDATES_PER_STOP = 4
SCALE = 1_000_000
Tours = dict[int, list[int]]  # team → sites in order


@dataclass(frozen=True, slots=True)
class Ways:
    """Minutes between sites and bases, computed once."""

    minutes: NDArray[numpy.int64]
    sites: int

    @classmethod
    def of(cls, problem: PlanProblem) -> Ways:
        """Return the ways of a problem."""
        return cls(minutes(problem), len(problem.sites))


def tours_of_day(
    problem: PlanProblem, ways: Ways, day: Day, prize: Floats, allowed: list[int], *, seed: int, rounds: int
) -> Tours:
    """Choose and order the day's visits for the greatest sum of prizes among allowed sites."""
    places = sum(problem.teams[team].most_stops for team in day.teams)
    best = sorted((site for site in allowed if prize[site] > 0), key=lambda site: (-prize[site], site))
    best = sorted(best[: places * CANDIDATES_PER_STOP + 20])
    if not best:
        return {}
    nodes = numpy.array([*best, *(ways.sites + team for team in day.teams)])
    wanted, bases = numpy.arange(len(best)), numpy.arange(len(best), len(nodes))
    none = numpy.zeros(len(bases), numpy.int64)
    top = float(prize[best].max())
    field = make_field(
        ways.minutes[numpy.ix_(nodes, nodes)],
        numpy.array([*(problem.sites[site].service_min for site in best), *none]),
        numpy.array([*(max(int(prize[site] / top * SCALE), 1) for site in best), *none]),
        numpy.array([*(day.open[site][0] for site in best), *none]),
        numpy.array([*(day.open[site][1] for site in best), *none + 1440]),
        wanted,
    )
    spans = [problem.teams[team].hours[day.date.weekday()] or (0, 0) for team in day.teams]
    shifts = numpy.array(spans, numpy.int64)
    most = numpy.array([problem.teams[team].most_stops for team in day.teams], numpy.int64)
    crew = Crew(bases, bases, shifts[:, 0].copy(), shifts[:, 1].copy(), most)
    search = Search.begin(field, crew, seed, stored=len(bases))
    search.anneal(rounds)
    found = visits(search.best)
    return {team: [best[node] for node in tour] for team, tour in zip(day.teams, found, strict=True) if tour}


def begins(problem: PlanProblem, ways: Ways, day: Day, team: int, tour: list[int]) -> list[int] | None:
    """Return when each visit of a tour begins, or None if it cannot be driven within hours and shift."""
    shift = problem.teams[team].hours[day.date.weekday()]
    if shift is None or len(tour) > problem.teams[team].most_stops:
        return None
    now, here, found = shift[0], ways.sites + team, []
    for site in tour:
        if site not in day.open:
            return None
        now = max(now + int(ways.minutes[here, site]), day.open[site][0])
        if now > day.open[site][1]:
            return None
        found.append(now)
        now, here = now + problem.sites[site].service_min, site
    return found if now + int(ways.minutes[here, ways.sites + team]) <= shift[1] else None
