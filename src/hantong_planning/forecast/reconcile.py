"""Several series that must add up: the province is the sum of its cities, and of its channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.problem import Days, Floats, History, Holidays, Problem, SpecialDay, next_open_days
from hantong_planning.forecast.solve import Forecast, forecast

ALL = "*"
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """All nodes, of which the last `leaves` are the series themselves; `sums` has shape (nodes, leaves), 0 or 1.

    A node's key has a value or "*" (all) in each place: ("Suwon", "*") is Suwon over all channels.
    """

    nodes: tuple[Key, ...]
    leaves: tuple[Key, ...]
    sums: Floats


def tree(leaves: Sequence[Key]) -> Tree:
    """Return every sum of series over one or more of their keys, the grand total first. Raises Nonsense for none."""
    if not leaves or not leaves[0]:
        raise Nonsense("by", "must name at least one column that tells series apart")
    places = range(len(leaves[0]))
    nodes: dict[Key, None] = {}
    for kept in (kept for size in range(len(leaves[0])) for kept in combinations(places, size)):
        for leaf in leaves:
            nodes[tuple(leaf[i] if i in kept else ALL for i in places)] = None
    for leaf in leaves:
        nodes[leaf] = None
    sums = [[float(all(n in (ALL, v) for n, v in zip(node, leaf, strict=True))) for leaf in leaves] for node in nodes]
    return Tree(tuple(nodes), tuple(leaves), numpy.array(sums))


def aligned(series: Mapping[Key, History]) -> Mapping[Key, History]:
    """Return series over the days and intervals that any of them has; NaN where one was not recorded."""
    first = next(iter(series.values()))
    if len({history.every_min for history in series.values()}) > 1:
        raise Nonsense("every_min", "must be the same for all series")
    days = numpy.unique(numpy.concatenate([history.days for history in series.values()]))
    starts = numpy.unique(numpy.concatenate([history.starts_min for history in series.values()]))
    found = {}
    for key, history in series.items():
        counts = numpy.full((len(days), len(starts)), numpy.nan)
        rows, columns = numpy.searchsorted(days, history.days), numpy.searchsorted(starts, history.starts_min)
        counts[numpy.ix_(rows, columns)] = history.counts
        found[key] = History(days, counts, starts, first.every_min, " ".join(key))
    return found


def forecast_all(
    series: Mapping[Key, History], count_d: int, holidays: Holidays, specials: tuple[SpecialDay, ...] = ()
) -> Mapping[Key, Forecast]:
    """Forecast all series and all their sums for the next `count_d` open days so that the means add up.

    Every node is forecast on its own; then the least-squares correction, weighted by the covariance of the nodes'
    past errors (shrunk towards its diagonal), makes them coherent: large calm series discipline small noisy ones.
    Quantiles are moved by the same ratio as the mean. Wrong where a series starts or ends amid the history: its sums
    then jump.

    Source: S. L. Wickramasuriya, G. Athanasopoulos, R. J. Hyndman (2019), doi:10.1080/01621459.2018.1448825 (MinT);
    J. Schäfer, K. Strimmer (2005), doi:10.2202/1544-6115.1175 (shrinkage).
    """
    level = aligned(series)
    grown = tree(list(level))
    histories = {node: _summed(level, grown, i, node) for i, node in enumerate(grown.nodes)}
    future = next_open_days(histories[grown.nodes[0]], holidays, count_d)
    made = {node: _whole(_compact(history), history, future, holidays, specials) for node, history in histories.items()}
    means = numpy.stack([made[node].mean.ravel() for node in grown.nodes])
    coherent = project(means, grown.sums, _covariance([made[node].errors for node in grown.nodes]))
    return {
        node: _moved(made[node], row.reshape(made[node].mean.shape)) for node, row in zip(made, coherent, strict=True)
    }


def project(means: Floats, sums: Floats, covariance: Floats) -> Floats:
    """Return the closest means that add up, in the metric of the errors; never negative. Shape (nodes, …) stays.

    Parameters
    ----------
    means : shape (nodes, k). sums : shape (nodes, leaves). covariance : of the nodes' errors, shape (nodes, nodes).
    """
    inverse = numpy.linalg.inv(covariance)
    weighted = sums.T @ inverse
    leaves = numpy.maximum(numpy.linalg.solve(weighted @ sums, weighted @ means), 0.0)
    found: Floats = sums @ leaves
    return found


def _summed(level: Mapping[Key, History], grown: Tree, i: int, node: Key) -> History:
    parts = [level[leaf] for leaf, is_part in zip(grown.leaves, grown.sums[i], strict=True) if is_part]
    stack = numpy.stack([part.counts for part in parts])
    is_recorded = ~numpy.isnan(stack).all(axis=0)
    counts = numpy.where(is_recorded, numpy.nansum(stack, axis=0), numpy.nan)
    return History(parts[0].days, counts, parts[0].starts_min, parts[0].every_min, " ".join(node))


def _compact(history: History) -> History:
    """Return a history without days on which nothing was recorded."""
    kept = ~numpy.isnan(history.counts).all(axis=1)
    return History(history.days[kept], history.counts[kept], history.starts_min, history.every_min, history.name)


def _whole(
    own: History, shape: History, future: Days, holidays: Holidays, specials: tuple[SpecialDay, ...]
) -> Forecast:
    """Forecast the days of `future` on which the series is open, and 0 for the others."""
    days = next_open_days(own, holidays, 2 * len(future) + 60)
    found = forecast(Problem(own, days[days <= future[-1]], holidays, specials)) if days[0] <= future[-1] else None
    if found is None:
        raise Nonsense(own.name, "is not open on any of the days to forecast")
    at = numpy.isin(found.days, future)
    rows = numpy.searchsorted(future, found.days[at])

    def placed(values: Floats, empty: float) -> Floats:
        spread = numpy.full((len(future), values.shape[1]), empty)
        spread[rows] = values[at]
        return spread

    order = numpy.minimum(numpy.searchsorted(found.days, future), len(found.days) - 1)
    return replace(
        found,
        days=future,
        median=placed(found.median, 0.0),
        mean=placed(found.mean, 0.0),
        variance=placed(found.variance, 1.0),
        factors=tuple(found.factors[i] for i in order),
        spread=replace(found.spread, scores=found.spread.scores[order], means=found.spread.means[order]),
        day_spread=replace(
            found.day_spread, scores=found.day_spread.scores[order], means=found.day_spread.means[order]
        ),
    )


def _covariance(errors: Sequence[Floats]) -> Floats:
    """Return the covariance of the nodes' last one-day-ahead errors, shrunk; its diagonal alone if too few are common."""
    flat = [numpy.nan_to_num(error[-60:].ravel()) for error in errors]
    variances = numpy.array([max(float(numpy.mean(row**2)), 1e-3) for row in flat])
    least = min(len(row) for row in flat)
    if least < 20:
        return numpy.diag(variances)
    scaled = numpy.stack([row[-least:] for row in flat]) / numpy.sqrt(variances)[:, None]
    correlation = scaled @ scaled.T / least
    noise = (1 - correlation**2) ** 2 / least
    off = ~numpy.eye(len(flat), dtype=bool)
    shrink = (
        float(numpy.clip(noise[off].sum() / max((correlation[off] ** 2).sum(), 1e-12), 0.1, 1.0)) if off.any() else 1.0
    )
    mixed = numpy.where(off, (1 - shrink) * correlation, 1.0)
    found: Floats = mixed * numpy.sqrt(numpy.outer(variances, variances))
    return found


def _moved(made: Forecast, mean: Floats) -> Forecast:
    ratio = numpy.where(made.mean > 0, mean / numpy.maximum(made.mean, 1e-12), 1.0)
    return replace(made, mean=mean, median=made.median * ratio)
