"""Series add up, a new place borrows from similar ones, and calendars are guessed only with reason."""

import json
from pathlib import Path

import numpy
import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.__main__ import main
from hantong_planning.forecast.check import incoherences
from hantong_planning.forecast.cold_start import Place, forecast_new
from hantong_planning.forecast.holiday_calendars import guessed, holidays_of
from hantong_planning.forecast.problem import History, Problem, next_open_days
from hantong_planning.forecast.reconcile import forecast_all, project, tree
from hantong_planning.forecast.solve import forecast
from hantong_planning.forecast.table import intervals
from hantong_planning.forecast.tests.centre import HOLIDAYS, centre, expected, profile

CITIES = {("Suwon", "phone"): 900.0, ("Suwon", "chat"): 60.0, ("Yongin", "phone"): 400.0, ("Yongin", "chat"): 20.0}


def test_province_is_the_sum_of_cities_and_of_channels() -> None:
    series: dict[tuple[str, ...], History] = {
        key: centre(seed=i, per_day=size) for i, (key, size) in enumerate(CITIES.items())
    }
    plans = forecast_all(series, 6, HOLIDAYS)
    assert len(plans) == 1 + 2 + 2 + 4
    assert incoherences(plans) == []
    truth = expected(plans["*", "*"].days, sum(CITIES.values()))
    assert numpy.abs(plans["*", "*"].mean - truth).sum() / truth.sum() < 0.06
    plans["Suwon", "*"].mean[0, 0] += 1
    assert incoherences(plans) == ["Suwon * is not the sum of its parts"]


def test_the_calmer_series_moves_less() -> None:
    grown = tree([("a",), ("b",)])
    means = numpy.array([[100.0], [50.0], [20.0]])  # the parts add up to 70, the sum says 100
    found = project(means, grown.sums, numpy.diag([1.0, 1.0, 50.0]))[:, 0]
    assert found[0] == pytest.approx(found[1] + found[2])
    assert abs(found[2] - 20) > 10 * abs(found[1] - 50)


def test_a_new_place_has_the_size_shape_and_honest_width_of_similar_ones() -> None:
    others = [
        (Place(population, {"elderly_share": 0.15}), centre(seed=i, per_day=population / 500))
        for i, population in enumerate((500_000.0, 300_000.0, 800_000.0, 1_200_000.0))
    ]
    days = next_open_days(others[0][1], HOLIDAYS, 6)
    found = forecast_new(Place(600_000.0, {"elderly_share": 0.16}), others, days=days, holidays=HOLIDAYS)
    truth = expected(days, 1200.0)
    assert found.median.sum() == pytest.approx(truth.sum(), rel=0.12)
    assert numpy.abs(found.profile[0] - profile()).sum() < 0.1
    assert ((found.day_quantile(0.05) < truth.sum(axis=1)) & (truth.sum(axis=1) < found.day_quantile(0.95))).all()


def test_own_days_outweigh_the_similar_places() -> None:
    others = [(Place(5e5, {}), centre(seed=i, per_day=1000)) for i in range(3)]
    own = centre(seed=9, per_day=2500, days_d=14)
    days = next_open_days(own, HOLIDAYS, 6)
    found = forecast_new(Place(5e5, {}), others, days=days, holidays=HOLIDAYS, own=own)
    assert found.median.sum() == pytest.approx(expected(days, 2500).sum(), rel=0.12)


def test_one_similar_place_is_too_few() -> None:
    with pytest.raises(Nonsense, match="at least two"):
        forecast_new(Place(1.0, {}), [(Place(1.0, {}), centre())], days=centre().days[-1:] + 1, holidays=HOLIDAYS)


def test_a_calendar_is_guessed_from_closed_days_and_not_from_none() -> None:
    days = numpy.arange(numpy.datetime64("2024-01-01"), numpy.datetime64("2024-12-31"))
    days = days[numpy.is_busday(days)]
    korea = holidays_of("KR", days)
    counts = numpy.random.default_rng(3).poisson(500, (len(days), 1)).astype(float)
    starts = numpy.array([0])
    closed = ~korea.mask(days)
    assert guessed(History(days[closed], counts[closed], starts, 1440), int(closed.sum())).source.startswith("KR")
    assert guessed(History(days, counts, starts, 1440), len(days)).source == "none"


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(Nonsense, match="country: 'XX'"):
        holidays_of("XX", centre().days)


def _file(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    lines = ["at,calls,city"]
    for city, history in (("Suwon", centre(seed=1)), ("Yongin", centre(seed=2, per_day=800)), ("Osan", centre(seed=3))):
        for day, row in zip(history.days, history.counts, strict=True):
            for start, value in zip(history.starts_min.tolist(), row, strict=True):
                lines.append(f"{day}T{start // 60:02d}:{start % 60:02d},{value:g},{city}")
    path.write_text("\n".join(lines))
    return path


def test_the_command_line_writes_the_next_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--time", "at", "--value", "calls", "--by", "city", "--days-d", "2", "--country", "none", "--json"]
    picture = tmp_path / "next.svg"
    assert main(["forecast", str(_file(tmp_path)), *words, "--svg", str(picture)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["intervals"]) == (1 + 3) * 2 * 18
    assert {"city", "starts_at", "arrivals_per_h", "mean", "q0.1", "q0.5", "q0.9"} == set(found["intervals"][0])
    assert picture.read_text().startswith("<svg")


def test_whole_days_leave_no_hole_in_time() -> None:
    history = centre()
    plan = forecast(Problem(history, next_open_days(history, HOLIDAYS, 7), HOLIDAYS))
    rows = intervals(plan, (0.9,), keys={}, plan_for=0.75, is_whole_days=True)
    assert len(rows) == 48 * int((plan.days[-1] - plan.days[0]).astype(int) + 1)
    assert sum(int(row["open"]) for row in rows) == 7 * 18
    first = next(row for row in rows if row["open"])
    assert first["arrivals_per_h"] == pytest.approx(2 * plan.quantile(0.75)[0, 0], abs=1e-3)


def test_the_command_line_forecasts_a_new_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = tmp_path / "places.csv"
    places.write_text("place,population\nSuwon,1190000\nYongin,1090000\nOsan,230000\nHwaseong,1000000\n")
    words = ["--time", "at", "--value", "calls", "--by", "city", "--days-d", "2", "--country", "none", "--json"]
    words += ["--places", str(places), "--place", "Hwaseong", "--out", str(tmp_path / "out.csv")]
    assert main(["new-place", str(_file(tmp_path)), *words]) == 0
    assert len(json.loads(capsys.readouterr().out)["days"]) == 2
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 1 + 2 * 18


def test_nonsense_ends_with_2_and_names_the_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(_file(tmp_path)), "--time", "when", "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == "when"
