"""Three shifts, two, or a duty of 24 hours: asked in a few numbers, decided, and explained."""

import json
from pathlib import Path

import pytest

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.__main__ import main
from hantong_planning.rostering.rotating import dzn
from hantong_planning.rostering.rotating.check import violations
from hantong_planning.rostering.rotating.clock import around_the_clock, hours_per_week
from hantong_planning.rostering.rotating.solve import solve
from hantong_planning.rostering.rotating.why import gains


@pytest.mark.parametrize(("turns", "workers", "hours"), [(3, 4, 42), (2, 4, 42), (1, 4, 42)])
def test_four_teams_keep_every_kind_of_clock_going(turns: int, workers: int, hours: float) -> None:
    rotation = around_the_clock(turns, workers, (1,) * turns, rest_h=24 if turns == 1 else 11)
    plan = solve(rotation, time_limit_s=5, fair_s=0)
    assert plan.status == "feasible"
    assert violations(rotation, plan.schedule) == []
    assert hours_per_week(rotation) == hours
    assert sum(shift.lasts_min for shift in rotation.shifts) == 1440


def test_three_teams_carry_a_duty_of_24_hours_but_not_three_shifts() -> None:
    assert solve(around_the_clock(1, 3, (1,), rest_h=24), time_limit_s=5, fair_s=0).status == "feasible"
    assert solve(around_the_clock(3, 3, (1, 1, 1)), time_limit_s=5, fair_s=0).status == "infeasible"


def test_weekends_may_need_fewer() -> None:
    rotation = around_the_clock(3, 21, (5, 4, 3), weekend_need=(4, 3, 3))
    assert rotation.need == ((5,) * 5 + (4,) * 2, (4,) * 5 + (3,) * 2, (3,) * 7)


def test_what_one_more_brings_is_told_in_free_weekends() -> None:
    rotation = around_the_clock(3, 4, (1, 1, 1))
    found = {gain.words: (gain.free_weekends, gain.weeks) for gain in gains(rotation)}
    assert found["5 workers"] == (2, 5)  # one of four is free on a weekend day, two of five
    assert all(free / weeks > 1 / 4 for free, weeks in found.values())


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("turns", {"turns": 4}),
        ("need", {"need": (1, 1)}),
        ("weekend_need", {"weekend_need": (1,)}),
        ("rest_h", {"rest_h": -1}),
        ("most_nights", {"most_nights": 0}),
        ("first_at", {"first_at_min": 1500}),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(field: str, said: dict[str, object]) -> None:
    usual: dict[str, object] = {"turns": 3, "workers": 5, "need": (1, 1, 1)}
    with pytest.raises(Nonsense) as refused:
        around_the_clock(**(usual | said))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_command_writes_what_may_be_changed_further(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "clock.dzn"
    words = [
        "clock",
        "--turns",
        "2",
        "--workers",
        "5",
        "--need",
        "1,1",
        "--first-at",
        "08:30",
        "--why",
        "--json",
        "--out",
    ]
    assert main([*words, str(file)]) == 0
    answer = json.loads(capsys.readouterr().out)
    written = dzn.read(file)
    assert [(shift.name, shift.starts_min) for shift in written.shifts] == [("Day", 510), ("Night", 1230)]
    assert violations(written, answer["schedule"]) == []
    assert "6 workers" in [gain["words"] for gain in answer["more_free_weekends_with"]]
    assert main(["clock", "--workers", "5", "--need", "one", "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == "need"
