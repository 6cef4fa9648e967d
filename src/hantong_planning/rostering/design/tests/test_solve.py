"""Shifts cover the curve with the fewest paid hours, and say what they cannot cover."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.__main__ import main
from hantong_planning.rostering.design.check import violations
from hantong_planning.rostering.design.command import parse
from hantong_planning.rostering.design.problem import Break, Design, ShiftKind
from hantong_planning.rostering.design.solve import one_more, prices, solve

HOURS = tuple(range(0, 1440, 60))
EIGHT = ShiftKind("eight", (480,), HOURS)
NINE = ShiftKind("nine", (540,), HOURS, (Break(60, 180, 360),))
TWELVE = ShiftKind("twelve", (720,), HOURS, (Break(60, 120, 300), Break(60, 360, 600, is_paid=True)))


def test_two_around_the_clock_need_three_shifts_of_two() -> None:
    plan = solve(Design((2,) * 24, 60, (EIGHT,)), time_limit_s=5)
    assert (plan.paid_h, plan.bound_h, plan.is_proven, plan.unmet) == (48, 48, True, {})


def test_a_break_leaves_a_hole_that_somebody_fills() -> None:
    need = tuple(1 if 8 <= hour < 17 else 0 for hour in range(24))
    design = Design(need, 60, (NINE, ShiftKind("short", (240,), HOURS)))
    plan = solve(design, time_limit_s=5)
    assert violations(design, plan) == [] and plan.unmet == {}
    assert plan.paid_h == 12


def test_two_breaks_are_taken_one_after_the_other_and_only_the_unpaid_one_is_free() -> None:
    design = Design(tuple(3 if 8 <= hour < 20 else 0 for hour in range(24)), 60, (TWELVE,))
    plan = solve(design, time_limit_s=5)
    assert violations(design, plan) == [] and plan.unmet == {}
    assert plan.paid_h == 11 * sum(people for _, people in plan.shifts)
    for shift, _ in plan.shifts:
        (first, _), (second, _) = shift.breaks
        assert 120 <= first - shift.starts_min <= 240 and 360 <= second - shift.starts_min <= 540


def test_the_need_binds_where_a_person_less_would_save_hours() -> None:
    need = tuple(5 if hour == 12 else 1 if 8 <= hour < 16 else 0 for hour in range(24))
    saved = prices(Design(need, 60, (EIGHT,)))
    assert saved[12] == pytest.approx(8)
    assert sum(saved) == pytest.approx(8)
    assert prices(Design(need, 60, (EIGHT,), most_shifts=3)) == ()


def test_too_few_shifts_are_answered_with_what_is_missing() -> None:
    design = Design((2,) * 24, 60, (EIGHT,), most_shifts=5)
    plan = solve(design, time_limit_s=5)
    assert sum(plan.unmet.values()) == 8
    assert one_more(design, plan, time_limit_s=5) == 8
    assert violations(design, plan) == []


def test_fewer_different_starts_cost_hours() -> None:
    need = tuple(3 if 9 <= hour < 12 else 1 for hour in range(24))
    free = solve(Design(need, 60, (EIGHT,)), time_limit_s=5)
    few_design = Design(need, 60, (EIGHT,), most_starts=3)
    few = solve(few_design, time_limit_s=5)
    assert violations(few_design, few) == []
    assert few.paid_h >= free.paid_h and free.is_proven


@settings(max_examples=20, deadline=None)
@given(
    need=st.lists(st.integers(0, 4), min_size=24, max_size=24),
    is_cyclic=st.booleans(),
    most=st.none() | st.integers(0, 6),
)
def test_every_plan_passes_the_check(need: list[int], is_cyclic: bool, most: int | None) -> None:
    design = Design(tuple(need), 60, (NINE, EIGHT, TWELVE), is_cyclic=is_cyclic, most_shifts=most)
    plan = solve(design, time_limit_s=1)
    assert violations(design, plan) == []


def test_the_check_sees_a_wrong_plan() -> None:
    design = Design((2,) * 24, 60, (NINE,))
    plan = solve(design, time_limit_s=5)
    shift, people = plan.shifts[0]
    assert violations(design, replace(plan, shifts=((shift, people + 1), *plan.shifts[1:])))
    assert violations(design, replace(plan, shifts=((replace(shift, breaks=((shift.starts_min, 60),)), people),)))
    assert violations(design, replace(plan, paid_h=plan.paid_h - 1))


@pytest.mark.parametrize(
    ("breaks", "field"),
    [
        ([{"lasts_min": 60, "from_min": 0, "until_min": 30}], "until_min"),
        ([{"lasts_min": 0, "from_min": 0, "until_min": 30}], "lasts_min"),
        ([{"lasts_min": 60, "from_min": 420, "until_min": 540}], "until_min"),
        ([{"lasts_min": 60, "from_min": 60, "until_min": 240}] * 2, "breaks"),
        ([{"lasts": 60}], "lasts"),
        ("noon", "breaks"),
    ],
)
def test_breaks_that_cannot_be_are_refused_by_name(breaks: object, field: str) -> None:
    kind = {"name": "eight", "lasts_min": [480], "starts_min": [0], "breaks": breaks}
    with pytest.raises(Nonsense) as refused:
        parse(json.dumps({"need": [1] * 24, "interval_min": 60, "kinds": [kind]}))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"need": (1,) * 23}, "need"),
        ({"need": (-1,) * 24}, "need"),
        ({"interval_min": 50}, "interval_min"),
        ({"kinds": ()}, "kinds"),
        ({"kinds": (EIGHT, EIGHT)}, "kinds"),
        ({"most_shifts": -1}, "most_shifts"),
    ],
)
def test_nonsense_names_its_field(change: dict[str, object], field: str) -> None:
    given = {"need": (1,) * 24, "interval_min": 60, "kinds": (EIGHT,)} | change
    with pytest.raises(Nonsense) as refused:
        Design(**given)  # type: ignore[arg-type]  # nonsense on purpose
    assert refused.value.field == field


def test_the_command_reads_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [{"name": "eight", "lasts_min": [480], "starts_min": list(HOURS)}]
    file, drawn = tmp_path / "curve.json", tmp_path / "cover.svg"
    file.write_text(json.dumps({"need": [1] * 24, "interval_min": 60, "kinds": kinds}))
    assert main(["design", str(file), "--json", "--svg", str(drawn)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["paid_h"], answer["violations"]) == (24, [])
    assert drawn.read_text().startswith("<svg")
    assert {row["starts"]: row["one_less_saves_h"] for row in answer["binding"]}
    assert main(["design", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == ["kind", "from", "to", "breaks", "people"]
    file.write_text(json.dumps({"need": [1] * 24, "interval": 60, "kinds": kinds}))
    assert main(["design", str(file), "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == "interval"
