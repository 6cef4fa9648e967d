"""How good a forecast would have been: rolling origin, every forecast made only from what was known before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.peers import PEERS
from hantong_planning.forecast.problem import FEWEST_DAYS, Floats, History, Holidays, Problem, SpecialDay
from hantong_planning.forecast.solve import forecast

PINBALL_LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """The targets of one horizon with what was forecast for them; all of shape (targets, p)."""

    days: Sequence[numpy.datetime64]
    truth: Floats
    median: Floats
    quantiles: Mapping[float, Floats]
    day_low: Floats
    day_high: Floats
    peers: Mapping[str, Floats]

    @property
    def wape(self) -> float:
        """The sum of absolute errors over the sum of arrivals."""
        return wape(self.truth, self.median)

    @property
    def coverage_80(self) -> float:
        """The share of intervals with arrivals whose count fell between the 10 % and the 90 % quantile."""
        inside = (self.truth >= self.quantiles[LOW]) & (self.truth <= self.quantiles[HIGH])
        return float(inside[~numpy.isnan(self.truth)].mean())

    @property
    def day_coverage_80(self) -> float:
        """The share of day totals that fell between their 10 % and 90 % quantiles."""
        total = numpy.nansum(self.truth, axis=1)
        is_whole = ~numpy.isnan(self.truth).any(axis=1)
        inside = (total >= self.day_low) & (total <= self.day_high)
        return float(inside[is_whole].mean()) if is_whole.any() else float("nan")

    @property
    def pinball(self) -> float:
        """Mean pinball loss over seven levels, as a share of the mean arrivals; NaN if there were none."""
        losses = []
        for level, found in self.quantiles.items():
            over = self.truth - found
            losses.append(numpy.nanmean(numpy.maximum(level * over, (level - 1) * over)))
        mean = float(numpy.nanmean(self.truth))
        return float(numpy.mean(losses)) / mean if mean > 0 else float("nan")


def wape(truth: Floats, found: Floats) -> float:
    """Return Σ|truth − found| / Σ truth over what was recorded."""
    total = float(numpy.nansum(truth))
    return float(numpy.nansum(numpy.abs(truth - found))) / total if total > 0 else float("nan")


def evaluate(
    history: History,
    *,
    horizons_d: Sequence[int],
    last_d: int,
    holidays: Holidays,
    specials: tuple[SpecialDay, ...] = (),
) -> dict[int, Judged]:
    """Judge forecasts on the last `last_d` days by rolling origin.

    A horizon of h is the h-th *open day* after the origin: made before row `o`, it concerns row `o + h − 1`. Origins
    run from the first of the last days to the last that has a target inside, so horizon h has `last_d − h + 1`
    targets. Which days open is known ahead (a centre knows its own closing days); their counts never are. Special days
    of the future are used if they were named: leave those out that nobody could know.

    Raises Nonsense if there is not enough history before the last days.
    """
    horizons = sorted(set(horizons_d))
    if not horizons or horizons[0] < 1 or horizons[-1] > last_d:
        raise Nonsense("horizons_d", f"must be days between 1 and last_d ({last_d})")
    start = len(history.days) - last_d
    if start < FEWEST_DAYS:
        raise Nonsense("last_d", f"leaves {max(start, 0)} days of history; {FEWEST_DAYS} are needed")
    made: dict[int, list[tuple[int, list[Floats]]]] = {h: [] for h in horizons}
    for origin in range(start, len(history.days)):
        known = history.before(origin)
        ahead = [h for h in horizons if origin + h <= len(history.days)]
        if not ahead:
            continue
        future = history.days[origin : origin + ahead[-1]]
        found = forecast(Problem(known, future, holidays, specials))
        for h in ahead:
            row = h - 1
            parts = [found.median[row], *(found.quantile(level)[row] for level in PINBALL_LEVELS)]
            parts += [found.day_quantile(LOW)[row:h], found.day_quantile(HIGH)[row:h]]
            number = int(history.weekdays[origin + row])
            parts += [peer(known, number) for peer in PEERS.values()]
            made[h].append((origin + row, parts))
    return {h: _judged(history, made[h]) for h in horizons}


def _judged(history: History, made: list[tuple[int, list[Floats]]]) -> Judged:
    rows = [row for row, _ in made]
    columns = [numpy.stack(column) for column in zip(*(parts for _, parts in made), strict=True)]
    levels = len(PINBALL_LEVELS)
    low, high, *peers = columns[1 + levels :]
    return Judged(
        list(history.days[rows]),
        history.counts[rows],
        columns[0],
        dict(zip(PINBALL_LEVELS, columns[1 : 1 + levels], strict=True)),
        low[:, 0],
        high[:, 0],
        dict(zip(PEERS, peers, strict=True)),
    )
