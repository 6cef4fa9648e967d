"""The best roster of one person for given prices: an exact shortest path over (stretch, weekends, units worked).

`best_path` runs a dynamic program day by day. A state is the stretch the person is in (how many days off, or how many
days of work and the class of the last shift), the counts of those shifts whose maximum has been seen to bind, the
weekends worked and the units of time worked. Maxima of shifts enter the state only when the best path without them
breaks one (a decremental state space), so most calls stay small.

Source: S. Irnich and G. Desaulniers, Shortest path problems with resource constraints, in: Column Generation, 2005.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints
from hantong_planning.rostering.curtois.task import SATURDAY, SUNDAY, Task

RISES = 8
"""Paths tried, at most, to find what a shift must cost more."""
FIRST_RISE, RISE_FACTOR = 20.0, 5.0


@njit(cache=True, nogil=True)
def _relax(old: Floats, new: Floats, code: Any, mark: int, cost: float, xs: Ints, move: Any) -> None:
    """Relax one kind of step for all counts, weekends and units at once; `xs` maps counts before to counts after."""
    seen, width, span, dw, units, low, high = move
    for x in range(len(xs)):
        y = xs[x]
        if y < 0:
            continue
        for w in range(min(width - dw, seen + 1)):
            i = (x * width + w) * span
            j = (y * width + w + dw) * span + units
            for m in range(low, min(high, span - 1 - units) + 1):
                value = old[i + m] + cost
                is_better = value < new[j + m]
                new[j + m] = value if is_better else new[j + m]
                code[j + m] = mark if is_better else code[j + m]


@njit(cache=True, nogil=True)
def _worth_trying(cost: Floats, twin_of: Ints, stride: Ints, pick: Ints) -> int:
    """List in `pick` a day's shifts: the cheapest of each set of twins, and all whose count is carried."""
    best = np.full(len(twin_of), -1)
    k = 0
    for s in range(len(twin_of)):
        if cost[s + 1] == np.inf:
            continue
        if stride[s] > 0:
            pick[k] = s
            k += 1
        elif best[twin_of[s]] < 0 or cost[s + 1] < cost[best[twin_of[s]] + 1]:
            best[twin_of[s]] = s
    for s in best:
        if s >= 0:
            pick[k] = s
            k += 1
    return k


@njit(cache=True, nogil=True)
def _counts_after(stride: Ints, cap: Ints, many: int) -> Ints:
    """Return (S + 1, X): the index of the counts after a choice, −1 where a maximum would be passed."""
    after = np.empty((len(stride) + 1, many), np.int64)
    for x in range(many):
        after[0, x] = x
        for s in range(len(stride)):
            if stride[s] == 0:
                after[s + 1, x] = x
            elif (x // stride[s]) % (cap[s] + 1) < cap[s]:
                after[s + 1, x] = x + stride[s]
            else:
                after[s + 1, x] = -1
    return after


@njit(cache=True, nogil=True)
def _step(d: int, cost: Floats, A: Arrays, task: Task, picks: Ints, after: Ints, layers: Any) -> None:
    """Relax every step of day `d` from the stretches that are alive."""
    old, new, code, alive, fresh, seen, width, span, low, high = layers
    most_run, least_run, least_off, _ = task.run
    n1 = len(A.length) + 1
    for p in range(len(alive)):
        if not alive[p]:
            continue
        is_off = p < least_off
        r = 0 if is_off else (p - least_off) % most_run + 1
        if cost[0] < np.inf and (is_off or r >= least_run or d == r):
            q = min(p + 1, least_off - 1) if is_off else 0
            _relax(old[p], new[q], code[q], p * n1, cost[0], after[0], (seen, width, span, 0, 0, low, high))
            fresh[q] = True
        if (is_off and p < least_off - 1) or r >= most_run:
            continue
        dw = 1 if d % 7 == SATURDAY or (d % 7 == SUNDAY and is_off) else 0
        for s in picks:
            if is_off or A.may_follow[(p - least_off) // most_run, s] > 0:
                q = least_off + A.class_of[s] * most_run + r
                move = (seen, width, span, dw, A.length[s], low, high)
                _relax(old[p], new[q], code[q], p * n1 + s + 1, cost[s + 1], after[s + 1], move)
                fresh[q] = True


@njit(cache=True, nogil=True)
def most_workdays(days: int, run: Ints) -> int:
    """Return how many of so many days in a row can be worked at most."""
    cycle = run[0] + run[2]
    return int(days // cycle * run[0] + min(days % cycle, run[0]))


@njit(cache=True, nogil=True)
def _forward(cost: Floats, A: Arrays, task: Task, after: Ints) -> Any:
    """Run the program over days `a…b`; return the last day's values, the marks of every day and the shape."""
    days, width, span = task.b - task.a, task.weekends + 1, task.most + 1
    many = task.run[2] + A.may_follow.shape[0] * task.run[0]
    size = after.shape[1] * width * span
    old, new = np.full((many, size), np.inf), np.full((many, size), np.inf)
    code = np.empty((days, many, size), np.int16)
    alive, fresh = np.zeros(many, np.bool_), np.zeros(many, np.bool_)
    alive[task.stretch] = True
    old[task.stretch, 0] = 0.0
    pick = np.empty(len(A.length), np.int64)
    longest = A.length.max()
    stride = after[1:, 0]
    for i in range(days):
        k = _worth_trying(cost[i], A.twin_of, stride, pick)
        low = max(0, task.least - most_workdays(days - i, task.run) * longest)
        high = min(task.most, most_workdays(i, task.run) * longest)
        layers = (old, new, code[i], alive, fresh, i // 7 + 1, width, span, low, high)
        _step(task.a + i, cost[i], A, task, pick[:k], after, layers)
        old, new = new, old
        new[alive] = np.inf
        alive[:] = fresh
        fresh[:] = False
    return old, alive, code, width, span


@njit(cache=True, nogil=True)
def _cheapest_end(values: Floats, alive: Any, span: int, least: int) -> tuple[float, int, int]:
    """Return the best value of the last day, its stretch and its place; −1 where nothing is legal."""
    best, p, k = np.inf, -1, -1
    for q in range(len(alive)):
        if alive[q]:
            for j in range(values.shape[1]):
                if j % span >= least and values[q, j] < best:
                    best, p, k = values[q, j], q, j
    return best, p, k


@njit(cache=True, nogil=True)
def _backward(A: Arrays, task: Task, after: Ints, found: Any, out: Ints) -> float:
    """Walk back from the best last state, writing the choices into `out`; return its value."""
    values, alive, code, width, span = found
    best, p, k = _cheapest_end(values, alive, span, task.least)
    if p < 0:
        return np.inf
    n1 = len(A.length) + 1
    for i in range(task.b - task.a - 1, -1, -1):
        mark = code[i, p, k]
        p, choice = mark // n1, mark % n1
        out[i] = choice
        if choice > 0:
            d = task.a + i
            k -= A.length[choice - 1] + after[choice, 0] * width * span
            if d % 7 == SATURDAY or (d % 7 == SUNDAY and p < task.run[2]):
                k -= span
    return float(best)


@njit(cache=True, nogil=True)
def _most_broken(out: Ints, cap: Ints) -> int:
    """Return the shift worked furthest above its maximum, or −1."""
    count = -cap
    for choice in out:
        if choice > 0:
            count[choice - 1] += 1
    worst = int(np.argmax(count))
    return worst if count[worst] > 0 else -1


@njit(cache=True, nogil=True)
def _forbid_dear_days(cost: Floats, out: Ints, s: int, cap: int) -> None:
    """Keep shift `s` only on the `cap` cheapest of the days on which `out` works it."""
    price = np.full(len(out), np.inf)
    for i in range(len(out)):
        if out[i] == s + 1:
            price[i] = cost[i, s + 1]
    for i in np.argsort(price)[cap:]:
        cost[i, s + 1] = np.inf


@njit(cache=True, nogil=True)
def _charge(cost: Floats, A: Arrays, task: Task, after: Ints, s: int, out: Ints, first: float) -> tuple[float, float]:
    """Return how much dearer shift `s` must be for the best path to keep its maximum, and the best bound met.

    Where no rise makes the path work the maximum exactly, the rise is the largest that still passes it. The bound is
    a concave function of the rise, made of straight pieces: from a bracket on, the next rise is where
    the pieces of both ends meet. `first` is the value without any rise.
    """
    cap, trial, row = task.cap[s], cost.copy(), out.copy()
    low, low_value, low_slope = 0.0, first, float((out == s + 1).sum() - cap)
    high, high_value, high_slope = np.inf, 0.0, 0.0
    rise, bound = FIRST_RISE, first
    for _ in range(RISES):
        trial[:, s + 1] = cost[:, s + 1] + rise
        value = _backward(A, task, after, _forward(trial, A, task, after), row) - rise * cap
        slope = float((row == s + 1).sum() - cap)
        is_new = value > bound + 1e-6
        bound = max(bound, value)
        if slope == 0:
            return rise, bound
        if slope > 0:
            low, low_value, low_slope = rise, value, slope
        else:
            high, high_value, high_slope = rise, value, slope
        if high < np.inf and low > 0 and not is_new:
            break
        rise *= RISE_FACTOR
        if high < np.inf:
            rise = (high_value - low_value - high_slope * high + low_slope * low) / (low_slope - high_slope)
    return low, bound


@njit(cache=True, nogil=True)
def best_path(prices: Floats, A: Arrays, task: Task, out: Ints) -> tuple[float, float]:
    """Write the cheapest legal choice for each day into `out`; return its value and a lower bound on all values.

    Both are infinite where no legal choice exists. They differ only where carrying all maxima of shifts would have
    needed more than `task.most_states` states a day: then a shift worked too often is made dearer (a Lagrangian
    bound), and if it is worked too often still, its dear days are forbidden.
    """
    cost = prices.copy()
    stride, is_charged = np.zeros(len(A.length), np.int64), np.zeros(len(A.length), np.bool_)
    many, owed, bound, is_true = 1, 0.0, -np.inf, True
    states = (task.run[2] + A.may_follow.shape[0] * task.run[0]) * (task.weekends + 1) * (task.most + 1)
    while task.most >= 0 and task.weekends >= 0:
        after = _counts_after(stride, task.cap, many)
        value = _backward(A, task, after, _forward(cost, A, task, after), out)
        if is_true:
            bound = max(bound, value - owed)
        s = _most_broken(out, task.cap) if value < np.inf else -1
        if s < 0:
            return (np.inf if value == np.inf else _paid(prices, out)), bound
        if states * many * (task.cap[s] + 1) <= task.most_states:
            stride[s] = many
            many *= task.cap[s] + 1
        elif is_true and not is_charged[s]:
            rise, better = _charge(cost, A, task, after, s, out, value)
            bound, is_charged[s] = max(bound, better - owed), True
            cost[:, s + 1] += rise
            owed += rise * task.cap[s]
        else:
            is_true = False
            _forbid_dear_days(cost, out, s, task.cap[s])
    return np.inf, np.inf


@njit(cache=True, nogil=True)
def _paid(prices: Floats, row: Ints) -> float:
    """Return what a row pays."""
    total = 0.0
    for i in range(len(row)):
        total += prices[i, row[i]]
    return total
