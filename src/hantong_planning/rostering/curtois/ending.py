"""The end of a search near its bound: choose among every column that a better table can hold, or prove there is none.

Whatever pays at most a target holds, at prices whose bound is `target − room`, only columns whose reduced price is
within `room` of their person's least, and gaps of cover whose reduced price is within it. These are listed, and an
integer program chooses among them: first for the bound itself as the target, then one more, and so on. A target that
is proved impossible raises the bound; the first that is met is the optimum.

Source: R. Baldacci, N. Christofides and A. Mingozzi, An exact algorithm for the vehicle routing problem based on the
set partitioning formulation with additional cuts, Mathematical Programming 115, 2008 (listing columns within the gap).
"""

from __future__ import annotations

from time import perf_counter

import numpy as np

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Table
from hantong_planning.rostering.curtois.columns import price, scope_of
from hantong_planning.rostering.curtois.enumeration import cheap_rows, size_to_go
from hantong_planning.rostering.curtois.generation import Column
from hantong_planning.rostering.curtois.master import choose
from hantong_planning.rostering.curtois.search import cost_of, row_cost
from hantong_planning.rostering.curtois.task import whole_task

MOST_COLUMNS, MOST_SIZE, MOST_STATES = 30_000, 5_000_000, 1_000_000
SHARES = (1.0, 0.5, 0.25, 0.1)
"""Of the room: smaller shares list fewer columns and prove nothing, but at most one column can miss a half."""


def settle(arrays: Arrays, table: Table, duals: Floats, enough: float, seconds: float) -> tuple[Table, float]:
    """Return a better table where one was found in so many seconds, and the cost that no table goes below.

    Parameters
    ----------
    arrays : Arrays
    table : the best table so far
    duals : (D, S) the prices that gave the bound
    enough : the cost that no table is known to go below; whole steps above it are tried as targets
    seconds : to take at most, apart from the listing of columns
    """
    end, people = perf_counter() + seconds, np.arange(len(table))
    if any(size_to_go(arrays, whole_task(arrays, int(e), MOST_STATES)) > MOST_SIZE for e in people):
        return table, enough
    scope = scope_of(arrays, table, people, 0, table.shape[1])
    _, least, _ = price(arrays, people, table, 0, table.shape[1], duals, MOST_STATES)
    bound = float(least.sum() + (duals * scope.need).sum())
    target = enough
    while target < cost_of(arrays, table) - 0.5 and end - perf_counter() > 1:
        room = target - bound + 1e-6
        columns, is_all = _within(arrays, duals, least, room)
        found, is_proved = choose(
            arrays, scope, columns, max((end - perf_counter()) / 2, 0.1), target + 1, _gaps(arrays, duals, room)
        )
        if found is not None:
            table = found
        elif is_proved and is_all and target == enough:
            enough += 1
        target += 1
    return table, enough


def _within(arrays: Arrays, duals: Floats, least: Floats, room: float) -> tuple[list[Column], bool]:
    """List the columns within the room, or within the largest share of it that keeps them few enough."""
    for share in SHARES:
        columns: list[Column] = []
        is_all = True
        for e, value in enumerate(least):
            prices = arrays.wish[e].copy()
            prices[:, 1:] -= duals
            rows, are_all = cheap_rows(
                prices, arrays, whole_task(arrays, e, MOST_STATES), value + share * room, MOST_COLUMNS
            )
            is_all = is_all and are_all
            columns += [(e, row, row_cost(arrays, e, row.astype(np.int64))) for row in rows]
            if not are_all or len(columns) > MOST_COLUMNS:
                is_all = False
                break
        if is_all:
            return columns, share == 1.0
    return columns, False


def _gaps(arrays: Arrays, duals: Floats, room: float) -> Floats:
    """Return the most people missing and the most too many, of each shift of each day, that the room allows."""
    prices = np.concatenate([(arrays.under - duals).ravel(), (arrays.over + duals).ravel()])
    return np.where(prices > 1e-6, np.floor(room / np.maximum(prices, 1e-6) + 1e-6), np.inf)
