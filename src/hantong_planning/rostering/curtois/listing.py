"""Every legal roster of one person that costs at most so much at given prices.

Rosters are made longer day by day; what cannot end cheaply enough by the cheapest ways on (`through`) is left out at
once. Those ways leave out maxima of shifts, which are counted here.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints
from hantong_planning.rostering.curtois.columns import Rows
from hantong_planning.rostering.curtois.task import SATURDAY, SUNDAY, Task
from hantong_planning.rostering.curtois.through import next_stretch, ways_on


@njit(cache=True, nogil=True)
def _after(A: Arrays, task: Task, d: int, state: tuple[int, int, int], choice: int) -> tuple[int, int, int]:
    """Return stretch, weekends and units after a choice; the stretch is −1 where it is not legal."""
    stretch, weekends, units = state
    if choice > 0:
        units += A.length[choice - 1]
        if d % 7 == SATURDAY or (d % 7 == SUNDAY and stretch < task.run[2]):
            weekends += 1
    is_within = weekends <= task.weekends and units <= task.most
    return (next_stretch(A, task, d, stretch, choice) if is_within else -1), weekends, units


@njit(cache=True, nogil=True)
def _longer(
    A: Arrays, task: Task, prices: Floats, on: Floats, limit: float, d: int, begun: tuple[Rows, Ints, Floats]
) -> tuple[Rows, Ints, Floats]:
    """Return the rows with day `d` chosen in every way that can end within the limit, their states and costs."""
    rows, states, paid = begun
    many, most = 0, len(rows) * prices.shape[1]
    new = np.empty((most, rows.shape[1]), np.int16), np.empty((most, 3), np.int64), np.empty(most)
    for i in range(len(rows)):
        for choice in range(prices.shape[1]):
            p, w, u = _after(A, task, d, (states[i, 0], states[i, 1], states[i, 2]), choice)
            price = paid[i] + prices[d, choice]
            if p < 0 or price + on[d + 1, p, w, u] > limit:
                continue
            if choice == 0 or (rows[i, :d] == choice).sum() < task.cap[choice - 1]:
                new[0][many], new[1][many], new[2][many] = rows[i], (p, w, u), price
                new[0][many, d] = choice
                many += 1
    return new[0][:many], new[1][:many], new[2][:many]


@njit(cache=True, nogil=True)
def rows_within(prices: Floats, A: Arrays, task: Task, limit: float, most: int) -> tuple[Rows, bool]:
    """Return the legal rows of a whole horizon that cost at most `limit`, and whether they are all and at most `most`."""
    on, days = ways_on(prices, A, task), len(prices)
    begun = np.zeros((1, days), np.int16), np.array([[task.stretch, 0, 0]]), np.zeros(1)
    for d in range(days):
        begun = _longer(A, task, prices, on, limit, d, begun)
        if len(begun[0]) > most:
            return begun[0][:0], False
    return begun[0], True
