"""Prices for everything but stretches prove no more than is true, and know where to go."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.rostering.climb import climb
from hantong_planning.rostering.curtois import solve as solving
from hantong_planning.rostering.curtois.arrays import Floats, as_arrays, as_table
from hantong_planning.rostering.curtois.check import violations
from hantong_planning.rostering.curtois.cost import cost_of
from hantong_planning.rostering.curtois.priced import Priced
from hantong_planning.rostering.curtois.solve import solve
from hantong_planning.rostering.curtois.tests.world import DESK, small
from hantong_planning.rostering.curtois.text import read_text

PROBLEM = read_text(DESK.replace(",1,100,1", ",2,100,1"))
ARRAYS, CONSTANT = as_arrays(PROBLEM)
PLAN = solve(PROBLEM, seed=1, time_limit_s=30, turns=3)
COST = cost_of(ARRAYS, as_table(PROBLEM, PLAN.roster))


def some_prices(priced: Priced, seed: int, size: float) -> Floats:
    return priced.within(np.random.default_rng(seed).normal(0, size, priced.size))


@given(st.integers(0, 10_000), st.sampled_from([1.0, 10.0, 100.0]))
@settings(max_examples=60, deadline=None)
def test_no_prices_prove_more_than_a_legal_roster_costs(seed: int, size: float) -> None:
    priced = Priced(ARRAYS)
    assert priced.bound(some_prices(priced, seed, size))[0] <= COST + 1e-6


@given(st.integers(0, 10_000), st.sampled_from([1.0, 10.0, 100.0]))
@settings(max_examples=60, deadline=None)
def test_other_prices_prove_no_more_than_the_rise_promises(seed: int, size: float) -> None:
    """The bound is concave in the prices, and the rise is one of its slopes."""
    priced = Priced(ARRAYS)
    here, there = some_prices(priced, seed, size), some_prices(priced, seed + 1, size)
    value, rise = priced.bound(here)
    assert priced.bound(there)[0] <= value + rise @ (there - here) + 1e-6


def test_the_climb_comes_near_the_bound_of_whole_rosters() -> None:
    found = climb(Priced(ARRAYS), COST, lambda: 60.0)
    assert found.is_finished
    assert 0.8 * PLAN.bound <= found.value + CONSTANT <= PLAN.bound + 1e-6
    assert Priced(ARRAYS).bound(found.prices)[0] == pytest.approx(found.value)


@pytest.mark.parametrize("least_off", [1, 2])
def test_at_no_prices_everybody_has_what_they_wish_for(least_off: int) -> None:
    arrays, constant = as_arrays(small(least_days_off_running=least_off))
    priced = Priced(arrays)
    assert priced.bound(np.zeros(priced.size))[0] + constant == 0
    assert priced.rows[0, 2] == 1  # the early shift that is wished for
    assert priced.rows[0, 4] != 2  # not the late shift that is not


def test_a_problem_too_large_for_whole_rosters_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "LARGEST_BOUND", 0)
    found = solve(PROBLEM, seed=1, time_limit_s=30, turns=2)
    assert not violations(PROBLEM, found.roster)
    assert 0.8 * PLAN.bound <= found.bound <= PLAN.bound
