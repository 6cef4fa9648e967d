"""The compiled rows say what the plain check says, the walk counts rightly, and no prices prove too much."""

from __future__ import annotations

import random

import numpy as np
import pytest

from hantong_planning.rostering.climb import climb
from hantong_planning.rostering.personal.arrays import Arrays, arrays, named, numbered
from hantong_planning.rostering.personal.check import row_violations, violations
from hantong_planning.rostering.personal.cost import total_ticks
from hantong_planning.rostering.personal.lagrange import Relaxation
from hantong_planning.rostering.personal.people import OFF
from hantong_planning.rostering.personal.row import FORBIDDEN, row_ticks
from hantong_planning.rostering.personal.solve import as_roster
from hantong_planning.rostering.personal.start import first_rows, promised
from hantong_planning.rostering.personal.tables import Rows, Tables, tables
from hantong_planning.rostering.personal.tests.small import made_up
from hantong_planning.rostering.personal.walk import anneal, state_of


def walked(table: Tables, A: Arrays, seed: int) -> Rows:
    return first_rows(table, A, 3_000, seed, lambda: 1.0)[0]


@pytest.mark.parametrize("seed", range(4))
def test_a_compiled_row_costs_and_breaks_what_the_check_says(seed: int) -> None:
    table, dice = tables(made_up(5, 17, seed)), random.Random(seed)
    A, problem, met = arrays(table), table.problem, set[bool]()
    for p, row in enumerate(walked(table, A, seed)):
        for _ in range(80):
            changed = list(row)
            for _ in range(dice.randrange(1, 4)):
                changed[dice.randrange(problem.days)] = dice.choice([OFF, *problem.by_name])
            found = row_ticks(A, p, numbered(problem, [tuple(changed)])[0])
            breaks = bool(row_violations(problem, problem.people[p], changed))
            assert (found == FORBIDDEN) == breaks
            assert breaks or found + table.wish_base(p) == table.row_ticks(p, changed)
            met.add(breaks)
    assert met == {True, False}


def test_the_walk_counts_what_the_roster_costs() -> None:
    table = tables(made_up(8, 21, 5))
    A, problem = arrays(table), table.problem
    state = state_of(A, numbered(problem, promised(table)))
    rows = state.rows.copy()
    best = anneal(A, state, 20_000, (300.0, 30.0), 1, rows)
    base = sum(table.wish_base(p) for p in range(8))
    for ticks, found in ((best, rows), (state.totals[0], state.rows)):
        roster = as_roster(problem, named(problem, found))
        assert violations(problem, roster) == []
        assert ticks + base == total_ticks(problem, roster)


@pytest.mark.parametrize("seed", range(3))
def test_no_prices_prove_more_than_a_legal_roster_costs(seed: int) -> None:
    table, dice = tables(made_up(6, 14, seed)), np.random.default_rng(seed)
    A = arrays(table)
    relaxation = Relaxation(table, A)
    costs = [total_ticks(table.problem, as_roster(table.problem, walked(table, A, k))) for k in range(3)]
    for size in (10.0, 100.0, 1000.0):
        value, rise = relaxation.bound(relaxation.within(dice.normal(0, size, relaxation.size)))
        assert value <= min(costs) + 1e-6
        assert rise.shape == (relaxation.size,)
    found = climb(Relaxation(table, A), min(costs), lambda: 1.0)
    assert relaxation.bound(np.zeros(relaxation.size))[0] <= found.value <= min(costs) + 1e-6
