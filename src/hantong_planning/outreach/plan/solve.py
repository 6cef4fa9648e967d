"""The plan: a bound and prices from the covering programme, then day after day, and again given all other days."""

from __future__ import annotations

import time

import numpy

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.outreach.plan.coverage import Floats, coverage_of
from hantong_planning.outreach.plan.day import tours_of_day
from hantong_planning.outreach.plan.days import Day, calendar
from hantong_planning.outreach.plan.fairness import fair_bound
from hantong_planning.outreach.plan.master import Bound, build
from hantong_planning.outreach.plan.problem import PlanProblem
from hantong_planning.outreach.plan.result import Plan, Shortfall
from hantong_planning.outreach.plan.routing import routed
from hantong_planning.outreach.plan.state import State, levels
from hantong_planning.outreach.plan.why import why

ROUNDS_PER_DAY = 1500
PASSES = 3
URGE = 1.25  # how much more a district that lags behind its floor counts in the next pass


def solve(
    problem: PlanProblem, *, seed: int = 1, time_limit_s: float = 300, passes: int = PASSES, is_explained: bool = True
) -> Plan:
    """Plan who visits which site on which day.

    1. A linear programme over groups of alike days gives the bound, districts' floors and prices (master, fairness).
    2. Day after day, the teams' tours are chosen by the tour search for what each visit adds (day).
    3. Each day is chosen anew given all others, `passes` − 1 times; lagging districts count more each time.
    4. PyVRP shortens each day's way (routing), and specialists join the teams where they bring most.

    Parameters
    ----------
    time_limit_s
        Ends step 3 between two days; steps 1, 2 and 4 are always done. The same seed gives the same plan unless the
        limit is reached.

    Notes
    -----
    Floors that the dated plan misses are returned in `unmet`. The bound is for the value under these floors: a plan
    that misses a floor may exceed it by what the floor costs. Raises Nonsense.
    """
    began = time.perf_counter()
    finite("time_limit_s", time_limit_s, above=0)
    whole("seed", seed)
    whole("passes", passes, least=1)
    cover, days = coverage_of(problem), calendar(problem)
    if not days:
        raise Nonsense("teams.hours", "must let at least one team work on one day of the horizon")
    master = build(problem, cover, days)
    bound, floors = fair_bound(problem, master, cover)
    state = State(problem, cover, days)
    factor = 1 + bound.floor_prices / cover.most()
    for turn in range(passes):
        for number, day in enumerate(days):
            if turn and time.perf_counter() - began > time_limit_s:
                break
            _choose(state, day, numpy.maximum(factor, 0.01), seed=seed + 7919 * turn + number)
        factor = numpy.where(cover.levels(state.counts) < floors, factor * URGE, factor)
    _route(state, days, numpy.maximum(factor, 0.01), seed)
    reasons = why(problem, master, bound, state) if is_explained else {}
    return plan_of(state, bound, floors, reasons, time.perf_counter() - began)


def _choose(state: State, day: Day, factor: Floats, *, seed: int) -> None:
    """Choose a day anew given all others, and keep the better of old and new."""
    before = state.weighed(factor)
    old = state.take(day.date)
    allowed, prize = state.allowed(day), state.prizes(day, factor)
    tours = tours_of_day(state.problem, state.ways, day, prize, allowed, seed=seed, rounds=ROUNDS_PER_DAY)
    state.put(day.date, tours, state.accompany(day, tours, factor))
    if state.weighed(factor) < before:
        state.take(day.date)
        state.put(day.date, *old)


def _route(state: State, days: list[Day], factor: Floats, seed: int) -> None:
    for day in days:
        before = state.weighed(factor)
        tours, company = state.take(day.date)
        shorter = routed(state.problem, state.ways, day, tours, seed=seed)
        state.put(day.date, shorter, state.accompany(day, shorter, factor))
        if state.weighed(factor) < before - 1e-9:
            state.take(day.date)
            state.put(day.date, tours, company)


def plan_of(state: State, bound: Bound, floors: Floats, reasons: dict[str, object], seconds: float) -> Plan:
    """Return the plan that a state holds."""
    cover = state.cover
    reached = levels(cover, state.counts)
    named = dict(zip(cover.districts, (float(floor) for floor in floors), strict=True))
    unmet = tuple(
        Shortfall(f"floor of {district}", floor - reached[district])
        for district, floor in named.items()
        if reached[district] < floor - 1e-6
    )
    return Plan(
        visits=state.visits(),
        value=cover.value(state.counts),
        bound=bound.value,
        levels=reached,
        floors=named,
        drive_km=state.drive_km(),
        unmet=unmet,
        why=reasons,
        seconds=seconds,
    )
