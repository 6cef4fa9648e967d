"""The way through a day's chosen sites by PyVRP: every visit is kept, teams and order are chosen for short drives."""

from __future__ import annotations

import itertools

import numpy
import pyvrp
from pyvrp.stop import MaxIterations

from hantong_planning.outreach.plan.day import Tours, Ways, begins
from hantong_planning.outreach.plan.days import Day
from hantong_planning.outreach.plan.problem import PlanProblem

ITERATIONS = 200


def routed(problem: PlanProblem, ways: Ways, day: Day, tours: Tours, *, seed: int) -> Tours:
    """Return tours through the same sites with less driving, or the same tours where PyVRP finds none."""
    sites = sorted(site for tour in tours.values() for site in tour)
    if not sites:
        return tours
    data = _data(problem, ways, day, sites)
    answer = pyvrp.solve(data, MaxIterations(ITERATIONS), seed=seed, collect_stats=False, display=False)
    if not answer.best.is_feasible():
        return tours
    found = {}
    for route in answer.best.routes():
        stops = [sites[stop.idx] for stop in route if stop.is_client()]
        if stops:
            found[day.teams[route.vehicle_type()]] = stops
    is_sound = all(begins(problem, ways, day, team, tour) is not None for team, tour in found.items())
    return found if is_sound and drive_min(ways, found) <= drive_min(ways, tours) else tours


def drive_min(ways: Ways, tours: Tours) -> int:
    """Return the minutes that a day's tours spend on the road."""
    total = 0
    for team, tour in tours.items():
        stops = [ways.sites + team, *tour, ways.sites + team]
        total += sum(int(ways.minutes[here, there]) for here, there in itertools.pairwise(stops))
    return total


def _data(problem: PlanProblem, ways: Ways, day: Day, sites: list[int]) -> pyvrp.ProblemData:
    bases = [ways.sites + team for team in day.teams]
    nodes = numpy.array([*bases, *sites])
    places = [problem.teams[team] for team in day.teams] + [problem.sites[site] for site in sites]
    clients = [
        pyvrp.Client(
            location=len(bases) + k,
            delivery=[1],
            service_duration=problem.sites[site].service_min,
            tw_early=day.open[site][0],
            tw_late=day.open[site][1],
        )
        for k, site in enumerate(sites)
    ]
    fleet = []
    for k, team in enumerate(day.teams):
        early, late = problem.teams[team].hours[day.date.weekday()] or (0, 0)
        capacity = [problem.teams[team].most_stops]
        fleet.append(pyvrp.VehicleType(1, capacity, start_depot=k, end_depot=k, tw_early=early, tw_late=late))
    ways_min = ways.minutes[numpy.ix_(nodes, nodes)]
    return pyvrp.ProblemData(
        [pyvrp.Location(place.x_km, place.y_km) for place in places],
        clients,
        [pyvrp.Depot(location=k) for k in range(len(bases))],
        fleet,
        [ways_min],
        [ways_min],
    )
