"""What rosters pay for wishes and cover: compiled."""

from __future__ import annotations

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Ints, Table
from hantong_planning.rostering.curtois.rules import compiled


@njit(cache=True, nogil=True)
def counted(A: Arrays, table: Table) -> Ints:
    """Return (D, S): how many work each shift of each day."""
    count = np.zeros(A.need.shape, np.int64)
    for e in range(table.shape[0]):
        take(count, table[e], 1)
    return count


@njit(cache=True, nogil=True)
def take(count: Ints, row: Ints, sign: int) -> None:
    """Add a person's row to the counts, or take it off."""
    for d in range(len(row)):
        if row[d] > 0:
            count[d, row[d] - 1] += sign


@njit(cache=True, nogil=True)
def cover_cost(A: Arrays, d: int, s: int, here: int) -> float:
    """Return what `here` people at one shift pay."""
    gap = A.need[d, s] - here
    return float(A.under[d, s] * gap if gap > 0 else -A.over[d, s] * gap)


@njit(cache=True, nogil=True)
def cost_of(A: Arrays, table: Table) -> float:
    """Return what a table pays, without the constant; infinite where a forbidden choice is made."""
    count = counted(A, table)
    total = 0.0
    for d in range(count.shape[0]):
        for s in range(count.shape[1]):
            total += cover_cost(A, d, s, count[d, s])
        for e in range(table.shape[0]):
            total += A.wish[e, d, table[e, d]]
    return total


@njit(cache=True, nogil=True)
def row_cost(A: Arrays, e: int, row: Ints) -> float:
    """Return what a person's wishes pay for a row."""
    total = 0.0
    for d in range(len(row)):
        total += A.wish[e, d, row[d]]
    return total


@compiled
def change_of_cover(A: Arrays, count: Ints, row: Ints, old: Ints, a: int, b: int) -> float:
    """Count days `a…b` of a person as in `row` instead of `old`, and return what the cover pays more."""
    rise = 0.0
    for d in range(a, b):
        was, now = old[d] - 1, row[d] - 1
        if was == now:
            continue
        if was >= 0:
            count[d, was] -= 1
            rise += A.under[d, was] if count[d, was] < A.need[d, was] else -A.over[d, was]
        if now >= 0:
            rise += -A.under[d, now] if count[d, now] < A.need[d, now] else A.over[d, now]
            count[d, now] += 1
    return rise
