"""Cycles that exist are found and checked, cycles that do not are refused with a proof."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.rostering.rotating.check import violations
from hantong_planning.rostering.rotating.fairness import fairness, lead, least_lead, longest_wait
from hantong_planning.rostering.rotating.problem import Forbidden, Rotation, Shift, rests
from hantong_planning.rostering.rotating.solve import solve
from hantong_planning.rostering.rotating.why import reasons

DAY, LATE, NIGHT = Shift("D", 360, 480, 1, 4), Shift("A", 840, 480, 1, 4), Shift("N", 1320, 480, 2, 4)


def _three_teams(workers: int = 4, need: int = 1) -> Rotation:
    shifts = (DAY, LATE, NIGHT)
    return Rotation(workers, shifts, ((need,) * 7,) * 3, 2, 6, 1, 4, rests(shifts, 11))


def test_three_shifts_around_the_clock_with_four_teams() -> None:
    plan = solve(_three_teams(), time_limit_s=5, fair_s=1)
    assert plan.status == "feasible"
    assert violations(_three_teams(), plan.schedule) == []


def test_three_teams_cannot_fill_three_shifts_and_rest() -> None:
    assert solve(_three_teams(workers=3), time_limit_s=5).status == "infeasible"


def test_the_reason_names_a_relaxation_that_helps() -> None:
    found = reasons(_three_teams(workers=3), time_limit_s=10)
    assert "4 workers" in [relaxation.words for relaxation in found]


def test_two_teams_work_and_rest_in_turn() -> None:
    shifts = (Shift("D", 420, 720), Shift("N", 1140, 720))
    rotation = Rotation(4, shifts, ((1,) * 7,) * 2, 1, 4, 1, 4, rests(shifts, 11))
    plan = solve(rotation, time_limit_s=5, fair_s=1)
    assert violations(rotation, plan.schedule) == []


def test_a_duty_of_24_hours_is_followed_by_a_day_off() -> None:
    shifts = (Shift("24", 540, 1440),)
    rotation = Rotation(3, shifts, ((1,) * 7,), 1, 1, 2, 2, rests(shifts, 11))
    assert Forbidden(0, 0) in rotation.forbidden
    plan = solve(rotation, time_limit_s=5)
    days = [name for week in plan.schedule for name in week]
    assert all(days[k] == "24" for k in range(days.index("24"), len(days), 3))


def test_the_fairest_roster_gives_the_weekends_evenly() -> None:
    rotation = replace(_three_teams(workers=5), least_work=1)
    plan = solve(rotation, time_limit_s=3)
    assert plan.fairness is not None
    free = rotation.workers - plan.fairness.worked_weekends
    first = solve(rotation, time_limit_s=5, fair_s=0).fairness
    assert first is not None and plan.fairness <= first
    assert plan.fairness.longest_wait_weeks >= -(-rotation.workers // free)
    assert plan.fairness == fairness(rotation, _positions(rotation, plan.schedule))


def test_the_same_seed_gives_the_same_plan() -> None:
    plans = [solve(_three_teams(9, 2), seed=3, time_limit_s=5, fair_s=0).schedule for _ in range(2)]
    assert plans[0] == plans[1]


@settings(max_examples=25, deadline=None)
@given(
    workers=st.integers(2, 12),
    need=st.lists(st.lists(st.integers(0, 3), min_size=7, max_size=7), min_size=2, max_size=3),
    work=st.tuples(st.integers(1, 3), st.integers(3, 6)),
    off=st.tuples(st.integers(1, 2), st.integers(2, 4)),
    has_pair_off=st.booleans(),
    every=st.none() | st.integers(1, 4),
)
def test_every_roster_passes_the_check(
    workers: int,
    need: list[list[int]],
    work: tuple[int, int],
    off: tuple[int, int],
    has_pair_off: bool,
    every: int | None,
) -> None:
    workers += max(sum(row[day] for row in need) for day in range(7))
    shifts = (DAY, NIGHT, LATE)[: len(need)]
    rows = tuple(tuple(row) for row in need)
    rotation = Rotation(workers, shifts, rows, *work, *off, rests(shifts, 11), has_pair_off, every)
    plan = solve(rotation, time_limit_s=2, fair_s=0.1)
    if plan.status == "feasible":
        assert violations(rotation, plan.schedule) == []


def test_the_check_sees_each_broken_rule() -> None:
    rotation = _three_teams()
    good = [list(week) for week in solve(rotation, time_limit_s=5, fair_s=0).schedule]
    for week in range(4):
        for day in range(7):
            broken = [list(row) for row in good]
            broken[week][day] = "-" if good[week][day] != "-" else "N"
            assert violations(rotation, broken)
    assert violations(rotation, good[:3]) and violations(rotation, [["X"] * 7] * 4)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["N", "D", "-", "-", "-", "-", "-"], "N D is forbidden"),
        (["D", "-", "D", "-", "-", "-", "-"], "1 days of work in a row"),
        (["D", "D", "D", "D", "D", "-", "-"], "5 D in a row"),
        (["D", "D", "-", "-", "-", "-", "-"], "5 days off in a row"),
    ],
)
def test_the_check_names_the_rule(days: list[str], words: str) -> None:
    need = tuple(tuple(int(day == name) for day in days) for name in ("D", "A", "N"))
    rotation = replace(_three_teams(), workers=1, need=need)
    assert any(words in line for line in violations(rotation, [days]))


def test_leads_and_waits_by_hand() -> None:
    assert lead([4, 0, 0]) == Fraction(8, 3)
    assert lead([2, 1, 1]) == least_lead(4, 3) == Fraction(2, 3)
    assert longest_wait([1, 0, 0, 1, 0]) == 3
    assert longest_wait([0, 0]) == 3


def _positions(rotation: Rotation, schedule: tuple[tuple[str, ...], ...]) -> list[list[int]]:
    places = {shift.name: k for k, shift in enumerate(rotation.shifts)} | {"-": -1}
    return [[places[name] for name in week] for week in schedule]
