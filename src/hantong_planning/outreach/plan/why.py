"""The reasons of a plan: what is scarce and at which price, what one more team brings, and whom each site serves."""

from __future__ import annotations

import dataclasses
from collections import defaultdict

import numpy

from hantong_planning.outreach.plan.coverage import coverage_of
from hantong_planning.outreach.plan.days import calendar
from hantong_planning.outreach.plan.fairness import fair_bound
from hantong_planning.outreach.plan.master import Bound, Master, build
from hantong_planning.outreach.plan.problem import PlanProblem
from hantong_planning.outreach.plan.state import State

MOST_NAMED = 10


def why(problem: PlanProblem, master: Master, bound: Bound, state: State) -> dict[str, object]:
    """Return what binds (price of one more unit × units, as a share of the value), and what one more team brings.

    Prices are the covering programme's: what the bound, not the dated plan, would gain by one more unit.
    """
    prices = numpy.array([bound.prices[name] for name in master.rows.names])
    weight = prices * numpy.maximum(master.rows.most[: len(prices)], 0)
    kinds: dict[str, float] = defaultdict(float)
    for name, part in zip(master.rows.names, weight, strict=True):
        kinds[_kind(name)] += float(part)
    order = numpy.argsort(-weight, kind="stable")[:MOST_NAMED]
    named = [
        {"what": master.rows.names[k], "one_more_brings": float(prices[k]), "units": float(master.rows.most[k])}
        for k in order
        if prices[k] > 1e-9
    ]
    floors = {
        district: float(price)
        for district, price in zip(state.cover.districts, bound.floor_prices, strict=True)
        if price > 1e-9
    }
    return {
        "binding_share": {name: part / bound.value for name, part in kinds.items() if part > 1e-9 * bound.value},
        "binding": named,
        "floors_that_cost": floors,
        "one_more_team": one_more_team(problem, bound),
    }


def _kind(name: str) -> str:
    """Return what kind of scarcity a row is: stops, hours, spacing, a specialist's days."""
    return "spacing and opening days" if name.startswith("spacing") else name.partition(",")[0].partition(":")[0]


def one_more_team(problem: PlanProblem, bound: Bound) -> dict[str, object]:
    """Return what a team more, like the first one, would bring to the bound."""
    extra = dataclasses.replace(problem.teams[0], key=f"{problem.teams[0].key}+1")
    larger = dataclasses.replace(problem, teams=(*problem.teams, extra))
    cover = coverage_of(larger)
    more, _ = fair_bound(larger, build(larger, cover, calendar(larger)), cover)
    gain = more.value - bound.value
    return {"like": problem.teams[0].key, "value": gain, "share": gain / bound.value if bound.value else 0.0}
