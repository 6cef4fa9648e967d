"""The covering programme over groups of alike days: the bound, the prices of what is scarce, and districts' floors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from scipy.optimize import linprog
from scipy.sparse import block_array, coo_array, csr_array, diags_array, eye_array

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.plan.coverage import Coverage, Floats
from hantong_planning.outreach.plan.days import Alike, Day, alike, most_visits
from hantong_planning.outreach.plan.problem import PlanProblem
from hantong_planning.outreach.plan.travel import minutes


@dataclass(frozen=True, slots=True)
class Rows:
    """Linear constraints `matrix` · x ≤ `most`, each with a name that a person understands."""

    matrix: csr_array
    most: Floats
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Master:
    """The programme: x = visits per (site, alike days), accompanied visits per kind, and worth in steps.

    Every constraint holds for every plan that can be carried out, so its optimum is a bound: travel is counted as
    at least 2/stops of the way from the nearest base, days are only told apart by what differs.
    """

    value: Floats  # shape (columns,)
    upper: Floats  # shape (columns,)
    rows: Rows
    level: csr_array  # shape (districts, columns): what a column adds to a district's level
    given: Floats  # shape (districts,): not used by the optimum; levels that runs alone give
    visits: csr_array  # shape ((1 + kinds) × sites, columns): columns to visit counts


@dataclass(frozen=True, slots=True)
class Bound:
    """The optimum: its value, each district's level, prices of named rows and of floors, visit counts per column."""

    value: float
    levels: Floats
    prices: Mapping[str, float]
    floor_prices: Floats
    visits: Floats


def build(problem: PlanProblem, cover: Coverage, days: list[Day]) -> Master:
    """Return the programme of a problem."""
    groups, sites = alike(problem, days), len(problem.sites)
    pairs = [(site, g) for g, group in enumerate(groups) for site in sorted(group.first.open)]
    plain = _sites(pairs, sites)
    visits = block_array(
        [[plain if i == j else None for j in range(1 + len(cover.kinds))] for i in range(1 + len(cover.kinds))],
        format="csr",
    )
    steps, rows = cover.counted, len(cover.weight)
    acts = visits.shape[1]
    slopes = cover.fade ** numpy.arange(steps)
    worth = numpy.outer(cover.weight, slopes).ravel()
    met = [-(csr_array(cover.reach) @ visits), _sum_of_steps(rows, steps)]
    scarce = _scarce(problem, cover, groups, pairs)
    wide = block_array([[scarce.matrix, csr_array((len(scarce.most), rows * steps))], met], format="csr")
    most = numpy.concatenate([scarce.most, cover.reach @ cover.given])
    per = numpy.array([len(groups[g].days) for _, g in pairs], float)
    upper = numpy.concatenate([numpy.tile(per, 1 + len(cover.kinds)), numpy.ones(rows * steps)])
    share = worth / numpy.repeat(cover.most()[cover.district], steps)
    spots = (numpy.repeat(cover.district, steps), acts + numpy.arange(rows * steps))
    level = csr_array(coo_array((share, spots), shape=(len(cover.districts), acts + rows * steps)))
    value = numpy.concatenate([numpy.zeros(acts), worth])
    count = block_array([[visits, csr_array((visits.shape[0], rows * steps))]], format="csr")
    return Master(value, upper, Rows(wide, most, scarce.names), level, cover.levels(cover.given), count)


def best(master: Master, floors: Floats | None = None) -> Bound:
    """Solve for the greatest value, with floors under the districts' levels. Raises Nonsense if none keeps to them."""
    extra, most = [master.rows.matrix], [master.rows.most]
    if floors is not None:
        extra, most = [*extra, -master.level], [*most, -floors]
    answer = _solved(-master.value, master, extra, most)
    prices = -numpy.asarray(answer.ineqlin.marginals)
    named = dict(zip(master.rows.names, prices[: len(master.rows.names)], strict=True))
    tail = prices[master.rows.matrix.shape[0] :]
    districts = master.level.shape[0]
    floor_prices = tail[-districts:] if len(tail) else numpy.zeros(districts)
    return Bound(-answer.fun, master.level @ answer.x, named, floor_prices, master.visits @ answer.x)


def worst_level(master: Master, held: Mapping[int, float]) -> tuple[float, Floats]:
    """Raise the lowest level of all districts that are not held; return it and each district's price."""
    districts, columns = master.level.shape
    loose = numpy.array([d not in held for d in range(districts)], float)
    wide = csr_array(block_array([[master.rows.matrix, csr_array((master.rows.matrix.shape[0], 1))]]))
    floor = csr_array(block_array([[-master.level, csr_array(loose[:, None])]]))
    most = -numpy.array([held.get(d, 0.0) for d in range(districts)])
    goal = numpy.append(numpy.zeros(columns), -1.0)
    answer = _solved(goal, master, [wide, floor], [master.rows.most, most], extra_upper=1.0)
    return float(answer.x[-1]), -numpy.asarray(answer.ineqlin.marginals[-districts:])


def _solved(
    goal: Floats,
    master: Master,
    matrices: Sequence[csr_array],
    most: Sequence[Floats],
    extra_upper: float | None = None,
) -> Any:
    """Solve; raises ArithmeticError if HiGHS finds no optimum, which held floors slightly below theirs prevent."""
    upper = master.upper if extra_upper is None else numpy.append(master.upper, extra_upper)
    bounds = numpy.column_stack([numpy.zeros(len(upper)), upper])
    stacked = csr_array(block_array([[matrix] for matrix in matrices]))
    answer = linprog(goal, A_ub=stacked, b_ub=numpy.concatenate(most), bounds=bounds, method="highs")
    if answer.status == 2:
        raise Nonsense(
            "fairness", "asks for more than any plan can give: fixed runs alone serve districts too unevenly"
        )
    if answer.status != 0:
        raise ArithmeticError(f"the covering programme was not solved: {answer.message}")
    return answer


def _sites(pairs: list[tuple[int, int]], sites: int) -> csr_array:
    spots = ([site for site, _ in pairs], numpy.arange(len(pairs)))
    return csr_array(coo_array((numpy.ones(len(pairs)), spots), shape=(sites, len(pairs))))


def _sum_of_steps(rows: int, steps: int) -> csr_array:
    spots = (numpy.repeat(numpy.arange(rows), steps), numpy.arange(rows * steps))
    return csr_array(coo_array((numpy.ones(rows * steps), spots), shape=(rows, rows * steps)))


def _scarce(problem: PlanProblem, cover: Coverage, groups: list[Alike], pairs: list[tuple[int, int]]) -> Rows:
    """Return what is scarce: stops and hours of teams, sites' spacing, specialists' days."""
    kinds, number = len(cover.kinds), len(pairs)
    in_group = csr_array(
        coo_array((numpy.ones(number), ([g for _, g in pairs], numpy.arange(number))), shape=(len(groups), number))
    )
    taken, hours, names = _taken(problem, groups, pairs), [], []
    stops = [float(len(group.days) * sum(problem.teams[t].most_stops for t in group.first.teams)) for group in groups]
    for group in groups:
        shifts = [problem.teams[t].hours[group.first.date.weekday()] for t in group.first.teams]
        hours.append(float(len(group.days) * sum(span[1] - span[0] for span in shifts if span)))
    labels = [
        f"{group.first.date:%A} {group.first.date.isoformat()} and {len(group.days) - 1} like it" for group in groups
    ]
    names += [f"stops of teams, {label}" for label in labels] + [f"hours of teams, {label}" for label in labels]
    names += [f"spacing and opening days of {site.key}" for site in problem.sites]
    none = csr_array((len(groups), number))
    blocks = [
        [in_group, *[none] * kinds],
        [in_group @ diags_array(taken), *[none] * kinds],
        [_sites(pairs, len(problem.sites)), *[csr_array((len(problem.sites), number))] * kinds],
    ]
    most = [*stops, *hours, *[float(n) for n in most_visits(problem, [d for g in groups for d in g.days])]]
    for k, kind in enumerate(cover.kinds):
        line = [in_group if j == k else none for j in range(kinds)]
        blocks.append([none, *line])
        free = [sum(problem.specialists[one].kind == kind for one in group.first.free) for group in groups]
        greatest = [max(problem.teams[t].most_stops for t in group.first.teams) for group in groups]
        most += [float(len(group.days) * f * m) for group, f, m in zip(groups, free, greatest, strict=True)]
        names += [f"days of {kind}, {label}" for label in labels]
        lone = [eye_array(number) if j == k else csr_array((number, number)) for j in range(kinds)]
        blocks.append([-eye_array(number), *lone])
        most += [0.0] * number
        names += [f"visits for {kind}: {problem.sites[site].key}, {labels[g]}" for site, g in pairs]
    return Rows(csr_array(block_array(blocks)), numpy.array(most), tuple(names))


def _taken(problem: PlanProblem, groups: list[Alike], pairs: list[tuple[int, int]]) -> Floats:
    """Return the minutes that a visit takes at least: its service, and its part of the way from the nearest base."""
    ways, sites = minutes(problem), len(problem.sites)
    found = []
    for site, g in pairs:
        teams = groups[g].first.teams
        nearest = min(int(ways[site, sites + t]) for t in teams)
        most_stops = max(problem.teams[t].most_stops for t in teams)
        found.append(problem.sites[site].service_min + 2 * nearest / most_stops)
    return numpy.array(found, float)
