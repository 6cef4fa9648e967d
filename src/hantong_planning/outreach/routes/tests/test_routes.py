"""Routes: every plan passes its check, the same seed gives the same plan, and too small a fleet is said, not hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from hantong_planning.errors import Nonsense
from hantong_planning.outreach.routes.check import length, violations
from hantong_planning.outreach.routes.file import read
from hantong_planning.outreach.routes.problem import Customer, RoutePlan, RouteProblem
from hantong_planning.outreach.routes.solve import solve

DEPOT = Customer(0, 0, 0, 0, 0, 200, 0)
SQUARE = tuple(Customer(k + 1, x, y, 4, 0, 100, 5) for k, (x, y) in enumerate(((10, 0), (10, 10), (0, 10), (-10, 0))))
FILE = """tiny

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0        200          0
    1      10         0          4          0        100          5
    2      10        10          4         20        100          5
"""


@st.composite
def problems(draw: st.DrawFn) -> RouteProblem:
    """Draw a small problem that has a plan: every customer can be reached alone."""
    customers = tuple(
        Customer(number, draw(st.integers(-20, 20)), draw(st.integers(-20, 20)), draw(st.integers(1, 5)),
                 draw(st.integers(0, 40)), 90, 3)
        for number in range(1, draw(st.integers(1, 8)) + 1)
    )  # fmt: skip
    return RouteProblem(DEPOT, customers, len(customers), 10, draw(st.sampled_from(["exact", "dimacs"])))


CROWDED = RouteProblem(
    DEPOT,
    tuple(
        Customer(number, 0, y, demand, 0, 90, 3)
        for number, (y, demand) in enumerate(((6, 5), (6, 5), (0, 1), (0, 1), (0, 1), (6, 1)), 1)
    ),
    vehicles=6,
    capacity=10,
)


@given(problems())
@example(CROWDED)  # few iterations left an overfull route, although everybody can be visited alone
@settings(max_examples=12)
def test_every_plan_passes_its_check(problem: RouteProblem) -> None:
    plan = solve(problem, iterations=40)
    assert violations(problem, plan) == []
    assert plan.unmet == ()


def test_the_shortest_routes_are_found() -> None:
    problem = RouteProblem(DEPOT, SQUARE, 2, 16)
    plan = solve(problem, iterations=100)
    assert plan.distance == pytest.approx(10 + 10 + 10 + 200**0.5 + 10)
    assert len(plan.routes) == 1


def test_the_same_seed_finds_the_same_routes() -> None:
    problem = RouteProblem(DEPOT, SQUARE, 2, 8)
    assert solve(problem, seed=3, iterations=60).routes == solve(problem, seed=3, iterations=60).routes


@pytest.mark.parametrize(("vehicles", "capacity", "visited"), [(1, 4, 1), (1, 8, 2), (2, 4, 2), (1, 12, 3)])
def test_as_few_customers_as_can_be_are_beyond_the_fleet(vehicles: int, capacity: int, visited: int) -> None:
    problem = RouteProblem(DEPOT, SQUARE, vehicles, capacity)
    plan = solve(problem, iterations=60)
    assert len(plan.unmet) == len(SQUARE) - visited
    assert all("not visited" in words for words in violations(problem, plan))


def test_who_cannot_be_reached_in_time_leaves_room_for_the_others() -> None:
    far = Customer(9, 150, 0, 4, 0, 20, 5)
    plan = solve(RouteProblem(DEPOT, (*SQUARE, far), 1, 20), iterations=60)
    assert plan.unmet == (9,)


def test_the_smallest_fleet_comes_first_if_asked() -> None:
    wide = tuple(replace(customer, demand=1) for customer in SQUARE)
    plan = solve(RouteProblem(DEPOT, wide, 4, 10), iterations=60, is_fleet_first=True)
    assert len(plan.routes) == 1


def test_conventions_of_distance() -> None:
    problem = RouteProblem(DEPOT, SQUARE, 2, 16)
    assert length(problem, [(2,)], "exact") == pytest.approx(2 * 200**0.5)
    assert length(problem, [(2,)], "dimacs") == pytest.approx(28.2)


def test_the_check_sees_what_is_wrong() -> None:
    problem = RouteProblem(DEPOT, (*SQUARE[:2], replace(SQUARE[2], due=5)), 1, 8)

    def said(*routes: tuple[int, ...]) -> str:
        return " · ".join(violations(problem, RoutePlan(routes, 0.0, 0.0)))

    assert "carries 12" in said((1, 2, 3))
    assert "due at 5" in said((3,))
    assert "not visited" in said((1, 2))
    assert "visited 2 times" in said((1, 1))
    assert "2 routes for 1" in said((1,), (2,))
    assert "does not exist" in said((8,))


def test_a_file_is_read_and_nonsense_refused(tmp_path: Path) -> None:
    file = tmp_path / "tiny.txt"
    file.write_text(FILE)
    problem = read(file)
    assert (problem.vehicles, problem.capacity, len(problem.customers)) == (2, 10, 2)
    assert problem.customers[1] == Customer(2, 10, 10, 4, 20, 100, 5)
    file.write_text("hello")
    with pytest.raises(Nonsense, match="FILE"):
        read(file)
    with pytest.raises(Nonsense, match="demand"):
        replace(problem, capacity=3)
    with pytest.raises(Nonsense, match="due"):
        Customer(1, 0, 0, 1, 50, 20, 5)
