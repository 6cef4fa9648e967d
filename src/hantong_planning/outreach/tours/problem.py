"""The team orienteering problem: places with a score, a stay and an opening time, and tours from one base."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from hantong_planning.errors import Nonsense, finite, whole

FARTHEST = 1e7  # beyond which sums in units of the last decimal are no longer safe


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a tour may visit; times in the unit of distances (speed 1)."""

    number: int
    x: float
    y: float
    stay: float
    score: float
    opens: float
    closes: float  # latest begin of the stay

    def __post_init__(self) -> None:
        for name in ("x", "y", "opens", "closes"):
            finite(name, getattr(self, name), least=-FARTHEST, most=FARTHEST)
        finite("stay", self.stay, least=0, most=FARTHEST)
        whole("score", self.score, most=10**9)
        if self.closes < self.opens:
            raise Nonsense("closes", f"of place {self.number} must not be before it opens")


@dataclass(frozen=True, slots=True)
class TourProblem:
    """Visit places for the greatest total score with `teams` tours that leave the base and are back by its closing.

    `decimals` is the convention of the distances: Euclidean, cut off (not rounded) after so many decimals. The
    Solomon files of the public set use 1, those of Cordeau 2.
    """

    base: Place
    places: tuple[Place, ...]
    teams: int
    decimals: int = 1

    def __post_init__(self) -> None:
        whole("teams", self.teams, least=1)
        whole("decimals", self.decimals, most=6)
        if not self.places:
            raise Nonsense("places", "must hold at least one place")
        numbers = {place.number for place in self.places} | {self.base.number}
        if len(numbers) != len(self.places) + 1:
            raise Nonsense("places", "must have different numbers")


@dataclass(frozen=True, slots=True)
class TourPlan:
    """The tours found: numbers of places in the order of visits, one tuple per team, empty ones left out."""

    tours: tuple[tuple[int, ...], ...]
    score: int
    travel: float
    rounds: int
    seconds: float
    left_out: tuple[int, ...]


def travel_units(problem: TourProblem) -> NDArray[numpy.int64]:
    """Return distances in units of the last decimal.

    Returns
    -------
    NDArray[int64], shape (n + 1, n + 1)
        Row and column 0 are the base. Cut off after the last decimal; 1e-9 is added first, so that 0.3, held as
        0.29999…, is not cut to 0.2.
    """
    at = numpy.array([(place.x, place.y) for place in (problem.base, *problem.places)])
    apart = numpy.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    units = numpy.floor(apart * 10**problem.decimals + 1e-9)
    return numpy.asarray(units, numpy.int64)
