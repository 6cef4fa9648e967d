"""How a day's total spreads over its intervals: a common profile, and each weekday's own, shrunk towards it."""

from __future__ import annotations

import numpy

from hantong_planning.forecast.problem import Floats, History, Prior

COMMON_HALF_LIFE_D = 25.0
WEEKDAY_HALF_LIFE = 20.0
WEEKDAY_SHRINKAGE = 2.0
USUAL_SHARE = 0.2


def open_intervals(history: History) -> Floats:
    """Return the share of each weekday's days on which each interval was recorded, shape (7, p)."""
    recorded = ~numpy.isnan(history.counts)
    days = numpy.bincount(history.weekdays, minlength=7)
    found = numpy.stack([recorded[history.weekdays == number].sum(axis=0) for number in range(7)])
    return found / numpy.maximum(days, 1)[:, None]


def rolling_profiles(history: History, first: int, prior: Prior | None) -> Floats:
    """Return each weekday's profile as known before row `first`, …, and after the last row, shape (rows + 1, 7, p).

    Counts, not shares, are discounted and added (half-life 25 days; 20 of the same weekday), so that quiet days teach
    less. A weekday's own profile is shrunk towards the common one by as much as two of its days and ten calls per
    interval. The common profile is smoothed over neighbours where counts are low. Intervals that a weekday is usually
    closed for get nothing. Wrong after a change of opening times, for about three half-lives.
    """
    days, intervals = history.counts.shape
    if intervals == 1:
        return numpy.ones((days - first + 1, 7, 1))
    own = numpy.zeros((7, intervals))
    own_total = numpy.zeros(7)
    opened = open_intervals(history)
    is_open = numpy.where(opened.max(axis=1, keepdims=True) > 0, opened >= USUAL_SHARE, opened.max(axis=0) > 0)
    common = numpy.zeros(intervals)
    if prior is not None:
        is_open = is_open | (prior.profile > 0)
        scale = prior.weight_d * max(float(numpy.nanmean(history.totals)), 1.0)
        common += prior.profile.mean(axis=0) * scale
        own += prior.profile * scale / 5
        own_total += scale / 5
    filled = _filled(history)
    common_keeps, own_keeps = 0.5 ** (1 / COMMON_HALF_LIFE_D), 0.5 ** (1 / WEEKDAY_HALF_LIFE)
    kept = numpy.empty((days - first + 1, 7, intervals))
    for row, number in enumerate([*history.weekdays.tolist(), -1]):
        if row >= first:
            kept[row - first] = _profiles(common, own, own_total, is_open)
        if row < days:
            common = common * common_keeps + filled[row]
            own[number] = own[number] * own_keeps + filled[row]
            own_total[number] = own_total[number] * own_keeps + filled[row].sum()
    return kept


def _profiles(common: Floats, own: Floats, own_total: Floats, is_open: Floats) -> Floats:
    """Return the seven shrunk profiles, each adding up to 1."""
    if common.sum() <= 0:
        shape = is_open.astype(float)
    else:
        spread = common.sum() / len(common)
        smooth = 1.0 / (1.0 + common / 30.0)
        edges = numpy.concatenate([common[:1], common, common[-1:]])
        shape = (1 - smooth) * common + smooth * (0.5 * common + 0.25 * (edges[:-2] + edges[2:])) + 1e-3 * spread
    shape = shape / shape.sum()
    within = numpy.maximum((is_open * shape).sum(axis=1, keepdims=True), 1e-12)
    base = is_open * shape / within
    calls = WEEKDAY_SHRINKAGE * common.sum() * (1 - 0.5 ** (1 / COMMON_HALF_LIFE_D)) + 10.0 * len(common)
    mixed = (own + calls * base) * is_open
    profiles: Floats = mixed / numpy.maximum(mixed.sum(axis=1, keepdims=True), 1e-12)
    return profiles


def _filled(history: History) -> Floats:
    """Return the counts with 0 where nothing was recorded on a usual day."""
    return numpy.nan_to_num(history.counts, nan=0.0)


def whole_totals(history: History) -> Floats:
    """Return each day's total as if no interval had been missed, shape (d,); NaN where less than half of it is there.

    What a gap hides is filled by the share that its intervals usually have on that weekday.
    """
    missing = numpy.isnan(history.counts)
    opened = open_intervals(history)
    usual = numpy.zeros_like(opened)
    for number in range(7):
        rows = history.counts[history.weekdays == number]
        if len(rows):
            usual[number] = numpy.nansum(rows, axis=0) * (opened[number] >= USUAL_SHARE)
    usual /= numpy.maximum(usual.sum(axis=1, keepdims=True), 1e-12)
    seen = 1.0 - (usual[history.weekdays] * missing).sum(axis=1)
    if not missing.any():
        seen = numpy.ones(len(history.days))
    seen[missing.all(axis=1)] = 0.0
    return numpy.where(seen >= 0.5, history.totals / numpy.maximum(seen, 1e-12), numpy.nan)
