"""The shortest path is legal, and no legal week is cheaper."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.rostering.curtois.arrays import as_arrays, as_roster, as_table
from hantong_planning.rostering.curtois.check import violations
from hantong_planning.rostering.curtois.path import best_path
from hantong_planning.rostering.curtois.problem import RosterProblem
from hantong_planning.rostering.curtois.task import part_task, whole_task
from hantong_planning.rostering.curtois.tests.world import small

CONTRACTS = st.fixed_dictionaries(
    {
        "most_of_shift": st.fixed_dictionaries({"E": st.integers(0, 4), "L": st.integers(0, 3)}),
        "most_min": st.integers(600, 3600),
        "least_min": st.integers(0, 1200),
        "most_days_running": st.integers(1, 4),
        "least_days_running": st.integers(1, 2),
        "least_days_off_running": st.integers(1, 3),
        "most_weekends": st.integers(0, 1),
        "days_off": st.frozensets(st.integers(0, 6), max_size=2),
    }
)


def cheapest(problem: RosterProblem, prices: np.ndarray, kept: dict[int, int]) -> float:
    best = np.inf
    for row in product(range(3), repeat=7):
        price = sum(prices[day, choice] for day, choice in enumerate(row))
        stands = all(row[day] == choice for day, choice in kept.items())
        if price < best and stands and not violations(problem, as_roster(problem, np.array([row]))):
            best = price
    return float(best)


@given(contract=CONTRACTS, seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_no_legal_week_is_cheaper(contract: dict[str, object], seed: int) -> None:
    problem = small(**contract)
    arrays, _ = as_arrays(problem)
    prices = arrays.wish[0] + np.random.default_rng(seed).integers(-9, 3, (7, 3)).astype(float)
    prices[:, 0] = 0.0
    row = np.zeros(7, np.int64)
    value, bound = best_path(prices, arrays, whole_task(arrays, 0, 10**6), row)
    assert value == bound == cheapest(problem, prices, {})
    if value < np.inf:
        assert not violations(problem, as_roster(problem, row[None, :]))


@given(contract=CONTRACTS, seed=st.integers(0, 10**6), a=st.integers(0, 5), length=st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_a_part_is_chosen_with_the_rest_standing(contract: dict[str, object], seed: int, a: int, length: int) -> None:
    problem = small(**contract)
    arrays, _ = as_arrays(problem)
    row = np.zeros(7, np.int64)
    if best_path(arrays.wish[0], arrays, whole_task(arrays, 0, 10**6), row)[0] == np.inf:
        return
    b = min(7, a + length)
    task = part_task(arrays, 0, row, a, b, 10**6)
    random = arrays.wish[0] + np.random.default_rng(seed).integers(-9, 3, (7, 3)).astype(float)
    random[:, 0] = 0.0
    prices = np.full((task.b - a, 3), np.inf)
    prices[: b - a] = random[a:b]
    for day in range(b, task.b):
        prices[day - a, row[day]] = 0.0
    standing = {day: int(row[day]) for day in range(7) if not a <= day < b}
    value, _ = best_path(prices, arrays, task, row[a : task.b])
    assert value == cheapest(problem, _inside(random, a, b), standing)


def _inside(prices: np.ndarray, a: int, b: int) -> np.ndarray:
    kept = np.zeros_like(prices)
    kept[a:b] = prices[a:b]
    return kept


def test_few_states_still_give_a_legal_row_and_a_true_bound() -> None:
    problem = small(most_of_shift={"E": 1, "L": 1})
    arrays, _ = as_arrays(problem)
    prices = np.full((7, 3), -5.0)
    prices[:, 0] = 0.0
    row = np.zeros(7, np.int64)
    value, bound = best_path(prices, arrays, whole_task(arrays, 0, 1), row)
    assert bound <= -10.0 == value
    assert not violations(problem, as_roster(problem, row[None, :]))


def test_a_table_and_its_roster_say_the_same() -> None:
    problem = small()
    table = np.array([[0, 1, 2, 2, 0, 0, 1]])
    assert (as_table(problem, as_roster(problem, table)) == table).all()
