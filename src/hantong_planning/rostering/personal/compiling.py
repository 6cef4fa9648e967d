"""Compiles the walk and the shortest paths once a process, or loads what was compiled before: no part of a time limit."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from hantong_planning.rostering.personal.arrays import arrays
from hantong_planning.rostering.personal.lagrange import Relaxation
from hantong_planning.rostering.personal.people import Need, Person, Shift
from hantong_planning.rostering.personal.problem import Problem
from hantong_planning.rostering.personal.start import first_rows
from hantong_planning.rostering.personal.tables import tables


@cache
def compile_once() -> None:
    """Solve the smallest problem there is: long after an installation, later a moment."""
    day = Shift("D", 540, 480)
    table = tables(Problem(date(2000, 1, 3), 1, (day,), (Person("one"),), (Need("D", (1,), (1,)),)))
    A = arrays(table)
    first_rows(table, A, 1, 0, lambda: 1.0)
    relaxation = Relaxation(table, A)
    relaxation.bound(np.zeros(relaxation.size))
