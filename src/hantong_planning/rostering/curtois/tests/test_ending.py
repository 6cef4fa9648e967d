"""All cheap rosters of one person are listed, and the end of a search finds the optimum or proves a higher bound."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.rostering.curtois.arrays import as_arrays, as_roster
from hantong_planning.rostering.curtois.check import penalty, violations
from hantong_planning.rostering.curtois.ending import settle
from hantong_planning.rostering.curtois.enumeration import cheap_rows
from hantong_planning.rostering.curtois.problem import RosterProblem
from hantong_planning.rostering.curtois.start import first_table
from hantong_planning.rostering.curtois.task import whole_task
from hantong_planning.rostering.curtois.tests.world import small

CONTRACTS = st.fixed_dictionaries(
    {
        "most_of_shift": st.fixed_dictionaries({"E": st.integers(0, 4), "L": st.integers(0, 3)}),
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


@given(contract=CONTRACTS, seed=st.integers(0, 10**6), limit=st.integers(-20, 5))
@settings(max_examples=20, deadline=None)
def test_exactly_the_cheap_legal_weeks_are_listed(contract: dict[str, object], seed: int, limit: int) -> None:
    problem = small(**contract)
    arrays, _ = as_arrays(problem)
    prices = arrays.wish[0] + np.random.default_rng(seed).integers(-9, 3, (7, 3)).astype(float)
    rows, are_all = cheap_rows(prices, arrays, whole_task(arrays, 0, 10**6), limit + 0.5, 3**7)
    paid = {week: sum(prices[day, choice] for day, choice in enumerate(week)) for week in legal_weeks(problem)}
    assert are_all
    assert {tuple(row) for row in rows.tolist()} == {week for week, price in paid.items() if price <= limit}
    assert len({tuple(row) for row in rows.tolist()}) == len(rows)


def test_a_list_that_is_cut_short_says_so() -> None:
    problem = small()
    arrays, _ = as_arrays(problem)
    rows, are_all = cheap_rows(np.zeros((7, 3)), arrays, whole_task(arrays, 0, 10**6), 0.0, 5)
    assert len(rows) == 5
    assert not are_all


def test_one_person_is_settled_at_the_optimum() -> None:
    problem = small(least_min=1200, most_weekends=0)
    arrays, constant = as_arrays(problem)
    table, _ = first_table(arrays, 10**6)
    table[:] = 0
    table[0, 0] = table[0, 4] = 2
    found, enough = settle(arrays, table, np.zeros(arrays.need.shape), -constant, 60.0)
    best = min(penalty(problem, as_roster(problem, np.array([week]))) for week in legal_weeks(problem))
    assert penalty(problem, as_roster(problem, found)) == best
    assert enough + constant == best
