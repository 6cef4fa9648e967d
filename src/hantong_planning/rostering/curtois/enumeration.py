"""Every legal roster of one person that costs at most so much at given prices.

The cheapest way to go on from each state (stretch, weekends, units worked; maxima of shifts left out) is computed
backwards from the last day; a walk from the first day then follows every choice that can still end cheaply enough.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hantong_planning.rostering.curtois.arrays import Arrays, Floats
from hantong_planning.rostering.curtois.task import SATURDAY, SUNDAY, Task

STEPS_A_ROW = 200
"""Steps of the walk, at most, for each row that may be listed: maxima of shifts can lead it astray."""


@njit(cache=True, nogil=True)
def _next(A: Arrays, task: Task, d: int, p: int, choice: int) -> int:
    """Return the stretch after a choice on day `d`, −1 where it is not legal."""
    most_run, least_run, least_off, _ = task.run
    r = 0 if p < least_off else (p - least_off) % most_run + 1
    if choice == 0:
        if r == 0:
            return int(min(p + 1, least_off - 1))
        return 0 if r >= least_run or d == r else -1
    if (r == 0 and p < least_off - 1) or r >= most_run:
        return -1
    if r > 0 and A.may_follow[(p - least_off) // most_run, choice - 1] == 0:
        return -1
    return int(least_off + A.class_of[choice - 1] * most_run + r)


@njit(cache=True, nogil=True)
def _after(A: Arrays, task: Task, d: int, state: tuple[int, int, int], choice: int) -> tuple[int, int, int]:
    """Return (stretch, weekends, units) after a choice, stretch −1 where it is not legal."""
    p, w, u = state
    q = _next(A, task, d, p, choice)
    if choice > 0:
        u += A.length[choice - 1]
        if d % 7 == SATURDAY or (d % 7 == SUNDAY and p < task.run[2]):
            w += 1
    return (q if w <= task.weekends and u <= task.most else -1), w, u


@njit(cache=True, nogil=True)
def costs_to_go(prices: Floats, A: Arrays, task: Task) -> Floats:
    """Return (days + 1, stretches, weekends + 1, units + 1): the cheapest way to go on, infinite where there is none."""
    days, many = len(prices), task.run[2] + A.may_follow.shape[0] * task.run[0]
    go = np.full((days + 1, many, task.weekends + 1, task.most + 1), np.inf)
    go[days, :, :, max(0, task.least) :] = 0.0
    for i in range(days - 1, -1, -1):
        for p in range(many):
            for w in range(task.weekends + 1):
                for u in range(task.most + 1):
                    for choice in range(prices.shape[1]):
                        if prices[i, choice] < np.inf:
                            q, v, t = _after(A, task, task.a + i, (p, w, u), choice)
                            if q >= 0:
                                go[i, p, w, u] = min(go[i, p, w, u], prices[i, choice] + go[i + 1, q, v, t])
    return go


@njit(cache=True, nogil=True)
def cheap_rows(prices: Floats, A: Arrays, task: Task, limit: float, most: int) -> tuple[NDArray[np.int16], bool]:
    """Return the legal rows that cost at most `limit`, up to `most` of them, and whether these are all."""
    go, days = costs_to_go(prices, A, task), len(prices)
    rows, many = np.empty((most, days), np.int16), 0
    chosen, count = np.full(days + 1, -1), np.zeros(len(A.length) + 1, np.int64)
    paid, states = np.zeros(days + 1), np.zeros((days + 1, 3), np.int64)
    states[0, 0] = task.stretch
    i, steps = 0, most * STEPS_A_ROW
    while i >= 0 and many < most and steps > 0:
        steps -= 1
        if i == days:
            rows[many] = chosen[:days]
            many, i = many + 1, i - 1
            continue
        count[max(0, chosen[i])] -= 1
        choice = chosen[i] + 1
        if choice == prices.shape[1]:
            chosen[i], i = -1, i - 1
            continue
        chosen[i] = choice
        count[choice] += 1
        is_within = choice == 0 or count[choice] <= task.cap[choice - 1]
        q, w, u = _after(A, task, task.a + i, (states[i, 0], states[i, 1], states[i, 2]), choice)
        if is_within and q >= 0 and paid[i] + prices[i, choice] + go[i + 1, q, w, u] <= limit:
            states[i + 1] = q, w, u
            paid[i + 1], i = paid[i] + prices[i, choice], i + 1
    return rows[:many], i < 0


def size_to_go(A: Arrays, task: Task) -> int:
    """Return how many states `costs_to_go` holds."""
    width = (task.run[2] + A.may_follow.shape[0] * task.run[0]) * (task.weekends + 1) * (task.most + 1)
    return int((task.b - task.a + 1) * width)
