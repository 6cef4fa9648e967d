"""A plan while it is made: tours per day, specialists with teams, and the counts that value is computed from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy

from hantong_planning.outreach.plan.coverage import Coverage, Floats
from hantong_planning.outreach.plan.day import Tours, Ways, begins
from hantong_planning.outreach.plan.days import Day, is_spaced, run_days
from hantong_planning.outreach.plan.problem import PlanProblem
from hantong_planning.outreach.plan.result import Visit
from hantong_planning.outreach.plan.travel import kilometres

Company = dict[int, set[int]]  # team → kinds of specialists with it


class State:
    """The visits so far, changed a day at a time."""

    def __init__(self, problem: PlanProblem, cover: Coverage, days: list[Day]) -> None:
        self.problem, self.cover = problem, cover
        self.days = {day.date: day for day in days}
        self.ways = Ways.of(problem)
        self.tours: dict[date, Tours] = {day.date: {} for day in days}
        self.company: dict[date, Company] = {day.date: {} for day in days}
        self.counts: Floats = cover.given.copy()
        self._runs = run_days(problem)
        self._dates: list[list[date]] = [[] for _ in problem.sites]

    def put(self, day: date, tours: Tours, company: Company, number: int = 1) -> None:
        """Add a day's visits to the counts (or take them off, with −1) and make them the day's."""
        sites = len(self.problem.sites)
        for team, tour in tours.items():
            for site in tour:
                self.counts[site] += number
                for kind in company.get(team, ()):
                    self.counts[(1 + kind) * sites + site] += number
                if number > 0:
                    self._dates[site].append(day)
                else:
                    self._dates[site].remove(day)
        self.tours[day], self.company[day] = (tours, company) if number > 0 else ({}, {})

    def take(self, day: date) -> tuple[Tours, Company]:
        """Take a day's visits out and return them."""
        tours, company = self.tours[day], self.company[day]
        self.put(day, tours, company, -1)
        return tours, company

    def allowed(self, day: Day) -> list[int]:
        """Return the open sites that may be visited on a day: far enough from their other visits and from runs."""
        return [site for site in day.open if self.may_visit(site, day.date)]

    def may_visit(self, site: int, day: date) -> bool:
        """Tell if spacing and the site's own limit allow a visit."""
        one = self.problem.sites[site]
        return (
            len(self._dates[site]) < one.most_visits
            and is_spaced(day, self._dates[site], one.spacing_d)
            and is_spaced(day, self._runs[site], one.spacing_d)
        )

    def prizes(self, day: Day, factor: Floats) -> Floats:
        """Return what a visit to each site is worth today; a specialist's part by how likely one is there."""
        gains, sites = self.cover.gains(self.counts, factor), len(self.problem.sites)
        prize = gains[:sites].copy()
        for k, kind in enumerate(self.cover.kinds):
            free = sum(self.problem.specialists[one].kind == kind for one in day.free)
            prize += gains[(1 + k) * sites : (2 + k) * sites] * min(1.0, 1.5 * free / len(day.teams))
        return prize

    def accompany(self, day: Day, tours: Tours, factor: Floats) -> Company:
        """Return which kinds of specialists go with which team: each where it brings most."""
        gains, sites = self.cover.gains(self.counts, factor), len(self.problem.sites)
        company: Company = {}
        for one in day.free:
            kind = self.cover.kinds.index(self.problem.specialists[one].kind) if self._is_needed(one) else -1
            offers = [
                (sum(gains[(1 + kind) * sites + site] for site in tour), -team)
                for team, tour in tours.items()
                if kind >= 0 and kind not in company.get(team, ())
            ]
            if offers and max(offers)[0] > 0:
                company.setdefault(-max(offers)[1], set()).add(kind)
        return company

    def _is_needed(self, specialist: int) -> bool:
        return self.problem.specialists[specialist].kind in self.cover.kinds

    def weighed(self, factor: Floats) -> float:
        """Return the value with districts' rows counted `factor` times."""
        worth = self.cover.worth(self.cover.reach @ self.counts)
        return float((self.cover.weight * factor[self.cover.district]) @ worth)

    def visits(self) -> tuple[Visit, ...]:
        """Return all visits with their times, in order."""
        found, keys = [], self.cover.kinds
        for date_, tours in self.tours.items():
            for team, tour in tours.items():
                starts = begins(self.problem, self.ways, self.days[date_], team, tour)
                if starts is None:
                    raise AssertionError("a tour in the plan cannot be driven")
                kinds = tuple(keys[kind] for kind in sorted(self.company[date_].get(team, ())))
                for site, start in zip(tour, starts, strict=True):
                    one = self.problem.sites[site]
                    name = self.problem.teams[team].key
                    found.append(Visit(date_, name, start, start + one.service_min, one.key, kinds))
        return tuple(sorted(found))

    def drive_km(self) -> float:
        """Return the kilometres of all tours."""
        ways, total = kilometres(self.problem), 0.0
        for tours in self.tours.values():
            for team, tour in tours.items():
                stops = [self.ways.sites + team, *tour, self.ways.sites + team]
                total += float(ways[stops[:-1], stops[1:]].sum())
        return total

    def load(self, visits: tuple[Visit, ...]) -> None:
        """Begin from the visits of an earlier plan."""
        sites = {site.key: k for k, site in enumerate(self.problem.sites)}
        teams = {team.key: k for k, team in enumerate(self.problem.teams)}
        by_day: dict[date, tuple[Tours, Company]] = {}
        for visit in sorted(visits):
            tours, company = by_day.setdefault(visit.day, ({}, {}))
            tours.setdefault(teams[visit.team], []).append(sites[visit.site])
            company[teams[visit.team]] = {self.cover.kinds.index(kind) for kind in visit.kinds}
        for day, (tours, company) in by_day.items():
            self.put(day, tours, company)


def levels(cover: Coverage, counts: Floats) -> Mapping[str, float]:
    """Return each district's level by name."""
    return dict(zip(cover.districts, (float(x) for x in numpy.asarray(cover.levels(counts))), strict=True))
