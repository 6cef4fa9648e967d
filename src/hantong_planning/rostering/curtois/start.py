"""A first legal roster: each person in turn takes the best days for what is still missing."""

from __future__ import annotations

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints, Table
from hantong_planning.rostering.curtois.cost import take
from hantong_planning.rostering.curtois.path import best_path
from hantong_planning.rostering.curtois.task import Task, start_stretch, whole_task

LONG_DAYS = 100
"""Above so many days a person's roster is first tried in blocks, at an even pace of work."""
BLOCK_DAYS, AHEAD_DAYS = 42, 14


@njit(cache=True, nogil=True)
def first_table(A: Arrays, most_states: int) -> tuple[Table, int]:
    """Return a table and the first person who has no legal roster at all, −1 where everybody has one."""
    people, days = A.wish.shape[0], A.wish.shape[1]
    table = np.zeros((people, days), np.int64)
    count = np.zeros(A.need.shape, np.int64)
    for e in range(people):
        prices = _prices(A, e, count)
        if days <= LONG_DAYS or not _in_blocks(A, e, prices, table[e], 1):
            value, _ = best_path(prices, A, whole_task(A, e, most_states), table[e])
            if value == np.inf:
                return table, e
        take(count, table[e], 1)
    return table, -1


@njit(cache=True, nogil=True)
def _prices(A: Arrays, e: int, count: Ints) -> Floats:
    """Return (D, S + 1): what each choice pays for the next person, wishes and cover together."""
    prices: Floats = A.wish[e].copy()
    for d in range(count.shape[0]):
        for s in range(count.shape[1]):
            prices[d, s + 1] += -A.under[d, s] if count[d, s] < A.need[d, s] else A.over[d, s]
    return prices


@njit(cache=True, nogil=True)
def _in_blocks(A: Arrays, e: int, prices: Floats, row: Ints, most_states: int) -> bool:
    """Fill a row block by block, each with a look ahead; say whether that led to a legal row."""
    days = len(row)
    a = 0
    while a < days:
        b = min(days, a + BLOCK_DAYS + AHEAD_DAYS)
        task = _paced(A, e, row, a, b, most_states)
        value, _ = best_path(prices[a:b], A, task, row[a:b])
        if value == np.inf:
            return False
        if b == days:
            return True
        a += BLOCK_DAYS
        row[a:] = 0
    return True


@njit(cache=True, nogil=True)
def _paced(A: Arrays, e: int, row: Ints, a: int, b: int, most_states: int) -> Task:
    """Return the task of days `a…b` that keeps units, weekends and counts near their even share at day `b`."""
    days, run, longest = len(row), A.run[e], A.length.max()
    is_last = b == days
    slack = 0 if is_last else 2
    least = A.least[e] * b // days - slack * longest
    most = A.most[e] if is_last else -(-A.most[e] * b // days)
    weekends = run[3] if is_last else min(run[3], -(-run[3] * b // days) + 1)
    cap = A.cap[e].copy()
    if not is_last:
        for s in range(len(cap)):
            cap[s] = -(-cap[s] * b // days)
    for d in range(a):
        if row[d] > 0:
            least -= A.length[row[d] - 1]
            most -= A.length[row[d] - 1]
            cap[row[d] - 1] -= 1
            if d % 7 == 5 or (d % 7 == 6 and row[d - 1] == 0):
                weekends -= 1
    stretch = start_stretch(row, a, A.class_of, run)
    most, weekends = min(most, (b - a) * longest), min(weekends, (b - a) // 7 + 2)
    return Task(a, b, stretch, least, most, weekends, run, np.maximum(cap, 0), most_states)
