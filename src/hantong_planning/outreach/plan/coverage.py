"""Who is reached by which visit, and what a visit more is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray
from scipy.sparse import csc_array, vstack

from hantong_planning.outreach.plan.days import run_days
from hantong_planning.outreach.plan.problem import PlanProblem

Floats = NDArray[numpy.float64]
Indices = NDArray[numpy.int64]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Rows are people of one group in one area; columns are sites, once for plain visits and once for each kind.

    A visit is counted in the plain column of its site, and in a kind's column too if a specialist of it was there.
    """

    reach: csc_array  # shape (rows, (1 + kinds) × sites): how much a visit counts for a row, 0…1
    weight: Floats  # shape (rows,): people × the group's weight
    district: Indices  # shape (rows,): index into `districts`
    districts: tuple[str, ...]
    kinds: tuple[str, ...]
    given: Floats  # shape ((1 + kinds) × sites,): visits of fixed runs
    fade: float
    counted: int

    def worth(self, met: Floats) -> Floats:
        """Return what so many visits are worth to one person: 1 + fade + fade² … up to `counted`."""
        capped = numpy.minimum(met, self.counted)
        full = numpy.floor(capped)
        power = numpy.power(self.fade, full)
        before = full if self.fade == 1 else (1 - power) / (1 - self.fade)
        return numpy.asarray(before + (capped - full) * power, float)

    def value(self, visits: Floats) -> float:
        """Return the value of visit counts per column (runs included in the counts)."""
        return float(self.weight @ self.worth(self.reach @ visits))

    def levels(self, visits: Floats) -> Floats:
        """Return each district's value as a share of what `counted` visits to everybody would be worth."""
        worth = self.weight * self.worth(self.reach @ visits)
        return numpy.asarray(numpy.bincount(self.district, worth, len(self.districts)) / self.most(), float)

    def most(self) -> Floats:
        """Return each district's greatest value, at least a little above zero."""
        people = numpy.bincount(self.district, self.weight, len(self.districts))
        return numpy.asarray(numpy.maximum(people * self.worth(numpy.array([float(self.counted)]))[0], 1e-12), float)

    def gains(self, visits: Floats, factor: Floats) -> Floats:
        """Return what one more visit per column brings, rows of a district counted `factor` times."""
        met = self.reach @ visits
        rows, data = self.reach.indices, self.reach.data
        more = (self.worth(met[rows] + data) - self.worth(met)[rows]) * (self.weight * factor[self.district])[rows]
        columns = numpy.repeat(numpy.arange(self.reach.shape[1]), numpy.diff(self.reach.indptr))
        return numpy.asarray(numpy.bincount(columns, more, self.reach.shape[1]), float)


def coverage_of(problem: PlanProblem) -> Coverage:
    """Return the coverage of a problem. Distances are straight lines; rows without people are left out."""
    kinds = tuple(sorted({group.needs for group in problem.groups if group.needs}))
    districts = tuple(sorted({area.district for area in problem.areas}))
    homes = numpy.array([(area.x_km, area.y_km) for area in problem.areas])
    sites = numpy.array([(site.x_km, site.y_km) for site in problem.sites])
    apart = numpy.hypot(*(homes[:, None] - sites[None]).transpose(2, 0, 1))
    people = numpy.array([area.people for area in problem.areas], float)
    in_district = numpy.array([districts.index(area.district) for area in problem.areas])
    blocks, weights, homes_of = [], [], []
    for index, group in enumerate(problem.groups):
        lived = numpy.flatnonzero(people[:, index] * group.weight > 0)
        near = numpy.where(apart <= group.drive_km, group.drive_share, 0.0)
        near = numpy.where(apart <= group.walk_km, 1.0, near)[lived]
        block = numpy.zeros((len(lived), (1 + len(kinds)) * len(sites)))
        column = (1 + kinds.index(group.needs)) * len(sites) if group.needs else 0
        block[:, column : column + len(sites)] = near
        blocks.append(csc_array(block))
        weights.append(people[lived, index] * group.weight)
        homes_of.append(in_district[lived])
    given = numpy.zeros((1 + len(kinds)) * len(sites))
    for index, days in enumerate(run_days(problem)):
        given[index] = len(days)
    stacked = csc_array(vstack(blocks, format="csc"))
    return Coverage(
        stacked,
        numpy.concatenate(weights),
        numpy.concatenate(homes_of),
        districts,
        kinds,
        given,
        problem.fade,
        problem.counted,
    )
