"""Local search over whole rosters: a few people's days are torn up and given back one person at a time, each optimally.

One move picks some people and a stretch of days, takes their shifts off the cover, and lets each in turn choose the
best legal days for what is then missing (`path.best_path`, prices with a little noise). Worse rosters are accepted
with the probability of simulated annealing.

Source: S. Kirkpatrick, C. Gelatt and M. Vecchi, Optimization by simulated annealing, Science 220, 1983,
doi:10.1126/science.220.4598.671.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints, Table
from hantong_planning.rostering.curtois.path import best_path
from hantong_planning.rostering.curtois.task import part_task


class Cooling(NamedTuple):
    """How one run of `anneal` searches."""

    moves: int
    hot: float
    cold: float
    noise: float
    most_people: int
    most_days: int
    most_states: int
    trust: float


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


@njit(cache=True, nogil=True)
def prices_now(
    A: Arrays, e: int, row: Ints, count: Ints, span: tuple[int, int, int], noise: float, guide: Floats, trust: float
) -> Floats:
    """Return what each choice pays on days `a…end` for the next person, days after `b` held as they are.

    A shift pays its effect on today's cover and, as far as `trust` goes, the price of `guide` (D, S) instead.
    """
    a, b, end = span
    n = A.need.shape[1]
    prices = np.full((end - a, n + 1), np.inf)
    for d in range(a, b):
        prices[d - a, 0] = noise * np.random.random() if noise > 0 else 0.0
        for s in range(n):
            if A.wish[e, d, s + 1] < np.inf:
                extra = -A.under[d, s] if count[d, s] < A.need[d, s] else A.over[d, s]
                prices[d - a, s + 1] = A.wish[e, d, s + 1] + (1.0 - trust) * extra - trust * guide[d, s]
                if noise > 0:
                    prices[d - a, s + 1] += noise * np.random.random()
    for d in range(b, end):
        prices[d - a, row[d]] = 0.0
    return prices


@njit(cache=True, nogil=True)
def _change(
    A: Arrays, table: Table, count: Ints, people: Ints, days: tuple[int, int], plan: Cooling, guide: Floats
) -> float:
    """Re-roster some people on days `a…b` in place and return the change of the cost."""
    a, b = days
    before = _cost_here(A, table, count, people, days)
    for e in people:
        take(count[a:b], table[e, a:b], -1)
    trust_now = plan.trust * np.random.random()
    for i in range(len(people)):
        e = people[i]
        trust = trust_now * (len(people) - 1 - i) / len(people)
        task = part_task(A, e, table[e], a, b, plan.most_states)
        prices = prices_now(A, e, table[e], count, (a, b, task.b), plan.noise, guide, trust)
        out = table[e, a : task.b].copy()
        value, _ = best_path(prices, A, task, out)
        if value < np.inf:
            table[e, a:b] = out[: b - a]
        take(count[a:b], table[e, a:b], 1)
    return float(_cost_here(A, table, count, people, days) - before)


@njit(cache=True, nogil=True)
def _cost_here(A: Arrays, table: Table, count: Ints, people: Ints, days: tuple[int, int]) -> float:
    total = 0.0
    for d in range(days[0], days[1]):
        for s in range(count.shape[1]):
            total += cover_cost(A, d, s, count[d, s])
        for e in people:
            total += A.wish[e, d, table[e, d]]
    return total


@njit(cache=True, nogil=True)
def anneal(A: Arrays, table: Table, plan: Cooling, seed: int, guide: Floats) -> tuple[float, Table]:
    """Search from `table` (left at the last roster) and return the best cost, without the constant, and its table."""
    np.random.seed(seed)
    days = table.shape[1]
    count = counted(A, table)
    now = cost_of(A, table)
    best, best_table = now, table.copy()
    for i in range(plan.moves):
        heat = plan.hot * (plan.cold / plan.hot) ** (i / plan.moves)
        people = np.random.permutation(table.shape[0])[: np.random.randint(1, plan.most_people + 1)]
        length = min(days, np.random.randint(3, plan.most_days + 1))
        a = max(0, min(days - length, np.random.randint(-length // 2, days - length // 2)))
        saved = table[people, a : a + length]
        change = _change(A, table, count, people, (a, a + length), plan, guide)
        if change <= 0 or np.random.random() < np.exp(-change / heat):
            now += change
            if now < best - 1e-6:
                best = now
                best_table[:] = table
        else:
            for i_e in range(len(people)):
                e = people[i_e]
                take(count[a : a + length], table[e, a : a + length], -1)
                table[e, a : a + length] = saved[i_e]
                take(count[a : a + length], table[e, a : a + length], 1)
    return best, best_table
