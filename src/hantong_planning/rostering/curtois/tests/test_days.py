"""What a choice costs at least and which rosters are cheap agrees with all legal weeks; a dive keeps its target."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.rostering.curtois.arrays import as_arrays, as_roster
from hantong_planning.rostering.curtois.check import penalty, violations
from hantong_planning.rostering.curtois.columns import Pool, scope_of, usable
from hantong_planning.rostering.curtois.days import Node, dive_by_days
from hantong_planning.rostering.curtois.generation import Effort, generate
from hantong_planning.rostering.curtois.listing import rows_within
from hantong_planning.rostering.curtois.problem import RosterProblem
from hantong_planning.rostering.curtois.program import Program
from hantong_planning.rostering.curtois.start import first_table
from hantong_planning.rostering.curtois.task import whole_task
from hantong_planning.rostering.curtois.tests.world import DESK, small
from hantong_planning.rostering.curtois.text import read_text
from hantong_planning.rostering.curtois.through import cheapest_through

CONTRACTS = st.fixed_dictionaries(
    {
        "most_of_shift": st.fixed_dictionaries({"E": st.sampled_from([0, 2, 7]), "L": st.sampled_from([1, 7])}),
        "least_min": st.integers(0, 1200),
        "most_days_running": st.integers(1, 4),
        "least_days_running": st.integers(1, 2),
        "least_days_off_running": st.integers(1, 3),
        "most_weekends": st.integers(0, 1),
    }
)


def legal_weeks(problem: RosterProblem) -> list[tuple[int, ...]]:
    weeks = product(range(3), repeat=7)
    return [week for week in weeks if not violations(problem, as_roster(problem, np.array([week])))]


def random_prices(wishes: np.ndarray, seed: int) -> np.ndarray:
    return np.asarray(wishes + np.random.default_rng(seed).integers(-9, 3, (7, 3)))


@given(contract=CONTRACTS, seed=st.integers(0, 10**6))
@settings(max_examples=8, deadline=None)
def test_no_week_through_a_choice_is_cheaper(contract: dict[str, object], seed: int) -> None:
    problem = small(**contract)
    arrays, _ = as_arrays(problem)
    prices = random_prices(arrays.wish[0], seed)
    through = cheapest_through(prices, arrays, whole_task(arrays, 0, 1))
    least = np.full((7, 3), np.inf)
    for week in legal_weeks(problem):
        price = sum(prices[day, choice] for day, choice in enumerate(week))
        for day, choice in enumerate(week):
            least[day, choice] = min(least[day, choice], price)
    assert (through <= least + 1e-9).all()
    if all(problem.employees[0].most_of_shift[shift] in (0, 7) for shift in "EL"):
        assert np.array_equal(through, least)


@given(contract=CONTRACTS, seed=st.integers(0, 10**6), limit=st.integers(-20, 5))
@settings(max_examples=8, deadline=None)
def test_exactly_the_cheap_legal_weeks_are_listed(contract: dict[str, object], seed: int, limit: int) -> None:
    problem = small(**contract)
    arrays, _ = as_arrays(problem)
    prices = random_prices(arrays.wish[0], seed)
    rows, are_all = rows_within(prices, arrays, whole_task(arrays, 0, 1), limit + 0.5, 3**7)
    cheap = {w for w in legal_weeks(problem) if sum(prices[day, choice] for day, choice in enumerate(w)) <= limit}
    assert are_all
    assert sorted(map(tuple, rows.tolist())) == sorted(cheap)


def test_too_many_rows_are_not_listed() -> None:
    arrays, _ = as_arrays(small())
    rows, are_all = rows_within(np.zeros((7, 3)), arrays, whole_task(arrays, 0, 1), 0.0, 5)
    assert not are_all
    assert not len(rows)


@pytest.mark.parametrize("above", [-1, 0, 3])
def test_a_dive_keeps_its_target_and_finds_none_below_the_bound(above: int) -> None:
    problem = read_text(DESK)
    arrays, constant = as_arrays(problem)
    table, _ = first_table(arrays, 10**5)
    pool, scope = Pool(arrays), scope_of(arrays, table, np.arange(len(table)), 0, 14)
    columns = usable(pool, scope, None, 1)
    root = generate(pool, Program(arrays, scope), columns, Effort(rounds=100), lambda: 60.0)
    target = np.ceil(root.bound - 1e-6) + above
    node, random = Node(arrays, root.columns, root.duals), np.random.default_rng(1)
    found = dive_by_days(pool, scope, node, target, random, lambda: 60.0)
    if above < 0:
        assert found is None
    else:
        assert found is not None
        roster = as_roster(problem, found)
        assert not violations(problem, roster)
        assert penalty(problem, roster) <= target + constant
