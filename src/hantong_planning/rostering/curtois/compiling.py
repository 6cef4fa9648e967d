"""Compiles what the search needs once a process, or loads what was compiled before: no part of a time limit."""

from __future__ import annotations

from functools import cache

import numpy as np

from hantong_planning.rostering.curtois.arrays import as_arrays
from hantong_planning.rostering.curtois.columns import Pool, scope_of, usable
from hantong_planning.rostering.curtois.generation import Effort, dive, generate
from hantong_planning.rostering.curtois.problem import Cover, Employee, RosterProblem, Shift
from hantong_planning.rostering.curtois.program import Program
from hantong_planning.rostering.curtois.start import first_table
from hantong_planning.rostering.curtois.turns import Start, walker

MOST_STATES = 1_000


@cache
def compile_once() -> None:
    """Go through the steps of the search for two people and a week: long after an installation, later a moment."""
    shift, days = Shift("D", 480), 7
    people = tuple(Employee(name, {"D": days}, days * 480, 0, 5, 1, 1, 1) for name in ("one", "two"))
    arrays, _ = as_arrays(RosterProblem(days, (shift,), people, (), (Cover(1, "D", 1, 10, 1),)))
    table, _ = first_table(arrays, MOST_STATES)
    pool, scope = Pool(arrays), scope_of(arrays, table, np.arange(len(people)), 0, days)
    pool.add_table(table)
    effort = Effort(rounds=5)
    found = generate(pool, Program(arrays, scope), usable(pool, scope, None, 5), effort, lambda: 1.0)
    dive(pool, scope, found, effort, lambda: 1.0, np.inf)
    walker(arrays).turn(Start(table, found.duals, -np.inf, 0), lambda: 1.0)
