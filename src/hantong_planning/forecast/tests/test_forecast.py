"""A forecast is near the truth, honest about its error, legal, and the same each time."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.check import violations
from hantong_planning.forecast.draw import forecast_picture
from hantong_planning.forecast.problem import History, Holidays, Problem, SpecialDay, next_open_days
from hantong_planning.forecast.solve import forecast
from hantong_planning.forecast.tests.centre import HOLIDAYS, centre, expected


def problem(count_d: int = 12, **words: float) -> Problem:
    history = centre(**words)  # type: ignore[arg-type]
    return Problem(history, next_open_days(history, HOLIDAYS, count_d), HOLIDAYS)


def test_is_near_the_true_mean() -> None:
    asked = problem()
    found = forecast(asked)
    truth = expected(found.days)
    assert numpy.abs(found.mean - truth).sum() / truth.sum() < 0.05
    assert violations(asked, found) == []


def test_says_what_makes_a_day_busy() -> None:
    days = {str(day): told for day, told in zip(forecast(problem(30)).days, forecast(problem(30)).factors, strict=True)}
    assert days["2025-09-16"]["holidays"] > 1.08  # the day after a holiday
    assert days["2025-09-09"]["holidays"] == pytest.approx(1.0)
    assert days["2025-09-08"]["weekday"] > 1.2 * days["2025-09-10"]["weekday"]


def test_leaves_out_holidays_on_which_it_was_always_closed() -> None:
    assert numpy.datetime64("2025-09-15") not in next_open_days(centre(), HOLIDAYS, 40)
    assert numpy.datetime64("2025-09-15") in next_open_days(centre(), Holidays(), 40)


def test_learns_how_much_snow_brings() -> None:
    history = centre()
    snow = history.days[[40, 90, 130]]
    counts = history.counts.copy()
    counts[[40, 90, 130]] *= 8
    future = next_open_days(history, HOLIDAYS, 5)
    specials = tuple(SpecialDay(day, "snow") for day in (*snow, future[2]))
    found = forecast(Problem(History(history.days, counts, history.starts_min, 30), future, HOLIDAYS, specials))
    assert 7 < found.factors[2]["special snow"] < 9
    plain = forecast(Problem(history, future, HOLIDAYS))
    assert found.median[1].sum() == pytest.approx(plain.median[1].sum(), rel=0.03)


def test_a_planned_campaign_is_believed_before_one_was_seen() -> None:
    asked = problem(3)
    campaign = (SpecialDay(asked.future[1], "campaign", 1.5),)
    planned = forecast(Problem(asked.history, asked.future, HOLIDAYS, campaign))
    assert planned.median[1].sum() == pytest.approx(1.5 * forecast(asked).median[1].sum(), rel=1e-6)


def test_one_wild_day_hardly_moves_it() -> None:
    asked = problem()
    counts = asked.history.counts.copy()
    counts[-4] *= 10
    wild = Problem(History(asked.history.days, counts, asked.history.starts_min, 30), asked.future, HOLIDAYS)
    assert forecast(wild).median.sum() == pytest.approx(forecast(asked).median.sum(), rel=0.06)


def test_is_the_same_each_time() -> None:
    assert numpy.array_equal(forecast(problem()).quantile(0.9), forecast(problem()).quantile(0.9))


def test_is_wider_for_ten_days_than_for_one_when_the_level_moves() -> None:
    history = centre(noise=0.01)
    wander = numpy.exp(numpy.cumsum(numpy.random.default_rng(1).normal(0, 0.03, len(history.days))))
    moving = History(history.days, history.counts * wander[:, None], history.starts_min, 30)
    found = forecast(Problem(moving, next_open_days(moving, HOLIDAYS, 10), HOLIDAYS))
    width = (found.day_quantile(0.9) - found.day_quantile(0.1)) / found.median.sum(axis=1)
    assert width[9] > 1.25 * width[0]


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 999),
    days_d=st.integers(20, 90),
    per_day=st.sampled_from([0.0, 3.0, 50.0, 1e6]),
    missing=st.floats(0, 0.5),
)
def test_any_history_gives_a_legal_forecast(seed: int, days_d: int, per_day: float, missing: float) -> None:
    history = centre(seed=seed, days_d=days_d, per_day=per_day)
    counts = history.counts.copy()
    counts[numpy.random.default_rng(seed).random(counts.shape) < missing] = numpy.nan
    holed = History(history.days, counts, history.starts_min, 30)
    asked = Problem(holed, next_open_days(holed, HOLIDAYS, 7), HOLIDAYS)
    found = forecast(asked)
    assert violations(asked, found) == []
    assert forecast_picture(found).startswith("<svg")


def test_too_short_a_history_is_refused() -> None:
    with pytest.raises(Nonsense, match="history: has 6 recorded days"):
        problem(days_d=7)


@pytest.mark.parametrize(
    ("days", "field"), [(["2025-01-01"], "future"), ([], "future"), (["2026-01-02", "2026-01-01"], "future")]
)
def test_nonsense_days_are_refused(days: list[str], field: str) -> None:
    with pytest.raises(Nonsense) as refused:
        Problem(centre(), numpy.array(days, dtype="datetime64[D]"))
    assert refused.value.field == field


def test_the_check_sees_a_negative_and_a_foreign_day() -> None:
    asked = problem()
    found = forecast(asked)
    found.mean[0, 0] = -1
    assert violations(asked, found) == ["mean is not finite or negative somewhere"]
    assert "the days are not those asked for" in violations(problem(11), forecast(asked))
