"""An evaluation looks at nothing that was not known, beats the naive peers, and its bands cover what they say."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.forecast.__main__ import main
from hantong_planning.forecast.draw import judged_picture
from hantong_planning.forecast.evaluate import evaluate, wape
from hantong_planning.forecast.problem import History
from hantong_planning.forecast.tests.centre import HOLIDAYS, centre

ROOT = Path(__file__).resolve().parents[4]
DATA = ROOT.parent / "shared" / "data"
BANK = DATA / "callcentre" / "bank_calls_dev.csv"
VANCOUVER = DATA / "real" / "vancouver311_daily" / "vancouver311_contact_centre_2009_2021.csv"
SIX = "median_of_last_6_same_weekdays"


def test_beats_the_naive_peers_and_covers_what_it_says() -> None:
    judged = evaluate(centre(days_d=260), horizons_d=(1, 5), last_d=40, holidays=HOLIDAYS)
    for found in judged.values():
        assert found.wape < 0.9 * wape(found.truth, found.peers[SIX])
        assert 0.7 < found.coverage_80 < 0.9
        assert 0 < found.pinball < found.wape
    assert judged_picture(judged[5], 5).startswith("<svg")


def test_horizon_h_is_the_hth_open_day_and_has_that_many_fewer_targets() -> None:
    history = centre()
    judged = evaluate(history, horizons_d=(1, 4), last_d=9, holidays=HOLIDAYS)
    assert len(judged[1].days) == 9
    assert list(judged[4].days) == list(history.days[-6:])


def test_does_not_look_ahead() -> None:
    history = centre()
    counts = history.counts.copy()
    counts[-3:] *= 5
    changed = History(history.days, counts, history.starts_min, 30)
    before = evaluate(history, horizons_d=(1,), last_d=8, holidays=HOLIDAYS)[1]
    after = evaluate(changed, horizons_d=(1,), last_d=8, holidays=HOLIDAYS)[1]
    assert numpy.array_equal(before.median[:6], after.median[:6])
    assert not numpy.array_equal(before.median[6:], after.median[6:])


@pytest.mark.parametrize(
    ("horizons", "last_d", "field"), [((0,), 5, "horizons_d"), ((6,), 5, "horizons_d"), ((1,), 400, "last_d")]
)
def test_nonsense_is_refused(horizons: Sequence[int], last_d: int, field: str) -> None:
    with pytest.raises(Nonsense) as refused:
        evaluate(centre(), horizons_d=horizons, last_d=last_d, holidays=HOLIDAYS)
    assert refused.value.field == field


def _run(capsys: pytest.CaptureFixture[str], words: str, path: Path) -> dict[str, Any]:
    assert main(["evaluate", str(path), *words.split(), "--horizons-d", "1,5,10", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.real_data
@pytest.mark.skipif(not BANK.exists(), reason="the bank calls are not here")
def test_the_bank_calls_are_ten_percent_below_the_median_of_six(capsys: pytest.CaptureFixture[str]) -> None:
    found = _run(capsys, "--time DateTime --value Calls --every 30min --last-d 20", BANK)
    baseline = found["baselines"][SIX]
    assert [round(100 * baseline[h], 2) for h in ("1", "5", "10")] == [7.67, 6.05, 6.72]
    assert all(found["wape"][h] < 0.9 * baseline[h] for h in ("1", "5", "10"))


@pytest.mark.real_data
@pytest.mark.skipif(not VANCOUVER.exists(), reason="the Vancouver counts are not here")
def test_vancouver_is_ten_percent_below_the_median_of_six(capsys: pytest.CaptureFixture[str]) -> None:
    found = _run(capsys, "--time Date --value CallsOffered --every 1d --last-d 60", VANCOUVER)
    baseline = found["baselines"][SIX]
    assert all(found["wape"][h] < 0.9 * baseline[h] for h in ("1", "5", "10"))
    assert str(found["holidays"]).startswith("CA")


def _counts_file(path: Path, counts: Sequence[int | None]) -> Path:
    """Write half-hours of 09:00–12:00 from a Monday on, six a day; None leaves a row out."""
    day = numpy.datetime64("2025-01-06T09:00")
    lines = [
        f"{day + numpy.timedelta64(1440 * (n // 6) + 30 * (n % 6), 'm')},{count}"
        for n, count in enumerate(counts)
        if count is not None
    ]
    path.write_text("\n".join(["at,calls", *lines]), encoding="utf-8")
    return path


def test_a_figure_that_nothing_divides_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--time", "at", "--value", "calls", "--horizons-d", "1,5", "--last-d", "5", "--json"]
    silent = _counts_file(tmp_path / "silent.csv", [0] * 240)
    assert main(["evaluate", str(silent), *words]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["wape"] == found["pinball"] == {"1": None, "5": None}
    assert found["coverage_80"]["1"] == 1.0
    gaps = _counts_file(tmp_path / "gaps.csv", [9 if n < 210 or n % 6 else None for n in range(240)])
    assert main(["evaluate", str(gaps), *words]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["day_coverage_80"] == {"1": None, "5": None}
    assert found["wape"]["1"] < 0.1
