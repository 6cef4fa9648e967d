"""A made-up centre whose truth is known: weekday, turn of the month, holidays, over-dispersion."""

import numpy

from hantong_planning.forecast.problem import Floats, History, Holidays, weekday

OPEN_H, INTERVALS = 9, 18
WEEKDAY = numpy.array([1.3, 1.1, 1.0, 0.95, 1.0, 0.5, 0.0])
HOLIDAYS = Holidays(
    {
        day.item(): "Made-up Day"
        for day in numpy.array(
            ["2025-03-03", "2025-05-05", "2025-06-06", "2025-07-17", "2025-08-15", "2025-09-15"], dtype="datetime64[D]"
        )
    },
    "made up",
)


def profile() -> Floats:
    at = numpy.arange(INTERVALS)
    shape: Floats = 1.0 + numpy.exp(-(((at - 4) / 3.0) ** 2)) + 0.6 * numpy.exp(-(((at - 11) / 3.0) ** 2))
    return numpy.asarray(shape / shape.sum())


def expected(days: numpy.ndarray, per_day: float = 2000.0) -> Floats:
    """The mean arrivals of each interval: Mondays are busy, and so is the day after a holiday."""
    factor = WEEKDAY[weekday(days)].copy()
    factor[HOLIDAYS.mask(days - 1)] *= 1.25
    return numpy.asarray(per_day * factor[:, None] * profile()[None, :])


def centre(*, seed: int = 7, days_d: int = 200, per_day: float = 2000.0, noise: float = 0.05) -> History:
    chance = numpy.random.default_rng(seed)
    days = numpy.arange(numpy.datetime64("2025-02-03"), numpy.datetime64("2025-02-03") + days_d)
    days = days[(weekday(days) < 6) & ~HOLIDAYS.mask(days)]
    busy = numpy.exp(chance.normal(0, noise, (len(days), 1)))
    counts = chance.poisson(expected(days, per_day) * busy).astype(float)
    return History(days, counts, (OPEN_H * 60 + 30 * numpy.arange(INTERVALS)).astype(numpy.int64), 30, "Suwon")
