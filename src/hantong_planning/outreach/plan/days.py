"""The calendar: who works and what is open on which day, and which days are alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from hantong_planning.outreach.plan.problem import Hours, PlanProblem


@dataclass(frozen=True, slots=True)
class Day:
    """One day: indices of working teams and of open sites with a visit's earliest and latest begin."""

    date: date
    teams: tuple[int, ...]
    open: dict[int, Hours]
    free: tuple[int, ...]  # indices of specialists


@dataclass(frozen=True, slots=True)
class Alike:
    """Days with the same teams, open sites and kinds of free specialists."""

    days: tuple[Day, ...]

    @property
    def first(self) -> Day:
        """One of them."""
        return self.days[0]


def calendar(problem: PlanProblem) -> list[Day]:
    """Return the days of the horizon on which a team works, in order."""
    days = []
    for offset in range(problem.days):
        day = problem.first_day + timedelta(days=offset)
        teams = tuple(
            index
            for index, team in enumerate(problem.teams)
            if team.hours[day.weekday()] is not None and day not in team.away
        )
        if teams:
            free = tuple(index for index, one in enumerate(problem.specialists) if day in one.days)
            days.append(Day(day, teams, _open(problem, day), free))
    return days


def _open(problem: PlanProblem, day: date) -> dict[int, Hours]:
    found = {}
    for index, site in enumerate(problem.sites):
        hours = site.hours[day.weekday()]
        if hours is not None and day not in site.closed and hours[1] - hours[0] >= site.service_min:
            found[index] = (hours[0], hours[1] - site.service_min)
    return found


def run_days(problem: PlanProblem) -> list[tuple[date, ...]]:
    """Return the days on which a fixed run stands at each site, within the horizon."""
    last = problem.first_day + timedelta(days=problem.days)
    days: dict[str, list[date]] = defaultdict(list)
    for run in problem.runs:
        for site in run.sites:
            days[site] += [day for day in run.days if problem.first_day <= day < last]
    return [tuple(sorted(days[site.key])) for site in problem.sites]


def is_spaced(day: date, taken: list[date] | tuple[date, ...], spacing_d: int) -> bool:
    """Tell if a day is far enough from all that are taken."""
    return all(abs((day - other).days) >= spacing_d for other in taken)


def alike(problem: PlanProblem, days: list[Day]) -> list[Alike]:
    """Return the days in groups that differ in nothing but the date."""
    kinds = [one.kind for one in problem.specialists]
    groups: dict[object, list[Day]] = defaultdict(list)
    for day in days:
        shifts = tuple((team, problem.teams[team].hours[day.date.weekday()]) for team in day.teams)
        groups[shifts, tuple(sorted(day.open)), tuple(sorted(kinds[one] for one in day.free))].append(day)
    return [Alike(tuple(group)) for group in groups.values()]


def most_visits(problem: PlanProblem, days: list[Day]) -> list[int]:
    """Return how many visits each site can have at most: spacing, opening days, runs and its own limit."""
    fixed = run_days(problem)
    most = []
    for index, site in enumerate(problem.sites):
        number, last = 0, None
        for day in sorted(days, key=lambda one: one.date):
            if index not in day.open or not is_spaced(day.date, fixed[index], site.spacing_d):
                continue
            if last is None or (day.date - last).days >= site.spacing_d:
                number, last = number + 1, day.date
        most.append(min(number, site.most_visits))
    return most
