"""A day falls out: where its visits go, with everything else left as it was announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.plan.coverage import coverage_of
from hantong_planning.outreach.plan.day import Tours, begins
from hantong_planning.outreach.plan.days import Day, calendar
from hantong_planning.outreach.plan.problem import PlanProblem
from hantong_planning.outreach.plan.result import Plan, Shortfall, Visit
from hantong_planning.outreach.plan.state import Company, State, levels


@dataclass(frozen=True, slots=True)
class Move:
    """A visit that fell out and the visit that makes up for it, or None; what its loss would cost."""

    lost: Visit
    now: Visit | None
    worth: float


@dataclass(frozen=True, slots=True)
class Replanned:
    """The plan after a day fell out, and the moves, the most valuable first."""

    plan: Plan
    moves: tuple[Move, ...]


def replan(problem: PlanProblem, plan: Plan, *, cancelled: Sequence[date], team: str = "") -> Replanned:
    """Move the visits of cancelled days (of one team, or of all) to later days where a team has time left.

    No other visit changes its day, team or place; on a day that takes one more stop, the other stops of that team may
    begin at another time. Visits are placed in the order of what they are worth, each on the earliest later day it
    fits, one on which its specialists are free if there is any: exact for one visit, greedy for several.

    Raises Nonsense.
    """
    if team and team not in {one.key for one in problem.teams}:
        raise Nonsense("team", f"must be a known team, not {team}")
    if not cancelled:
        raise Nonsense("cancelled", "must name at least one day")
    gone = [visit for visit in plan.visits if visit.day in cancelled and team in ("", visit.team)]
    cover, days = coverage_of(problem), calendar(problem)
    state = State(problem, cover, days)
    state.load(tuple(visit for visit in plan.visits if visit not in gone))
    after = [day for day in days if day.date > max(cancelled)]
    sites = {site.key: k for k, site in enumerate(problem.sites)}
    moves: list[Move] = []
    for visit in sorted(gone, key=lambda one: -_worth(state, sites[one.site], one.kinds)):
        worth = _worth(state, sites[visit.site], visit.kinds)
        moves.append(Move(visit, _placed(state, after, sites[visit.site], visit.kinds), worth))
    return Replanned(_renewed(state, plan, moves), tuple(moves))


def _worth(state: State, site: int, kinds: Sequence[str]) -> float:
    """Return what one more visit brings, with the specialists' part."""
    gains = state.cover.gains(state.counts, numpy.ones(len(state.cover.districts)))
    return float(gains[site] + sum(gains[_column(state, site, kind)] for kind in kinds))


def _column(state: State, site: int, kind: str) -> int:
    """Return where the coverage counts a site's visits with a kind of specialist."""
    return (1 + state.cover.kinds.index(kind)) * len(state.problem.sites) + site


def _placed(state: State, after: list[Day], site: int, kinds: Sequence[str]) -> Visit | None:
    """Put a visit on the earliest day that takes it, with its specialists if there is such a day; return it, or None."""
    for wanted in (kinds, ()) if kinds else ((),):
        for day in after:
            if site in day.open and state.may_visit(site, day.date):
                visit = _put(state, day, site, wanted)
                if visit:
                    return visit
    return None


def _put(state: State, day: Day, site: int, kinds: Sequence[str]) -> Visit | None:
    """Put a visit on a day where it costs least driving; return it, or None if no team takes it."""
    offers = []
    for team in day.teams:
        tour = state.tours[day.date].get(team, [])
        for at in range(len(tour) + 1):
            longer = [*tour[:at], site, *tour[at:]]
            starts = begins(state.problem, state.ways, day, team, longer)
            if starts is not None and all(_can_join(state, day, team, kind) for kind in kinds):
                offers.append((starts[-1], team, at, longer, starts))
    if not offers:
        return None
    _, team, at, longer, starts = min(offers)
    tours, company = state.take(day.date)
    joining = {state.cover.kinds.index(kind) for kind in kinds}
    state.put(day.date, *_with(tours, company, team, longer, joining))
    return _visit(state, day, team, site, starts[at])


def _can_join(state: State, day: Day, team: int, kind: str) -> bool:
    """Tell if a specialist is with the team already, or free on the day and with no other team."""
    index, company = state.cover.kinds.index(kind), state.company[day.date]
    free = sum(state.problem.specialists[one].kind == kind for one in day.free)
    return index in company.get(team, ()) or free > sum(index in kinds for kinds in company.values())


def _with(tours: Tours, company: Company, team: int, tour: list[int], joining: set[int]) -> tuple[Tours, Company]:
    kinds = company.get(team, set()) | joining
    return {**tours, team: tour}, {**company, team: kinds} if kinds else company


def _visit(state: State, day: Day, team: int, site: int, start: int) -> Visit:
    one = state.problem.sites[site]
    kinds = tuple(state.cover.kinds[k] for k in sorted(state.company[day.date].get(team, ())))
    return Visit(day.date, state.problem.teams[team].key, start, start + one.service_min, one.key, kinds)


def _renewed(state: State, plan: Plan, moves: Sequence[Move]) -> Plan:
    reached = levels(state.cover, state.counts)
    lost = [Shortfall(f"visit to {move.lost.site} on {move.lost.day}", move.worth) for move in moves if not move.now]
    alone = [
        Shortfall(f"{kind} for the visit to {move.now.site} on {move.now.day}", _part(state, move.now.site, kind))
        for move in moves
        if move.now
        for kind in sorted(set(move.lost.kinds) - set(move.now.kinds))
    ]
    floors = [
        Shortfall(f"floor of {district}", floor - reached[district])
        for district, floor in plan.floors.items()
        if reached[district] < floor - 1e-6
    ]
    return replace(
        plan,
        visits=state.visits(),
        value=state.cover.value(state.counts),
        levels=reached,
        drive_km=state.drive_km(),
        unmet=(*lost, *alone, *floors),
        why={},  # it spoke of the plan before
    )


def _part(state: State, site: str, kind: str) -> float:
    """Return what a specialist would bring to one visit more."""
    index = next(k for k, one in enumerate(state.problem.sites) if one.key == site)
    return _worth(state, index, (kind,)) - _worth(state, index, ())
