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
UNSETTLED_SD = 0.1  # by how much a holiday differs from the last of its name, beyond the noise of any day


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass over the history leaves.

    `logs[i, h]` is the log forecast of row `first + i + h` made before row `first + i` was seen, `variances[i, h]` its
    variance: the noise of the day and what was not known of its factors then. The last row is made at the end of the
    history and concerns the days to come. `state` is the belief at the end, by factor.
    """

    logs: Floats
    variances: Floats
    state: Floats
    state_variance: Floats


@numba.njit(cache=True)
def _spots(x: Any) -> tuple[Any, Any]:
    """Return where the rows of a design are not zero, shape (rows, most of a row), and in how many places each is."""
    counts = numpy.zeros(len(x), numpy.int64)
    for t in range(len(x)):
        counts[t] = numpy.count_nonzero(x[t])
    spots = numpy.zeros((len(x), counts.max()), numpy.int64)
    for t in range(len(x)):
        spots[t, : counts[t]] = numpy.flatnonzero(x[t])
    return spots, counts


@numba.njit(cache=True)
def _predict(row: Any, at: Any, state: Any, cov: Any, product: Any) -> tuple[float, float]:
    """Fill product = cov·row and return row·state and row·cov·row; the row is zero but `at` some places."""
    value = variance = 0.0
    product[:] = 0.0
    for j in at:
        value += row[j] * state[j]
        for i in range(len(row)):
            product[i] += cov[j, i] * row[j]  # symmetric: rows are next to each other in memory
    for j in at:
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
def _look_ahead(row: Any, at: Any, state: Any, cov: Any, drift: Any, stays: float, steps: int) -> tuple[float, float]:
    """Return the log forecast of a day and its variance without noise, `steps` days after the next one."""
    last = len(state) - 1
    fades = stays**steps
    value, variance = 0.0, drift[last] * (1 - fades**2) / (1 - stays**2)
    for k in range(len(at)):
        j = at[k]
        moved = row[j] * (fades if j == last else 1.0)
        value += moved * state[j]
        variance += steps * drift[j] * row[j] ** 2 if j != last else 0.0
        others = 0.0
        for i in at[:k]:  # symmetric, and in order: only j can be the last
            others += cov[j, i] * row[i]
        variance += moved * (2 * others + cov[j, j] * moved)
    return value, variance


@numba.njit(cache=True)
def _poisson(log_total: float) -> float:
    """Return the variance that counting alone gives to a log total."""
    return 1.0 / max(math.exp(min(log_total, 30.0)), 0.5)


@numba.njit(cache=True)
def _run(y: Any, x: Any, state: Any, cov: Any, drift: Any, noise: Any, first: int, horizons: int) -> Any:
    known, size = len(y), x.shape[1]
    product = numpy.zeros(size)
    spots, counts = _spots(x)
    logs, variances = numpy.empty((known - first + 1, horizons)), numpy.empty((known - first + 1, horizons))
    for t in range(known + 1):
        _grow(state, cov, drift, EXCESS_STAYS)
        if t >= first:
            for h in range(horizons):
                at = spots[t + h, : counts[t + h]]
                value, variance = _look_ahead(x[t + h], at, state, cov, drift, EXCESS_STAYS, h)
                logs[t - first, h] = value
                variances[t - first, h] = variance + noise[t + h] + _poisson(value)
        if t < known and not math.isnan(y[t]):
            value, variance = _predict(x[t], spots[t, : counts[t]], state, cov, product)
            _learn(state, cov, product, y[t] - value, variance + noise[t] + _poisson(value))
    return logs, variances, state, numpy.diag(cov).copy()


def run(y: Floats, given: Design, *, noise_sd: float, level_sd: float, first: int, horizons: int) -> Pass:
    """Filter the log totals `y` (NaN: not recorded) of the first rows of a design and forecast its other rows.

    Parameters
    ----------
    noise_sd : standard deviation of a day's log total that nothing explains, beyond Poisson; more on unsettled days.
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
    noise = noise_sd**2 + UNSETTLED_SD**2 * given.is_unsettled
    return Pass(*_run(y, given.matrix, state, cov, drift, noise, first, horizons))
