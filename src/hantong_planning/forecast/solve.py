"""The forecast: several filters combined by how well each did, times a profile, with calibrated quantiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy

from hantong_planning.errors import share
from hantong_planning.forecast import filtering
from hantong_planning.forecast.factors import Design, design
from hantong_planning.forecast.problem import Days, Floats, History, Minutes, Problem, weekday
from hantong_planning.forecast.profile import rolling_profiles, whole_totals
from hantong_planning.forecast.spread import Spread, calibrated

LONGEST_HISTORY_D = 1100
NOISE_AND_LEVEL_SD = ((0.03, 0.005), (0.06, 0.005), (0.06, 0.015), (0.12, 0.01))
WEIGHT_POWER = 4.0
WARM_UP_D = 40  # what a model gets wrong while it knows next to nothing says little about later


@dataclass(frozen=True, slots=True)
class Forecast:
    """The distribution of arrivals in the intervals of some days.

    `median` and `mean` have shape (days, p); closed intervals hold 0. `factors` has, for each day, by how much each
    group of factors multiplies the level; `variance` is that of the day's log total, shape (days, 1).
    """

    days: Days
    starts_min: Minutes
    every_min: int
    median: Floats
    mean: Floats
    variance: Floats
    spread: Spread
    day_spread: Spread
    factors: tuple[Mapping[str, float], ...]
    belief: Mapping[str, tuple[float, float]]
    profile: Floats
    errors: Floats
    name: str = "calls"

    def quantile(self, level: float) -> Floats:
        """Return the quantile of each interval, shape (days, p)."""
        return self.spread.quantile(share("level", level), self.median, self.variance)

    def day_quantile(self, level: float) -> Floats:
        """Return the quantile of each day's total, shape (days,)."""
        total = self.median.sum(axis=1, keepdims=True)
        return self.day_spread.quantile(share("level", level), total, self.variance)[:, 0]


def forecast(problem: Problem) -> Forecast:
    """Forecast the problem's future days.

    Four robust filters of the day's log total (three sizes of noise, two speeds of the level) are averaged with
    weights by their own rolling errors at each horizon; a shrunk weekday profile spreads the total over the day; the
    spread is that of the forecasts which the same model would have made on the last days. No chance is involved.

    Wrong when a level jumps (a merger, a new number): about two weeks pass until it is believed. Wrong below about
    three arrivals a day: forecast weeks instead, or reconcile with a larger series.
    """
    history = problem.history.last(LONGEST_HISTORY_D)
    horizons = len(problem.future)
    rows = len(history.days)
    first = max(rows - _origins(history, horizons), min(WARM_UP_D, rows // 2))
    every = numpy.concatenate([history.days, problem.future])
    given = _with_prior(design(every, rows, problem.holidays, problem.specials), problem)
    y = numpy.log(whole_totals(history) + 0.5)
    passes = [
        filtering.run(y, given, noise_sd=noise, level_sd=level, first=first, horizons=horizons)
        for noise, level in NOISE_AND_LEVEL_SD
    ]
    weights = _weights(passes, y[first:])
    profiles = rolling_profiles(history, first, problem.prior)
    logs = sum(w * p.logs for w, p in zip(weights, passes, strict=True))
    variances = sum(w * p.variances for w, p in zip(weights, passes, strict=True))
    variance = variances[-1][:, None]
    shape = profiles[-1][weekday(problem.future)]
    median = numpy.exp(logs[-1])[:, None] * shape
    spread, day_spread, errors = _calibration(history, logs[:-1], variances[:-1], profiles, first)
    mean = numpy.maximum(median + spread.means[:, None] * spread.deviation(median, variance), 0.0) * (median > 0)
    final = weights[:, 0] @ numpy.stack([p.state for p in passes])
    final_variance = weights[:, 0] @ numpy.stack([p.state_variance for p in passes])
    return Forecast(
        problem.future, history.starts_min, history.every_min, median, mean, variance, spread, day_spread,
        _explained(given, rows, final), dict(zip(given.names, zip(final, final_variance**0.5, strict=True), strict=True)),
        profiles[-1], errors, history.name,
    )  # fmt: skip


def _origins(history: History, horizons: int) -> int:
    """Return how many past origins calibrate: enough days for quantiles, more when a day has few intervals."""
    return (90 if len(history.starts_min) >= 8 else 365) + horizons


def _with_prior(given: Design, problem: Problem) -> Design:
    if problem.prior is None:
        return given
    mean, spread = given.mean.copy(), given.spread.copy()
    for i, name in enumerate(given.names):
        mean[i] = problem.prior.mean.get(name, mean[i])
        spread[i] = min(problem.prior.spread.get(name, spread[i]), 10.0)
    return replace(given, mean=mean, spread=spread)


def _targets(values: Floats, horizons: int) -> Floats:
    """Return values[i + h] as [i, h], NaN beyond the end; further axes stay."""
    at = numpy.arange(len(values))[:, None] + numpy.arange(horizons)[None, :]
    found: Floats = values[numpy.minimum(at, len(values) - 1)].copy()
    found[at >= len(values)] = numpy.nan
    return found


def _weights(passes: list[filtering.Pass], y: Floats) -> Floats:
    """Return the weight of each pass by horizon, shape (passes, horizons): its rolling error to the power −4."""
    horizons = passes[0].logs.shape[1]
    truth = _targets(y, horizons)
    errors = numpy.stack([numpy.abs(truth - p.logs[:-1]) for p in passes])
    counts = numpy.isfinite(errors).sum(axis=1)
    mean = numpy.nansum(errors, axis=1) / numpy.maximum(counts, 1)
    overall = numpy.nansum(errors, axis=(1, 2)) / numpy.maximum(counts.sum(axis=1), 1)
    trusted = (counts * mean + 5 * overall[:, None]) / (counts + 5)
    weights: Floats = (trusted + 1e-6) ** -WEIGHT_POWER
    weights /= weights.sum(axis=0)
    return weights


def _calibration(
    history: History, logs: Floats, variances: Floats, profiles: Floats, first: int
) -> tuple[Spread, Spread, Floats]:
    """Return the spread of intervals and of days, and the one-day-ahead errors of intervals, shape (origins, p)."""
    origins, horizons = logs.shape
    weekdays = _targets(history.weekdays[first:].astype(float), horizons)
    shape = profiles[numpy.arange(origins)[:, None], numpy.nan_to_num(weekdays).astype(int)]
    truth = _targets(history.counts[first:], horizons)
    made = numpy.exp(logs)[:, :, None] * shape
    variance = variances[:, :, None]
    totals = _targets(whole_totals(history)[first:], horizons)[:, :, None]
    days = calibrated(totals, numpy.exp(logs)[:, :, None], variance)
    return calibrated(truth, made, variance), days, truth[:, 0] - made[:, 0]


def _explained(given: Design, rows: int, state: Floats) -> tuple[dict[str, float], ...]:
    """Return, for each future day, by how much each group of factors multiplies the level."""
    groups = [_group(name) for name in given.names]
    told = []
    for row in given.matrix[rows:]:
        logs: dict[str, float] = {}
        for group, part in zip(groups, row * state, strict=True):
            logs[group] = logs.get(group, 0.0) + float(part)
        told.append({group: float(numpy.exp(log)) for group, log in logs.items()})
    return tuple(told)


def _group(name: str) -> str:
    if name.startswith("special "):
        return name
    if "holiday" in name:
        return "holidays"
    return name.split(maxsplit=1)[0]
