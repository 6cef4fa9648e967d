"""A band is as wide as what is not known: a holiday seen seldom, a horizon with little evidence, few past forecasts."""

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.forecast.problem import Floats, History, Holidays, Problem
from hantong_planning.forecast.solve import Forecast, forecast
from hantong_planning.forecast.spread import Spread, calibrated

FIRST = numpy.datetime64("2024-01-01")
LENGTH_D = 330
FAIRS = (20, 80, 140, 200, 260, 310)
NEXT_FAIR = LENGTH_D + 3


def fair(seen: int, *, seed: int = 3, renamed: int = 0) -> Forecast:
    """Forecast ten days, the fourth a fair that halves the calls and was seen `seen` times; `renamed` of them by other names."""
    days = FIRST + numpy.arange(LENGTH_D)
    mean = numpy.full(LENGTH_D, 2000.0)
    past = FAIRS[len(FAIRS) - seen :]
    mean[list(past)] /= 2
    counts = numpy.random.default_rng(seed).poisson(mean).astype(float)[:, None]
    names = {(FIRST + at).item(): f"Fair {at}" if i < renamed else "Fair" for i, at in enumerate(past)}
    holidays = Holidays({**names, (FIRST + NEXT_FAIR).item(): "Fair"}, "made up")
    history = History(days, counts, numpy.array([0]), 1440)
    return forecast(Problem(history, FIRST + LENGTH_D + numpy.arange(10), holidays))


def relative_width(found: Forecast) -> Floats:
    width: Floats = (found.day_quantile(0.9) - found.day_quantile(0.1)) / found.median.sum(axis=1)
    return width


def test_every_time_that_a_holiday_was_seen_narrows_its_band() -> None:
    variances = [float(fair(seen).variance[3, 0]) for seen in range(len(FAIRS) + 1)]
    assert variances == sorted(variances, reverse=True)
    assert variances[0] > 4 * variances[1] > 5 * variances[-1]


@settings(max_examples=8, deadline=None)
@given(seen=st.integers(0, len(FAIRS)), seed=st.integers(0, 999))
def test_a_holiday_and_the_days_beside_it_are_never_as_sure_as_an_ordinary_day(seen: int, seed: int) -> None:
    found = fair(seen, seed=seed)
    assert (found.variance[2:5, 0] > found.variance[7, 0]).all()
    assert relative_width(found)[3] > 1.3 * relative_width(found)[7]


def test_a_holiday_of_a_new_name_is_less_sure_than_a_known_one() -> None:
    assert fair(4, renamed=4).variance[3, 0] > 1.5 * fair(4).variance[3, 0]
    assert 0.4 < fair(4, renamed=4).factors[3]["holidays"] < 0.7  # yet the others tell about where it lies


def spread_of(origins: int, horizons: int, seed: int = 5) -> Spread:
    """Calibrate on normal errors of 10 % around 1000, independent from day to day and the same at every horizon."""
    errors = 0.1 * numpy.random.default_rng(seed).standard_normal((origins, 1, 1))
    forecasts = numpy.full((origins, horizons, 1), 1000.0)
    return calibrated(forecasts * (1 + errors), forecasts, numpy.full((origins, horizons, 1), 0.01))


def width(spread: Spread, horizons: int) -> Floats:
    centre, variance = numpy.full((horizons, 1), 1000.0), numpy.full((horizons, 1), 0.01)
    return (spread.quantile(0.9, centre, variance) - spread.quantile(0.1, centre, variance))[:, 0] / 2000


def test_the_size_of_past_errors_is_found() -> None:
    assert 0.11 < width(spread_of(365, 1), 1)[0] < 0.15  # 1.28 standard deviations of 10 %, and what lately happened


@given(seed=st.integers(0, 10_000), calm=st.sampled_from([0.4, 2.5]))
@settings(max_examples=20, deadline=None)
def test_a_series_that_became_calmer_or_wilder_than_its_past_still_misses_one_in_five(seed: int, calm: float) -> None:
    """After 120 days errors change their size; bands made each day from the 90 before it are counted from the 140th on."""
    chance = numpy.random.default_rng(seed)
    forecasts, variance = numpy.full((200, 1, 20), 1000.0), numpy.full((200, 1, 1), 0.01)
    sizes = numpy.where(numpy.arange(200) < 120, 0.1, 0.1 * calm)[:, None, None]
    counts = forecasts * (1 + sizes * chance.standard_normal(forecasts.shape))
    inside = []
    for day in range(140, 200):
        known = slice(day - 90, day)
        found = calibrated(counts[known], forecasts[known], variance[known])
        low, high = (found.quantile(level, forecasts[day], variance[day]) for level in (0.1, 0.9))
        inside.append(((low <= counts[day]) & (counts[day] <= high)).mean())
    assert 0.75 < numpy.mean(inside) < 0.85


def test_a_mean_error_of_the_past_does_not_move_the_middle() -> None:
    forecasts = numpy.full((90, 2, 4), 1000.0)
    chance = numpy.random.default_rng(2)
    found = calibrated(forecasts * chance.normal(1.05, 0.02, forecasts.shape), forecasts, numpy.full((90, 2, 1), 0.01))
    assert numpy.allclose(found.quantile(0.5, forecasts[:1, 0], numpy.array([[0.01]])), 1000.0)


def test_without_past_forecasts_it_is_wide() -> None:
    nothing = numpy.full((0, 2, 3), 1000.0)
    found = calibrated(nothing, nothing, numpy.empty((0, 2, 1)))
    assert (found.quantile(0.9, numpy.full((2, 3), 1000.0), numpy.full((2, 1), 0.01)) > 1050).all()
