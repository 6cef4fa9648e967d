"""Kilometres and minutes between sites and bases."""

from __future__ import annotations

import math

import numpy
from numpy.typing import NDArray

from hantong_planning.outreach.plan.problem import Placed, PlanProblem


def kilometres(problem: PlanProblem) -> NDArray[numpy.float64]:
    """Return road kilometres, shape (sites + teams, sites + teams): sites first, then the teams' bases."""
    places: tuple[Placed, ...] = (*problem.sites, *problem.teams)
    at = numpy.array([(place.x_km, place.y_km) for place in places])
    return numpy.asarray(numpy.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) * problem.detour, float)


def minutes(problem: PlanProblem) -> NDArray[numpy.int64]:
    """Return whole minutes, rounded up, shaped like `kilometres`."""
    return numpy.ceil(kilometres(problem) / problem.speed_kmh * 60 - 1e-9).astype(numpy.int64)


def one_way(problem: PlanProblem, here: tuple[float, float], there: tuple[float, float]) -> tuple[float, int]:
    """Return kilometres and minutes of one way: the same convention, without arrays."""
    km = math.dist(here, there) * problem.detour
    return km, math.ceil(km / problem.speed_kmh * 60 - 1e-9)
