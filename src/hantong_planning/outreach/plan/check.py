"""What is wrong with a plan of visits, found again from the problem alone, without a line of the solver."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from hantong_planning.outreach.plan.problem import PlanProblem, Site, Team
from hantong_planning.outreach.plan.result import Plan, Visit
from hantong_planning.outreach.plan.travel import one_way


def violations(problem: PlanProblem, plan: Plan) -> list[str]:
    """Return what breaks a rule, in words; nothing if the plan is sound."""
    sites, teams = {site.key: site for site in problem.sites}, {team.key: team for team in problem.teams}
    found = [f"no site {v.site}" for v in plan.visits if v.site not in sites]
    found += [f"no team {v.team}" for v in plan.visits if v.team not in teams]
    if found:
        return found
    trips: dict[tuple[date, str], list[Visit]] = defaultdict(list)
    for visit in sorted(plan.visits):
        trips[visit.day, visit.team].append(visit)
        found += _at_site(problem, sites[visit.site], visit)
    for (day, team), trip in trips.items():
        found += _trip(problem, day, teams[team], [(visit, sites[visit.site]) for visit in trip])
    found += _spacing(problem, plan) + _specialists(problem, plan)
    value = value_of(problem, plan.visits)
    if abs(value - plan.value) > 1e-6 * max(value, 1):
        found.append(f"the value is {value:.6f}, not {plan.value:.6f}")
    return found


def _at_site(problem: PlanProblem, site: Site, visit: Visit) -> list[str]:
    hours, end = site.hours[visit.day.weekday()], problem.first_day + timedelta(days=problem.days)
    found = []
    if not problem.first_day <= visit.day < end:
        found.append(f"{visit.day} is outside the horizon")
    if hours is None or visit.day in site.closed:
        found.append(f"{site.key} is closed on {visit.day}")
    elif visit.begins_min < hours[0] or visit.ends_min > hours[1]:
        found.append(f"{site.key} is not open all through the visit on {visit.day}")
    if visit.ends_min - visit.begins_min != site.service_min:
        found.append(f"the visit to {site.key} on {visit.day} does not last {site.service_min} min")
    return found


def _trip(problem: PlanProblem, day: date, team: Team, trip: Sequence[tuple[Visit, Site]]) -> list[str]:
    shift = team.hours[day.weekday()]
    if shift is None or day in team.away:
        return [f"{team.key} does not work on {day}"]
    found = []
    if len(trip) > team.most_stops:
        found.append(f"{team.key} makes {len(trip)} stops on {day}, more than {team.most_stops}")
    now, at = shift[0], (team.x_km, team.y_km)
    for visit, site in trip:
        now += one_way(problem, at, (site.x_km, site.y_km))[1]
        if visit.begins_min < now:
            found.append(f"{team.key} cannot be at {site.key} before minute {now} on {day}")
        now, at = visit.ends_min, (site.x_km, site.y_km)
    if now + one_way(problem, at, (team.x_km, team.y_km))[1] > shift[1]:
        found.append(f"{team.key} is not back by the end of the shift on {day}")
    return found


def _spacing(problem: PlanProblem, plan: Plan) -> list[str]:
    end, found = problem.first_day + timedelta(days=problem.days), []
    for site in problem.sites:
        own = [visit.day for visit in plan.visits if visit.site == site.key]
        runs = [
            day for run in problem.runs if site.key in run.sites for day in run.days if problem.first_day <= day < end
        ]
        if len(own) > site.most_visits:
            found.append(f"{site.key} is visited {len(own)} times, more than {site.most_visits}")
        for number, day in enumerate(own):
            if any(abs((day - other).days) < site.spacing_d for other in (*own[number + 1 :], *runs)):
                found.append(f"{site.key} is visited again within {site.spacing_d} days of {day}")
    return found


def _specialists(problem: PlanProblem, plan: Plan) -> list[str]:
    taken: dict[tuple[date, str], set[str]] = defaultdict(set)
    for visit in plan.visits:
        for kind in visit.kinds:
            taken[visit.day, kind].add(visit.team)
    found = []
    for (day, kind), teams in taken.items():
        free = sum(one.kind == kind and day in one.days for one in problem.specialists)
        if len(teams) > free:
            found.append(f"{len(teams)} teams have {kind} on {day}, {free} are free")
    return found


def value_of(problem: PlanProblem, visits: Sequence[Visit]) -> float:
    """Return the value of visits, computed person by person."""
    end = problem.first_day + timedelta(days=problem.days)
    times: dict[tuple[str, str], int] = defaultdict(int)
    for visit in visits:
        for kind in ("", *visit.kinds):
            times[visit.site, kind] += 1
    for run in problem.runs:
        for key in run.sites:
            times[key, ""] += sum(problem.first_day <= day < end for day in run.days)
    parts = []
    for area in problem.areas:
        for group, people in zip(problem.groups, area.people, strict=True):
            met = 0.0
            for site in problem.sites:
                far = math.hypot(area.x_km - site.x_km, area.y_km - site.y_km)
                counts = 1.0 if far <= group.walk_km else group.drive_share if far <= group.drive_km else 0.0
                met += counts * times[site.key, group.needs]
            parts.append(people * group.weight * _worth(met, problem.fade, problem.counted))
    return math.fsum(parts)


def _worth(met: float, fade: float, counted: int) -> float:
    met = min(met, counted)
    whole = int(met)
    return sum(fade**k for k in range(whole)) + (met - whole) * fade**whole
