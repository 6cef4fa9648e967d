"""What happened, counted over replications, with confidence intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from hantong_planning.simulate.calendar import BANDS
from hantong_planning.simulate.floor import COLUMNS, OFFERED, WAIT_BINS, Book
from hantong_planning.simulate.presence import cost_krw, staffed_h
from hantong_planning.simulate.problem import Scenario
from hantong_planning.simulate.tables import Tables

Floats = NDArray[np.float64]
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of sums over replications, with its standard error by the delta method. Shapes: those of the numerator without axis 0."""

    value: Floats
    standard_error: Floats
    replications: int

    @property
    def half_width(self) -> Floats:
        """Half the 95 % confidence interval, by Student's t; NaN with one replication."""
        if self.replications < 2:
            return np.full_like(self.value, math.nan)
        return np.asarray(self.standard_error * stdtrit(self.replications - 1, 0.5 + CONFIDENCE / 2))


def ratio(over: Floats, under: Floats) -> Ratio:
    """Return Σ over / Σ under, where axis 0 runs over replications; NaN where nothing is underneath."""
    n = over.shape[0]
    under = np.broadcast_to(under, over.shape)
    return _ratio(n, over.sum(0), under.sum(0), (over**2).sum(0), (over * under).sum(0), (under**2).sum(0))


def _ratio(n: int, over: Floats, under: Floats, over_2: Floats, cross: Floats, under_2: Floats) -> Ratio:
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(under > 0, over / under, np.nan)
        left = np.maximum(over_2 - 2 * value * cross + value**2 * under_2, 0.0)
        error = np.sqrt(left / max(n - 1, 1) / n) / (under / n)
    return Ratio(value, error if n > 1 else np.full_like(value, np.nan), n)


@dataclass(frozen=True, slots=True)
class Intervals:
    """Sums over replications of the book's calls, of their squares and of their products with the offered calls.

    Shapes: (phases, classes, columns).
    """

    total: Floats
    squares: Floats
    cross: Floats
    replications: int

    def share_of_offered(self, column: int) -> Ratio:
        """Return a column's share of (or, for seconds, mean over) the offered calls. Shape: (phases, classes)."""
        offered = (self.total[..., OFFERED], self.squares[..., OFFERED])
        mine = (self.total[..., column], self.squares[..., column])
        return _ratio(self.replications, mine[0], offered[0], mine[1], self.cross[..., column], offered[1])

    def mean(self, column: int) -> Ratio:
        """Return a column's mean number per replication. Shape: (phases, classes)."""
        n = self.replications
        ones = np.full(self.total.shape[:2], float(n))
        return _ratio(n, self.total[..., column], ones, self.squares[..., column], self.total[..., column], ones)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a simulation counted. N replications, C classes, G groups, B time bands, columns as in `floor`."""

    scenario: Scenario
    seed: int
    bands: Floats  # (N, B, C, columns)
    people: Floats  # (N, G, 2): busy seconds, and those of them after the shift's end
    by_group: Floats  # (N, C, G) answered
    waits: Floats  # (N, C, bins)
    intervals: Intervals
    labels: NDArray[np.int64]  # (phases,)
    is_folded: bool
    staffed_h: Floats  # (G, 2): at work, paid
    cost_krw: Floats  # (G,) without overtime
    trace: Floats  # (lines, fields)

    @property
    def replications(self) -> int:
        """The number of replications."""
        return int(self.bands.shape[0])

    @property
    def calls(self) -> Floats:
        """The counts of all bands together. Shape: (N, C, columns)."""
        return np.asarray(self.bands.sum(axis=1))

    def wait_quantile(self, share: float, classes: list[int]) -> Floats:
        """Return the wait in seconds that `share` of the classes' live calls stay below, per replication (to 4.4 %). Shape: (N,)."""
        counts = self.waits[:, classes, :].sum(axis=1).cumsum(axis=1)
        total = counts[:, -1]
        place = np.array([np.searchsorted(row, share * all_) for row, all_ in zip(counts, total, strict=True)])
        return np.where(total == 0, np.nan, np.where(place == 0, 0.0, 2.0 ** ((place - 0.5) / 16) - 1.0))


class Tally:
    """Adds up the books of the replications; what it holds does not grow with the number of calls."""

    def __init__(self, scenario: Scenario, known: Tables, seed: int) -> None:
        self._scenario, self._known, self._seed = scenario, known, seed
        shape = (known.bands.size, len(scenario.classes), COLUMNS)
        self._in_band = (known.bands == np.arange(len(BANDS))[:, None]).astype(float)
        self._sums = [np.zeros(shape) for _ in range(3)]
        self._bands: list[Floats] = []
        self._people: list[Floats] = []
        self._by_group: list[Floats] = []
        self._waits: list[Floats] = []
        self._trace: Floats = np.zeros((0, 0))

    def add(self, book: Book) -> None:
        """Count one replication."""
        calls = book.calls[:-1]
        total, squares, cross = self._sums
        total += calls
        squares += calls**2
        cross += calls * calls[..., OFFERED : OFFERED + 1]
        self._bands.append(np.tensordot(self._in_band, calls, axes=1))
        self._people.append(book.people[:-1].sum(axis=0))
        self._by_group.append(book.by_group.copy())
        self._waits.append(book.waits.copy())

    def keep_trace(self, lines: Floats) -> None:
        """Keep the lines of single conversations."""
        self._trace = lines.copy()

    def outcome(self) -> Outcome:
        """Return what was counted."""
        scenario, known = self._scenario, self._known
        groups = list(zip(scenario.groups, known.presences, strict=True))
        return Outcome(
            scenario=scenario,
            seed=self._seed,
            bands=np.array(self._bands),
            people=np.array(self._people),
            by_group=np.array(self._by_group),
            waits=np.array(self._waits).reshape(len(self._waits), -1, WAIT_BINS),
            intervals=Intervals(self._sums[0], self._sums[1], self._sums[2], len(self._bands)),
            labels=known.labels,
            is_folded=known.is_folded,
            staffed_h=np.array([staffed_h(scenario, here) for _, here in groups]),
            cost_krw=np.array([cost_krw(scenario, group, here) for group, here in groups]),
            trace=self._trace,
        )
