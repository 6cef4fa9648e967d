"""A forecast as rows of a table: what `staffing day` reads, and any spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy

from hantong_planning.forecast.problem import Floats
from hantong_planning.forecast.solve import Forecast

Cell = str | float | int


def intervals(
    plan: Forecast,
    levels: Sequence[float],
    *,
    keys: Mapping[str, str],
    plan_for: float | None = None,
    is_whole_days: bool = False,
) -> list[dict[str, Cell]]:
    """Return one row per open interval: start, mean, quantiles, and arrivals_per_h.

    Parameters
    ----------
    keys : columns that tell the series.
    plan_for : the quantile that arrivals_per_h is; None: the mean.
    is_whole_days : also the closed intervals, and the closed days in between, with `open` 0: a table without holes in
        time, over which a queue is carried.
    """
    quantiles = {f"q{level:g}": plan.quantile(level) for level in levels}
    wanted = plan.mean if plan_for is None else plan.quantile(plan_for)
    place = {
        (day, start): (i, j) for i, day in enumerate(plan.days) for j, start in enumerate(plan.starts_min.tolist())
    }
    days = numpy.arange(plan.days[0], plan.days[-1] + 1) if is_whole_days else plan.days
    starts = range(0, 1440, plan.every_min) if is_whole_days else plan.starts_min.tolist()
    rows: list[dict[str, Cell]] = []
    for day, start in ((day, start) for day in days for start in starts):
        at = place.get((day, start))
        is_open = at is not None and bool(plan.median[at] > 0)
        if not is_open and not is_whole_days:
            continue
        row: dict[str, Cell] = {**keys, "starts_at": f"{day}T{start // 60:02d}:{start % 60:02d}"}
        if is_whole_days:
            row["open"] = int(is_open)
        row["arrivals_per_h"] = _cell(wanted, at) * 60 / plan.every_min
        row["mean"] = _cell(plan.mean, at)
        row.update({name: _cell(values, at) for name, values in quantiles.items()})
        rows.append(row)
    return rows


def _cell(values: Floats, at: tuple[int, int] | None) -> float:
    return 0.0 if at is None else round(float(values[at]), 4)
