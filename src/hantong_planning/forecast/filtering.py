"""The day's total by a robust Kalman filter on the log scale: every origin's forecasts in one causal pass."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numba
import numpy

from hantong_planning.forecast.factors import Design
from hantong_planning.forecast.problem import Floats

EXCESS_STAYS = 0.7
CLIP = 2.5


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over the history leaves.

    `rolling[i, h]` is the log forecast of row `first + i + h` made before row `first + i` was seen; `ahead` and
    `variance` are the log forecasts of the future rows and their variances as if each were the next day; `seen_variance` has the one-step variance
    of each of the last rows; `state` is the belief at the end, by factor.
    """

    rolling: Floats
    ahead: Floats
    variance: Floats
    seen_variance: Floats
    state: Floats
    state_variance: Floats


@numba.njit(cache=True)
def _predict(row: Any, state: Any, cov: Any, product: Any) -> tuple[float, float]:
    """Fill product = cov·row and return row·state and row·cov·row; zeros of the row are skipped."""
    size = len(row)
    value = variance = 0.0
    product[:] = 0.0
    for j in range(size):
        if row[j] != 0.0:
            value += row[j] * state[j]
            for i in range(size):
                product[i] += cov[j, i] * row[j]  # symmetric: rows are next to each other in memory
    for j in range(size):
        if row[j] != 0.0:
            variance += row[j] * product[j]
    return value, variance


@numba.njit(cache=True)
def _grow(state: Any, cov: Any, drift: Any, stays: float) -> None:
    """Let a day pass: factors drift, the excess (last) fades."""
    last = len(state) - 1
    state[last] *= stays
    for i in range(last + 1):
        cov[i, last] *= stays
        cov[last, i] *= stays
    for i in range(last + 1):
        cov[i, i] += drift[i]


@numba.njit(cache=True)
def _learn(state: Any, cov: Any, product: Any, surprise: float, variance: float) -> None:
    """Move the belief by a surprise; one beyond CLIP standard deviations counts as that many, and teaches less."""
    limit = CLIP * math.sqrt(variance)
    weight = 1.0 if abs(surprise) <= limit else limit / abs(surprise)
    size = len(state)
    for i in range(size):
        gain = product[i] * weight / variance
        state[i] += gain * surprise
        if gain != 0.0:
            for j in range(size):
                cov[i, j] -= gain * product[j]


@numba.njit(cache=True)
def _run(y: Any, x: Any, state: Any, cov: Any, drift: Any, noise: float, first: int, horizons: int) -> Any:
    known, rows, size = len(y), x.shape[0], x.shape[1]
    product = numpy.zeros(size)
    rolling = numpy.full((known - first, horizons), numpy.nan)
    seen = numpy.full(known, numpy.nan)
    for t in range(known):
        _grow(state, cov, drift, EXCESS_STAYS)
        if t >= first:
            for h in range(min(horizons, known - t)):
                value = x[t + h, size - 1] * state[size - 1] * EXCESS_STAYS**h
                for j in range(size - 1):
                    value += x[t + h, j] * state[j]
                rolling[t - first, h] = value
        value, variance = _predict(x[t], state, cov, product)
        variance += noise + 1.0 / max(math.exp(min(value, 30.0)), 0.5)
        seen[t] = variance
        if not math.isnan(y[t]):
            _learn(state, cov, product, y[t] - value, variance)
    end_state, end_variance = state.copy(), numpy.diag(cov).copy()
    ahead, spread = numpy.empty(rows - known), numpy.empty(rows - known)
    _grow(state, cov, drift, EXCESS_STAYS)  # once only: how errors grow with the horizon is calibrated, not assumed
    for t in range(known, rows):
        value, variance = _predict(x[t], state, cov, product)
        state[size - 1] *= EXCESS_STAYS
        ahead[t - known] = value
        spread[t - known] = variance + noise + 1.0 / max(math.exp(min(value, 30.0)), 0.5)
    return rolling, ahead, spread, seen, end_state, end_variance


def run(y: Floats, given: Design, *, noise_sd: float, level_sd: float, first: int, horizons: int) -> Pass:
    """Filter the log totals `y` (NaN: not recorded) of the first rows of a design and forecast its other rows.

    Parameters
    ----------
    noise_sd : standard deviation of a day's log total that nothing explains, beyond Poisson.
    level_sd : standard deviation by which the level moves in a day.
    first : the first row for which rolling forecasts are kept; `horizons` is how many rows ahead they look.

    Source: R. E. Kalman (1960), doi:10.1115/1.3662552; A. C. Harvey (1989), "Forecasting, Structural Time Series
    Models and the Kalman Filter". Clipping the surprise follows the idea of Masreliez & Martin (1977).
    """
    drift = given.drift**2
    drift[0] = level_sd**2
    drift[-1] = noise_sd**2 * (1 - EXCESS_STAYS**2) / 2
    state = given.mean.copy()
    if given.mean[0] == 0.0 and numpy.isfinite(y).any():
        state[0] = numpy.median(y[numpy.isfinite(y)][:10])  # the level starts among the first days, not at one call
    cov = numpy.diag(numpy.where(given.spread > 10, 0.5, given.spread) ** 2)
    return Pass(*_run(y, given.matrix, state, cov, drift, noise_sd**2, first, horizons))
