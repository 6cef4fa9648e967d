"""What each choice of a day costs at least: the cheapest roster of one person that goes through it.

The cheapest way on from every state (stretch, weekends, units worked) is computed backwards, then the cheapest way to
every state forwards; a step between two states costs both together. Maxima of shifts are left out, so what is returned
is never too much: a choice that costs more than a roster may is closed without losing anything.

Source: S. Irnich, G. Desaulniers, J. Desrosiers and A. Hadjar, Path-reduced costs for eliminating arcs in routing and
scheduling, INFORMS Journal on Computing 22, 2010.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints
from hantong_planning.rostering.curtois.task import SATURDAY, SUNDAY, Task, whole_task

TINY = 1e-6
MOST_STATES = 5_000_000


@njit(cache=True, nogil=True)
def next_stretch(A: Arrays, task: Task, d: int, p: int, choice: int) -> int:
    """Return the stretch after a choice on day `d`, −1 where it is not legal."""
    most_run, least_run, least_off, _ = task.run
    is_off = p < least_off
    worked = 0 if is_off else (p - least_off) % most_run + 1
    if choice == 0:
        if is_off:
            return int(min(p + 1, least_off - 1))
        return 0 if worked >= least_run or d == worked else -1
    if (is_off and p < least_off - 1) or worked >= most_run:
        return -1
    if not is_off and A.may_follow[(p - least_off) // most_run, choice - 1] == 0:
        return -1
    return int(least_off + A.class_of[choice - 1] * most_run + worked)


@njit(cache=True, nogil=True)
def _steps(prices: Floats, A: Arrays, task: Task, d: int) -> Ints:
    """Return day `d`'s steps: (steps, 5) stretch before and after, choice, weekends and units it adds."""
    many, least_off = task.run[2] + A.may_follow.shape[0] * task.run[0], task.run[2]
    steps, count = np.empty((many * prices.shape[1], 5), np.int64), 0
    for p in range(many):
        for choice in range(prices.shape[1]):
            q = next_stretch(A, task, d, p, choice) if prices[d, choice] < np.inf else -1
            if q >= 0:
                is_new = choice > 0 and (d % 7 == SATURDAY or (d % 7 == SUNDAY and p < least_off))
                steps[count] = p, q, choice, int(is_new), A.length[choice - 1] if choice else 0
                count += 1
    return steps[:count]


@njit(cache=True, nogil=True, error_model="numpy")
def _relax(source: Floats, target: Floats, step: Ints, price: float) -> None:
    """Reach every state after a step from the states before it."""
    weekend, units = step[3], step[4]
    for w in range(source.shape[0] - weekend):
        for u in range(source.shape[1] - units):
            value = source[w, u] + price
            known = target[w + weekend, u + units]
            target[w + weekend, u + units] = value if value < known else known


@njit(cache=True, nogil=True, error_model="numpy")
def _relax_back(after: Floats, before: Floats, step: Ints, price: float) -> None:
    """Learn for every state before a step what it costs to go on by it."""
    weekend, units = step[3], step[4]
    for w in range(before.shape[0] - weekend):
        for u in range(before.shape[1] - units):
            value = after[w + weekend, u + units] + price
            before[w, u] = value if value < before[w, u] else before[w, u]


@njit(cache=True, nogil=True, error_model="numpy")
def _least(before: Floats, after: Floats, step: Ints) -> float:
    """Return the cheapest way to a state, by a step, and on from there; without the step's price."""
    weekend, units = step[3], step[4]
    least = np.inf
    for w in range(before.shape[0] - weekend):
        for u in range(before.shape[1] - units):
            value = before[w, u] + after[w + weekend, u + units]
            least = value if value < least else least
    return float(least)


def are_ways_few(A: Arrays) -> bool:
    """Tell whether the states of all days of each person fit well into memory."""
    many, days = A.may_follow.shape[0], len(A.need)
    tasks = [whole_task(A, e, 1) for e in range(len(A.most))]
    return all(days * (t.run[2] + many * t.run[0]) * (t.weekends + 1) * (t.most + 1) <= MOST_STATES for t in tasks)


@njit(cache=True, nogil=True)
def ways_on(prices: Floats, A: Arrays, task: Task) -> Floats:
    """Return (days + 1, stretches, weekends + 1, units + 1): the least that going on from a state costs."""
    days, many = len(prices), task.run[2] + A.may_follow.shape[0] * task.run[0]
    on = np.full((days + 1, many, task.weekends + 1, task.most + 1), np.inf)
    on[days, :, :, max(0, task.least) :] = 0.0
    for d in range(days - 1, -1, -1):
        for step in _steps(prices, A, task, d):
            _relax_back(on[d + 1, step[1]], on[d, step[0]], step, prices[d, step[2]])
    return on


@njit(cache=True, nogil=True)
def cheapest_through(prices: Floats, A: Arrays, task: Task) -> Floats:
    """Return (days, S + 1): a lower bound on every legal row with that choice on that day; infinite if there is none."""
    on = ways_on(prices, A, task)
    days, shape = len(prices), on.shape[1:]
    least, here = np.full(prices.shape, np.inf), np.full(shape, np.inf)
    here[task.stretch, 0, 0] = 0.0
    for d in range(days):
        fresh = np.full(shape, np.inf)
        for step in _steps(prices, A, task, d):
            price = prices[d, step[2]]
            value = price + _least(here[step[0]], on[d + 1, step[1]], step)
            least[d, step[2]] = min(least[d, step[2]], value)
            _relax(here[step[0]], fresh[step[1]], step, price)
        here = fresh
    return least


@njit(cache=True, nogil=True)
def narrowed(A: Arrays, duals: Floats, least: Floats, room: float) -> Floats:
    """Return the wishes, infinite also for each choice that costs its person more than `least` + `room` at the prices."""
    wish = A.wish.copy()
    for e in range(len(least)):
        prices = A.wish[e].copy()
        prices[:, 1:] -= duals
        through = cheapest_through(prices, A, whole_task(A, e, 1))
        for d in range(len(prices)):
            for choice in range(prices.shape[1]):
                if through[d, choice] > least[e] + room + TINY:
                    wish[e, d, choice] = np.inf
    return wish
