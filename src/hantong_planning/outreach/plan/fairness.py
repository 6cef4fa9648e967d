"""Fairness between districts: floors worst-first, and what fairness costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from hantong_planning.outreach.plan.coverage import Coverage, Floats, coverage_of
from hantong_planning.outreach.plan.days import calendar
from hantong_planning.outreach.plan.master import Bound, Master, best, build, worst_level
from hantong_planning.outreach.plan.problem import PlanProblem

MOST_ROUNDS = 8
SLACK = 1e-7


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the frontier: floors at a share of the worst-first levels, the value, and how uneven levels are."""

    floor_share: float
    value: float
    worst_level: float
    gini: float


def worst_first(master: Master, cover: Coverage) -> Floats:
    """Return the districts' levels of the lexicographic max–min: the worst as high as can be, then the next worst.

    Districts that no site reaches are held at nothing from the start. Each round raises the lowest level of the
    districts not yet held and holds those that are the reason it cannot be higher (positive price). After some rounds
    the rest is held at the last level: exact for the worst districts, a lower floor than the lexicographic one for
    the others.

    Source: Ogryczak, Inequality measures and equitable approaches to location problems, European Journal of
    Operational Research 122(2), 2000, doi:10.1016/S0377-2217(99)00240-6.
    """
    districts = master.level.shape[0]
    held = {int(d): 0.0 for d in numpy.flatnonzero(~_reached(cover))}
    level = 0.0
    for _ in range(MOST_ROUNDS):
        if len(held) == districts:
            break
        level, price = worst_level(master, held)
        tight = [d for d in range(districts) if d not in held and price[d] > 1e-9]
        if not tight:
            break
        held.update(dict.fromkeys(tight, max(level - SLACK, 0.0)))
    return numpy.array([held.get(d, max(level - SLACK, 0.0)) for d in range(districts)])


def fair_bound(problem: PlanProblem, master: Master, cover: Coverage) -> tuple[Bound, Floats]:
    """Return the bound under the problem's fairness, and the floors of the districts."""
    fairness = problem.fairness
    if fairness.kind == "worst_first":
        floors = numpy.maximum(worst_first(master, cover) * fairness.floor_share - SLACK, 0.0)
        return best(master, floors), floors
    if fairness.kind == "cap":
        whole = best(master).value / float(master.value.sum())
        floors = numpy.minimum(whole * (1 - fairness.cap_share), worst_first(master, cover))
        floors = numpy.maximum(floors - SLACK, 0.0)
        return best(master, floors), floors
    return best(master), numpy.zeros(master.level.shape[0])


def _reached(cover: Coverage) -> NDArray[numpy.bool_]:
    """Tell of each district whether any site reaches anybody there."""
    reach = numpy.asarray(cover.reach.sum(axis=1), float)
    return numpy.asarray(numpy.bincount(cover.district, reach, len(cover.districts)) > 0)


def frontier(problem: PlanProblem, shares: Sequence[float] = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)) -> list[Point]:
    """Return what the whole loses as the worst-first floors are held more and more: bounds, not dated plans."""
    cover = coverage_of(problem)
    master = build(problem, cover, calendar(problem))
    floors = worst_first(master, cover)
    points = []
    for part in shares:
        bound = best(master, numpy.maximum(floors * part - SLACK, 0.0))
        points.append(Point(part, bound.value, float(bound.levels.min()), gini(bound.levels, cover)))
    return points


def gini(levels: Floats, cover: Coverage) -> float:
    """Return the Gini coefficient of levels, districts weighted by their people (0 is equal)."""
    people = numpy.bincount(cover.district, cover.weight, len(cover.districts))
    mean = float(people @ levels) / float(people.sum())
    apart = numpy.abs(levels[:, None] - levels[None, :]) * people[:, None] * people[None, :]
    return float(apart.sum() / (2 * people.sum() ** 2 * mean)) if mean > 0 else 0.0
