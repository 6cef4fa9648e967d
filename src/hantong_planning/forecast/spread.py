"""How wrong a forecast can be: the spread of an interval, calibrated on the forecasts that would have been made."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy

from hantong_planning.forecast.problem import Floats

FEWEST_SCORES = 40
HALF_LIVES = 3.0  # the oldest of the past forecasts counts an eighth of the newest
LEVELS = numpy.concatenate([[0.005], numpy.arange(0.01, 1.0, 0.01), [0.995]])
NORMAL = numpy.array([NormalDist().inv_cdf(float(level)) for level in LEVELS])


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviation sqrt(poisson·μ + day·μ²·v) of an interval with forecast μ on a day of log variance v.

    `scores` has, by horizon, the quantiles at LEVELS of (count − μ) / that deviation in past forecasts; `means` their
    means. Assumes that the errors to come are like those of the last origins (split conformal); wrong after a break.
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
    """Return the spread of past forecasts.

    Parameters
    ----------
    truth, forecast : shape (origins, horizons, p); NaN where a horizon lies beyond the history.
    variance : shape (origins, horizons, 1), variance of the day's log total.

    Source: V. Vovk, A. Gammerman, G. Shafer (2005), "Algorithmic Learning in a Random World" (split conformal);
    over-dispersion as in G. Jongbloed & G. Koole (2001), "Managing uncertainty in call centres using Poisson mixtures".
    """
    poisson, day = _dispersion(truth, forecast, variance)
    scores = (truth - forecast) / numpy.sqrt(poisson * forecast + day * forecast**2 * variance + 1e-9)
    scores = numpy.where(forecast > 0, scores, numpy.nan)
    origins = len(scores)
    half_life = origins / HALF_LIVES
    recent = numpy.broadcast_to(0.5 ** (numpy.arange(origins)[::-1, None, None] / half_life), scores.shape)
    quantiles, means = [], []
    for h in range(scores.shape[1]):
        use, weight = scores[:, h], recent[:, h]
        if numpy.isfinite(use).sum() < FEWEST_SCORES:
            use, weight = scores, recent
        is_known = numpy.isfinite(use)
        quantiles.append(_quantiles(use[is_known], weight[is_known]))
        means.append(float(numpy.average(use[is_known], weights=weight[is_known])) if is_known.any() else 0.0)
    return Spread(poisson, day, numpy.array(quantiles), numpy.array(means))


def _quantiles(scores: Floats, weights: Floats) -> Floats:
    """Return the weighted scores' quantiles at LEVELS, drawn towards the normal's when there are few."""
    if len(scores) < 5:
        return NORMAL * 1.3
    order = numpy.argsort(scores)
    below = numpy.cumsum(weights[order]) - weights[order] / 2
    own = numpy.interp(LEVELS, below / weights.sum(), scores[order])
    found: Floats = (len(scores) * own + 10 * NORMAL) / (len(scores) + 10)
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
