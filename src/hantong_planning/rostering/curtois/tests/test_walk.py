"""A walk keeps every rule, counts what it changes, and refuses exactly what the check refuses."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hantong_planning.rostering.curtois.arrays import Arrays, as_arrays, as_roster
from hantong_planning.rostering.curtois.check import violations
from hantong_planning.rostering.curtois.cost import cost_of, counted
from hantong_planning.rostering.curtois.path import best_path
from hantong_planning.rostering.curtois.problem import Employee, RosterProblem, Shift
from hantong_planning.rostering.curtois.rules import load_of, wishes_changed
from hantong_planning.rostering.curtois.start import first_table
from hantong_planning.rostering.curtois.task import whole_task
from hantong_planning.rostering.curtois.tests.world import DESK
from hantong_planning.rostering.curtois.text import read_text
from hantong_planning.rostering.curtois.walk import anneal, state_of

CONTRACT = Employee("jiwoo", {"E": 6, "L": 3}, 8 * 540, 2 * 540, 4, 2, 2, 1, frozenset({3}))
SHIFTS = (Shift("E", 480), Shift("L", 600, frozenset({"E"})))


def legal_row(arrays: Arrays, random: np.random.Generator) -> np.ndarray:
    prices = arrays.wish[0] + random.integers(-9, 10, arrays.wish[0].shape)
    row = np.zeros(len(prices), np.int64)
    assert best_path(prices, arrays, whole_task(arrays, 0, 10**6), row)[0] < np.inf
    return row


@given(seed=st.integers(0, 10**6), a=st.integers(0, 13), length=st.integers(1, 14), is_wild=st.booleans())
@settings(max_examples=200, deadline=None)
def test_new_days_are_refused_exactly_where_a_rule_is_broken(seed: int, a: int, length: int, is_wild: bool) -> None:
    problem = RosterProblem(14, SHIFTS, (CONTRACT,))
    arrays, _ = as_arrays(problem)
    random = np.random.default_rng(seed)
    old, days = legal_row(arrays, random), slice(a, min(14, a + length))
    new = old.copy()
    new[days] = random.integers(0, 3, 14)[days] if is_wild else legal_row(arrays, random)[days]
    change = np.zeros(4, np.int64)
    paid = wishes_changed(arrays, 0, new, old, (days.start, days.stop), load_of(arrays, old), change)
    assert (paid < np.inf) == (not violations(problem, as_roster(problem, new[None, :])))
    if paid < np.inf:
        assert (load_of(arrays, old) + change == load_of(arrays, new)).all()


@given(heat=st.floats(0.1, 200.0), seed=st.integers(0, 99))
@settings(max_examples=10, deadline=None)
def test_a_walk_stays_legal_and_counts_right(heat: float, seed: int) -> None:
    problem = read_text(DESK)
    arrays, _ = as_arrays(problem)
    state = state_of(arrays, first_table(arrays, 10**5)[0])
    anneal(arrays, state, 3000, heat, seed)
    for table, paid in zip((state.rows, state.best), state.paid, strict=True):
        assert not violations(problem, as_roster(problem, table))
        assert np.isclose(cost_of(arrays, table), paid)
    assert (counted(arrays, state.rows) == state.here).all()
    assert all((load_of(arrays, row) == load).all() for row, load in zip(state.rows, state.load, strict=True))
    assert state.paid[1] <= state.paid[0]
