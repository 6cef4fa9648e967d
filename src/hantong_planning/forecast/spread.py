"""How wrong a forecast can be: the spread of an interval, calibrated on the forecasts that would have been made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numba
import numpy

from hantong_planning.forecast.problem import Floats

FEWEST_SCORES = 5
HALF_LIVES = 3.0  # the oldest of the past forecasts counts an eighth of the newest
SHRINKAGE = 10.0  # a horizon's own size of error is drawn towards that of all horizons by as many blocks of days
BAND = (0.1, 0.9)  # the band whose misses steer the width of all
HASTE = 1.5  # larger: the share missed in a month is closer to a fifth; smaller: the width trembles less
WIDEST = 3.0  # times as wide, or as narrow, as all past days would have it
LEVELS = numpy.concatenate([[0.005], numpy.arange(0.01, 1.0, 0.01), [0.995]])
NORMAL = numpy.array([NormalDist().inv_cdf(float(level)) for level in LEVELS])
NORMAL_OVER_MEAN = (numpy.pi / 2) ** 0.5  # standard deviation over mean absolute value of a normal error


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviation sqrt(poisson·μ + day·μ²·v) of an interval with forecast μ on a day of log variance v.

    `scores` has, by horizon, the quantiles at LEVELS of (count − μ) / that deviation, and `means` their means, as past
    forecasts tell. Assumes that the errors to come are like those of the last origins (split conformal); wrong after a
    break.
    """

    poisson: float
    day: float
    scores: Floats
    means: Floats

    def deviation(self, forecast: Floats, variance: Floats) -> Floats:
        """Return the deviation that scores are multiples of."""
        return numpy.sqrt(self.poisson * forecast + self.day * forecast**2 * variance + 1e-9)

    def quantile(self, level: float, forecast: Floats, variance: Floats) -> Floats:
        """Return the quantile of each interval; the first axis of `forecast` is the horizon."""
        score = numpy.array([numpy.interp(level, LEVELS, row) for row in self.scores])
        shape = (-1,) + (1,) * (forecast.ndim - 1)
        found: Floats = numpy.maximum(forecast + score.reshape(shape) * self.deviation(forecast, variance), 0.0)
        return numpy.where(forecast > 0, found, 0.0)


def calibrated(truth: Floats, forecast: Floats, variance: Floats) -> Spread:
    """Return the spread of past forecasts: one shape for all horizons, and each horizon's own size.

    The intervals of a day err together, and so do forecasts of the same ten days: the evidence about the size of the
    errors at horizon h is the number of days divided by h. The size is drawn towards that of all horizons where this is
    little. The shape has its median at 0: a mean error of some weeks is seldom that of the next. Last, the width follows
    what such bands would lately have missed (adaptive conformal): each day that came true moves it a little, horizon by
    horizon, so that a series which has become calmer or wilder than its past gets bands of its own.

    Parameters
    ----------
    truth, forecast : shape (origins, horizons, p); NaN where a horizon lies beyond the history.
    variance : shape (origins, horizons, 1), variance of the day's log total.

    Source: V. Vovk, A. Gammerman, G. Shafer (2005), "Algorithmic Learning in a Random World" (split conformal);
    I. Gibbs & E. Candès (2021), "Adaptive Conformal Inference Under Distribution Shift", arXiv:2106.00170, with steps
    on the logarithm of the width; over-dispersion as in G. Jongbloed & G. Koole (2001), "Managing uncertainty in call
    centres using Poisson mixtures".
    """
    poisson, day = _dispersion(truth, forecast, variance)
    scores = (truth - forecast) / numpy.sqrt(poisson * forecast + day * forecast**2 * variance + 1e-9)
    scores = numpy.where(forecast > 0, scores, numpy.nan)
    weights = _weights(scores)
    size = _sizes(scores, weights)
    scores = scores / size[:, None]
    is_known = numpy.isfinite(scores)
    each = numpy.broadcast_to(weights[:, :, None], scores.shape)[is_known]
    shape = _quantiles(scores[is_known], each, float(_effective(weights).max()))
    shape = shape - numpy.interp(0.5, LEVELS, shape)
    width = size * _steered(scores, *numpy.interp(BAND, LEVELS, shape))
    return Spread(poisson, day, width[:, None] * shape, size * numpy.trapezoid(shape, LEVELS))


@numba.njit(cache=True)
def _steered(scores: Any, low: float, high: float) -> Any:
    """Return by how much to widen the band from low to high, by horizon, after all days that came true.

    Day by day, what was forecast for it `h` days before says whether the band of horizon h is wide enough. A step is
    HASTE/√origins on the logarithm: of 100, a day wholly outside widens the band by 13 %, one wholly inside narrows it
    by 3 %.
    """
    origins, horizons, intervals = scores.shape
    logs = numpy.zeros(horizons)
    step = HASTE / math.sqrt(max(origins, 1))
    for day in range(origins):
        for h in range(min(horizons, day + 1)):
            wide = math.exp(logs[h])
            known = missed = 0
            for k in range(intervals):
                score = scores[day - h, h, k]
                if not math.isnan(score):
                    known += 1
                    missed += score < low * wide or score > high * wide
            if known:
                moved = logs[h] + step * (missed / known - (1.0 - BAND[1] + BAND[0]))
                logs[h] = min(max(moved, -math.log(WIDEST)), math.log(WIDEST))
    return numpy.exp(logs)


def _weights(scores: Floats) -> Floats:
    """Return how much each day counts, by origin and horizon: 0 without a count, the newest most."""
    origins = len(scores)
    recent = 0.5 ** (numpy.arange(origins)[::-1] * HALF_LIVES / origins)
    found: Floats = numpy.where(numpy.isfinite(scores).any(axis=2), recent[:, None], 0.0)
    return found


def _effective(weights: Floats) -> Floats:
    """Return how many equally weighted days would tell as much, by horizon."""
    found: Floats = weights.sum(axis=0) ** 2 / numpy.maximum((weights**2).sum(axis=0), 1e-12)
    return found


def _sizes(scores: Floats, weights: Floats) -> Floats:
    """Return the mean absolute score of each horizon, shrunk."""
    known = numpy.isfinite(scores)
    days = numpy.abs(numpy.where(known, scores, 0.0)).sum(axis=2) / numpy.maximum(known.sum(axis=2), 1)
    blocks = _effective(weights) / numpy.arange(1, scores.shape[1] + 1)
    every = (weights * days).sum() / max(float(weights.sum()), 1e-12)
    own = (weights * days).sum(axis=0) / numpy.maximum(weights.sum(axis=0), 1e-12)
    size = (blocks * own + SHRINKAGE * every) / (blocks + SHRINKAGE)
    return numpy.where(size > 0, size, 1.0)


def _quantiles(scores: Floats, weights: Floats, days: float) -> Floats:
    """Return the weighted scores' quantiles at LEVELS, drawn towards the normal's by ten days."""
    if len(scores) < FEWEST_SCORES:
        return NORMAL * 1.3
    order = numpy.argsort(scores)
    below = numpy.cumsum(weights[order]) - weights[order] / 2
    own = numpy.interp(LEVELS, below / weights.sum(), scores[order])
    typical = float(numpy.average(numpy.abs(scores), weights=weights)) * NORMAL_OVER_MEAN
    found: Floats = (days * own + 10 * typical * NORMAL) / (days + 10)
    return found


def _dispersion(truth: Floats, forecast: Floats, variance: Floats) -> tuple[float, float]:
    """Return the Poisson multiple and the multiple of the day's variance, both ≥ 0.1, by two moment equations.

    The first uses within-day differences from the day's own ratio, the second what is left.
    """
    ratio = numpy.nansum(truth, axis=-1, keepdims=True) / numpy.maximum(
        numpy.nansum(numpy.where(numpy.isnan(truth), numpy.nan, forecast), axis=-1, keepdims=True), 1e-9
    )
    error = truth - forecast
    within = truth - forecast * ratio
    intervals = truth.shape[-1]
    usable = numpy.isfinite(within) & (forecast > 0)
    if not usable.any():
        return 1.0, 1.0
    poisson = 1.0
    if intervals > 1:
        poisson = float((within[usable] ** 2).sum() / forecast[usable].sum()) * intervals / (intervals - 1)
    left = (error[usable] ** 2).sum() - poisson * forecast[usable].sum()
    day = float(left / numpy.maximum((forecast**2 * variance)[usable].sum(), 1e-9))
    return max(poisson, 0.1), max(day, 0.1)
