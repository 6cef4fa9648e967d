"""From the problem in its own words to the arrays of the search, and back."""

from __future__ import annotations

import math

import numpy

from hantong_planning.outreach.tours.moves import Crew, Field, Ints, Tours
from hantong_planning.outreach.tours.problem import TourProblem, travel_units

FAR = 1 << 50


def field_of(problem: TourProblem) -> tuple[Field, Crew]:
    """Return the arrays for a problem with one base: node 0."""
    unit, rows = 10**problem.decimals, (problem.base, *problem.places)
    stay = numpy.array([math.ceil(place.stay * unit - 1e-6) for place in rows])
    opens = numpy.array([math.ceil(place.opens * unit - 1e-6) for place in rows])
    closes = numpy.array([math.floor(place.closes * unit + 1e-6) for place in rows])
    score = numpy.array([int(place.score) for place in rows])
    wanted = numpy.arange(1, len(rows))
    teams = numpy.ones(problem.teams, numpy.int64)
    crew = Crew(teams * 0, teams * 0, teams * opens[0], teams * closes[0], teams * len(wanted))
    return make_field(travel_units(problem), stay, score, opens, closes, wanted), crew


def make_field(travel: Ints, stay: Ints, score: Ints, opens: Ints, closes: Ints, wanted: Ints) -> Field:
    """Return the arrays, with each node's others sorted by travel and by how long one waits between them."""
    wait = opens[None, :] - closes[:, None] - stay[:, None] - travel
    near = travel + numpy.clip(numpy.minimum(wait, wait.T), 0, None) // 5
    near[:, numpy.setdiff1d(numpy.arange(len(score)), wanted)] = FAR
    numpy.fill_diagonal(near, FAR)
    order = numpy.argsort(near, axis=1, kind="stable")[:, : max(len(wanted) - 1, 1)]
    return Field(
        numpy.ascontiguousarray(travel, numpy.int64),
        numpy.ascontiguousarray(travel.T, numpy.int64),
        stay.astype(numpy.int64),
        score.astype(numpy.int64),
        opens.astype(numpy.int64),
        closes.astype(numpy.int64),
        numpy.ascontiguousarray(order, numpy.int64),
        numpy.ascontiguousarray(wanted, numpy.int64),
    )


def visits(tours: Tours) -> list[list[int]]:
    """Return the nodes of each team's tour in order."""
    return [[int(node) for node in tours.stop[team, 1 : n + 1]] for team, n in enumerate(tours.size)]
