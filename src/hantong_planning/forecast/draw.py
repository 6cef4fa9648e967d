"""Pictures of a forecast: the days to come with their bands, and past targets with what was forecast for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from hantong_planning.drawing import Picture, ticks
from hantong_planning.forecast.evaluate import HIGH, LOW, Judged
from hantong_planning.forecast.problem import Days, Floats
from hantong_planning.forecast.solve import Forecast

WIDTH, ROW, LEFT, TOP = 960.0, 150.0, 56.0, 44.0
BAND, LINE, TRUTH, QUIET = "#b1cefb", "#0b50d0", "#1e2124", "#8a949e"
MOST_DAYS = 31


def forecast_picture(found: Forecast) -> str:
    """Draw the median and the 80 % band of every interval, one strip per week of open days."""
    return _strips(
        f"Forecast of {found.name}: median and 80 % band",
        found.days,
        found.median,
        found.quantile(LOW),
        found.quantile(HIGH),
        None,
    )


def judged_picture(found: Judged, horizon: int) -> str:
    """Draw what was counted over the median and the 80 % band that were forecast `horizon` open days before."""
    days = numpy.array(found.days, dtype="datetime64[D]")
    title = f"Counted (black) and forecast {horizon} days before (blue, 80 % band)"
    return _strips(title, days, found.median, found.quantiles[LOW], found.quantiles[HIGH], found.truth)


def _strips(title: str, days: Days, median: Floats, low: Floats, high: Floats, truth: Floats | None) -> str:
    days, median, low, high = days[-MOST_DAYS:], median[-MOST_DAYS:], low[-MOST_DAYS:], high[-MOST_DAYS:]
    shown = None if truth is None else truth[-MOST_DAYS:]
    per_strip = len(days) if median.shape[1] == 1 else 7  # daily counts fit into one strip
    groups = [numpy.arange(i, min(i + per_strip, len(days))) for i in range(0, len(days), per_strip)]
    top = float(max(high.max(), numpy.nanmax(shown) if shown is not None else 0.0, 1.0)) * 1.05
    picture = Picture(width=WIDTH, height=TOP + ROW * len(groups) + 12, title=title)
    picture.text((LEFT, 22), title, size=15)
    for k, rows in enumerate(groups):
        base = TOP + ROW * (k + 1) - 34
        _axis(picture, base, top)
        across = (WIDTH - LEFT - 12) / min(per_strip, len(days))
        for place, row in enumerate(rows):
            picture.text((LEFT + across * (place + 0.5), base + 18), _day(days[row], across), size=11, anchor="middle")
        parts = (low[rows], high[rows], median[rows], None if shown is None else shown[rows])
        _curves(picture, parts, base, across, top)
    return picture.svg()


def _axis(picture: Picture, base: float, top: float) -> None:
    for value in ticks(0, top, 3):
        height = base - value / top * (ROW - 50)
        picture.line([(LEFT, height), (WIDTH - 12, height)], stroke="#e6e8ea", width=1)
        picture.text((LEFT - 6, height + 4), f"{value:,.0f}", size=11, anchor="end", fill=QUIET)


def _curves(
    picture: Picture, parts: tuple[Floats, Floats, Floats, Floats | None], base: float, across: float, top: float
) -> None:
    low, high, median, truth = parts

    def points(values: Floats) -> Sequence[tuple[float, float]]:
        step = across / values.shape[1]
        flat = values.ravel()
        return [
            (LEFT + step * (i + 0.5), base - float(value) / top * (ROW - 50))
            for i, value in enumerate(flat)
            if not numpy.isnan(value)
        ]

    picture.area([*points(high), *reversed(points(low))], fill=BAND)
    picture.line(points(median), stroke=LINE)
    if truth is not None:
        picture.line(points(truth), stroke=TRUTH, width=1)


def _day(day: numpy.datetime64, across: float) -> str:
    text = str(day)
    return text if across > 70 else text[8:]
