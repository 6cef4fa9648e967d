"""The choice of one column per person: as a linear program with its prices, and in whole numbers.

min Σ cost·x + Σ under·u + Σ over·o   with, per day and shift, Σ a·x + u − o = need, and Σ x = 1 for each person.
Both are solved by HiGHS through SciPy.

Source: G. Desaulniers, J. Desrosiers and M. Solomon (eds), Column Generation, Springer 2005.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Table
from hantong_planning.rostering.curtois.columns import Rows, Scope

Columns = Sequence[tuple[int, Rows, float]]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The linear program's answer."""

    value: float
    share: Floats
    """(columns,) how much of each column is used."""
    duals: Floats
    """(b − a, S) what one more person at a shift is worth."""
    reduced: Floats
    """(columns,) reduced costs."""


@dataclass(frozen=True, slots=True)
class _Program:
    cost: Floats
    matrix: sparse.csc_matrix
    right: Floats


def _program(arrays: Arrays, scope: Scope, columns: Columns) -> _Program:
    place = {int(e): i for i, e in enumerate(scope.people)}
    n, width = arrays.need.shape[1], scope.b - scope.a
    cells = width * n
    rows = np.array([row[scope.a : scope.b] for _, row, _ in columns])
    column, day = np.nonzero(rows)
    cover = sparse.csc_matrix(
        (np.ones(len(column)), (day * n + rows[column, day] - 1, column)), shape=(cells, len(columns))
    )
    owner = [place[e] for e, _, _ in columns]
    one_each = sparse.csc_matrix(
        (np.ones(len(columns)), (owner, np.arange(len(columns)))), shape=(len(place), len(columns))
    )
    gap = sparse.identity(cells, format="csc")
    days = slice(scope.a, scope.b)
    costs = [cost for _, _, cost in columns]
    return _Program(
        np.concatenate([costs, arrays.under[days].ravel(), arrays.over[days].ravel()]),
        sparse.bmat([[cover, gap, -gap], [one_each, None, None]], format="csc"),
        np.concatenate([scope.need.ravel(), np.ones(len(place))]),
    )


def relax_afresh(arrays: Arrays, scope: Scope, columns: Columns) -> Relaxed:
    """Return the best fractional choice of columns, and its prices, without knowing any earlier choice."""
    program = _program(arrays, scope, columns)
    for method in ("highs-ipm", "highs-ds"):
        found = linprog(program.cost, A_eq=program.matrix, b_eq=program.right, method=method)
        if found.status == 0:
            break
    many = len(columns)
    duals = found.eqlin.marginals
    cells = scope.need.size
    reduced = program.cost[:many] - program.matrix[:, :many].T @ duals
    return Relaxed(float(found.fun), found.x[:many], duals[:cells].reshape(scope.need.shape), reduced)


def choose(arrays: Arrays, scope: Scope, columns: Columns, time_limit_s: float, below: float) -> Table | None:
    """Return the best table of whole columns that pays less than `below` within the scope, or None if none was found."""
    program = _program(arrays, scope, columns)
    many = len(columns)
    found = milp(
        program.cost,
        constraints=[
            LinearConstraint(program.matrix, program.right, program.right),
            LinearConstraint(sparse.csr_matrix(program.cost), -np.inf, below - 0.5),
        ],
        integrality=np.r_[np.ones(many), np.zeros(2 * scope.need.size)],
        bounds=Bounds(0, np.r_[np.ones(many), np.full(2 * scope.need.size, np.inf)]),
        options={"time_limit": time_limit_s, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    table = scope.table.copy()
    for x, (e, row, _) in zip(found.x, columns, strict=False):
        if x > 0.5:
            table[e] = row
    return table
