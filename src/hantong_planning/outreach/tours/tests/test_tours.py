"""Tours: every plan passes its check, the same rounds give the same plan, and more teams never score less."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.tours.check import violations
from hantong_planning.outreach.tours.file import read
from hantong_planning.outreach.tours.problem import Place, TourPlan, TourProblem
from hantong_planning.outreach.tours.solve import solve

BASE = Place(0, 0, 0, 0, 0, 0, 100)
DATA = Path(__file__).resolve().parents[5].parent / "shared" / "data" / "routing" / "toptw" / "instances"


@st.composite
def problems(draw: st.DrawFn, most: int = 12) -> TourProblem:
    """Draw a small problem."""
    places = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        x, y = draw(st.integers(-30, 30)), draw(st.integers(-30, 30))
        opens = draw(st.integers(0, 80))
        width, stay, score = draw(st.integers(0, 60)), draw(st.integers(0, 15)), draw(st.integers(0, 20))
        places.append(Place(number, x, y, stay, score, opens, opens + width))
    return TourProblem(BASE, tuple(places), teams=draw(st.integers(1, 3)))


@given(problems())
@settings(max_examples=30)
def test_every_plan_passes_its_check(problem: TourProblem) -> None:
    plan = solve(problem, rounds=200)
    assert violations(problem, plan) == []
    assert sorted([*itertools.chain(*plan.tours), *plan.left_out]) == [place.number for place in problem.places]


def places(*rows: tuple[int, int, int, int, int, int]) -> tuple[Place, ...]:
    """Return places numbered from 1: x, y, stay, score, opens, closes."""
    return tuple(Place(number, *row) for number, row in enumerate(rows, start=1))


TWO_KEEP_ONE_OUT = places(
    (18, 23, 0, 0, 29, 29), (0, 0, 0, 10, 56, 56), (22, 0, 0, 20, 62, 62), (-20, 0, 0, 0, 33, 33), (21, 12, 0, 8, 73, 73)
)  # fmt: skip


@given(problems(most=5))
@example(TourProblem(BASE, TWO_KEEP_ONE_OUT, teams=1))
@settings(max_examples=15)
def test_a_small_problem_is_solved_to_the_optimum(problem: TourProblem) -> None:
    alone = replace(problem, teams=1)
    numbers = [place.number for place in problem.places]
    scores = {place.number: int(place.score) for place in problem.places}
    best = 0
    for size in range(1, len(numbers) + 1):
        for tour in itertools.permutations(numbers, size):
            score = sum(scores[number] for number in tour)
            plan = TourPlan((tour,), score, 0.0, 0, 0.0, ())
            if score > best and not violations(alone, plan):
                best = score
    assert solve(alone, rounds=300).score == best


@given(problems())
@settings(max_examples=10)
def test_the_same_seed_finds_the_same_tours(problem: TourProblem) -> None:
    first, second = solve(problem, seed=7, rounds=150), solve(problem, seed=7, rounds=150)
    assert (first.tours, first.score) == (second.tours, second.score)


def test_the_check_sees_what_is_wrong() -> None:
    near, late = Place(1, 10, 0, 5, 3, 0, 50), Place(2, 40, 0, 25, 4, 0, 30)
    problem = TourProblem(BASE, (near, late), teams=1)

    def said(tours: tuple[tuple[int, ...], ...], score: int) -> str:
        return " · ".join(violations(problem, TourPlan(tours, score, 0.0, 0, 0.0, ())))

    assert said(((1,),), 3) == ""
    assert "score" in said(((1,),), 4)
    assert "closes at 30" in said(((2,),), 4)
    assert "back at 110" in said(((1, 2),), 7)
    assert "visited 2 times" in said(((1, 1),), 6)
    assert "2 tours for 1" in said(((1,), (2,)), 7)
    assert "does not exist" in said(((9,),), 0)


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("4 17 2 1\n0 200\n 0 35.00 35.00 0.00 0.00 0 0 0 230\n 1 41.0 49.0 10.0 7.0 1 1 1 5 204\n")
    problem = read(file, teams=2)
    assert problem.base.closes == 230
    assert problem.places == (Place(1, 41, 49, 10, 7, 5, 204),)
    assert (problem.teams, problem.decimals) == (2, 1)
    file.write_text("5 3 1 4\n500 200\n 0 -1.442 9.999 0 0 0 0 0 1000\n 1 -2.730 4.136 2 12 4 1 15 354 509\n")
    assert read(file, teams=1).decimals == 2


@pytest.mark.parametrize(
    ("field", "change"), [("teams", {"teams": 0}), ("decimals", {"decimals": 9}), ("places", {"places": ()})]
)
def test_nonsense_is_refused_with_its_field(field: str, change: dict[str, object]) -> None:
    problem = TourProblem(BASE, (Place(1, 10, 0, 5, 3, 0, 50),), teams=1)
    with pytest.raises(Nonsense) as refused:
        replace(problem, **change)  # type: ignore[arg-type]  # wrong on purpose
    assert refused.value.field == field


@pytest.mark.real_data
@pytest.mark.skipif(not DATA.exists(), reason="needs the shared records")
def test_a_published_instance_reaches_its_optimum() -> None:
    problem = read(DATA / "c_r_rc_100_100" / "r101.txt", teams=1)
    plan = solve(problem, rounds=8000)
    assert violations(problem, plan) == []
    assert plan.score == 198
