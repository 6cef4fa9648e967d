"""The best roster of one person for given prices: an exact shortest path over (stretch, weekends, units worked).

`best_path` runs a dynamic program day by day. A state is the stretch the person is in (how many days off, or how many
days of work and the class of the last shift), the counts of those shifts whose maximum has been seen to bind, the
weekends worked and the units of time worked. Maxima of shifts enter the state only when the best path without them
breaks one (a decremental state space), so most calls stay small.

Source: S. Irnich and G. Desaulniers, Shortest path problems with resource constraints, in: Column Generation, 2005.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints

SATURDAY, SUNDAY = 5, 6


class Task(NamedTuple):
    """One person's days `a…b` to be chosen anew, and what the days outside leave of the person's limits."""

    a: int
    b: int
    stretch: int
    """The stretch on the morning of day `a`, as `start_stretch` numbers it."""
    least: int
    most: int
    """Units of time to work within `a…b`."""
    weekends: int
    run: Ints
    cap: Ints
    """(S,) most of each shift within `a…b`."""
    most_states: int
    """Above so many states a day no further maximum is carried: dear days are forbidden instead."""


@njit(cache=True, nogil=True)
def start_stretch(row: Ints, a: int, class_of: Ints, run: Ints) -> int:
    """Return the stretch a person is in on the morning of day `a`: days off, or class and days of work."""
    least_off = run[2]
    if a == 0:
        return int(least_off - 1)
    is_work = row[a - 1] > 0
    length = 1
    while length < a and (row[a - 1 - length] > 0) == is_work:
        length += 1
    if is_work:
        return int(least_off + class_of[row[a - 1] - 1] * run[0] + length - 1)
    return int(least_off - 1 if length == a else min(length, least_off) - 1)


@njit(cache=True, nogil=True)
def tail_end(row: Ints, b: int) -> int:
    """Return the day before which nothing after a window `…b` depends on what happens inside it."""
    days = len(row)
    if b >= days:
        return days
    t = b + 1
    while t < days and (row[t] > 0) == (row[b] > 0):
        t += 1
    return min(t + 1, days)


@njit(cache=True, nogil=True)
def _relax(old: Floats, new: Floats, code: Any, mark: int, cost: float, xs: Ints, move: Any) -> None:
    """Relax one kind of step for all counts, weekends and units at once; `xs` maps counts before to counts after."""
    width, span, dw, units, low, high = move
    for x in range(len(xs)):
        y = xs[x]
        if y < 0:
            continue
        for w in range(width - dw):
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
    old, new, code, alive, fresh, width, span, low, high = layers
    most_run, least_run, least_off, _ = task.run
    n1 = len(A.length) + 1
    for p in range(len(alive)):
        if not alive[p]:
            continue
        is_off = p < least_off
        r = 0 if is_off else (p - least_off) % most_run + 1
        if cost[0] < np.inf and (is_off or r >= least_run or d == r):
            q = min(p + 1, least_off - 1) if is_off else 0
            _relax(old[p], new[q], code[q], p * n1, cost[0], after[0], (width, span, 0, 0, low, high))
            fresh[q] = True
        if (is_off and p < least_off - 1) or r >= most_run:
            continue
        dw = 1 if d % 7 == SATURDAY or (d % 7 == SUNDAY and is_off) else 0
        for s in picks:
            if is_off or A.may_follow[(p - least_off) // most_run, s] > 0:
                q = least_off + A.class_of[s] * most_run + r
                move = (width, span, dw, A.length[s], low, high)
                _relax(old[p], new[q], code[q], p * n1 + s + 1, cost[s + 1], after[s + 1], move)
                fresh[q] = True


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
        low, high = max(0, task.least - (days - i) * longest), min(task.most, i * longest)
        layers = (old, new, code[i], alive, fresh, width, span, low, high)
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
def best_path(prices: Floats, A: Arrays, task: Task, out: Ints) -> tuple[float, float]:
    """Write the cheapest legal choice for each day into `out`; return its value and a lower bound on all values.

    Both are infinite where no legal choice exists. They differ only where carrying all maxima of shifts would have
    needed more than `task.most_states` states a day.
    """
    cost = prices.copy()
    stride = np.zeros(len(A.length), np.int64)
    many = 1
    bound = -np.inf
    states = (task.run[2] + A.may_follow.shape[0] * task.run[0]) * (task.weekends + 1) * (task.most + 1)
    while task.most >= 0 and task.weekends >= 0:
        after = _counts_after(stride, task.cap, many)
        value = _backward(A, task, after, _forward(cost, A, task, after), out)
        s = _most_broken(out, task.cap) if value < np.inf else -1
        if s < 0:
            return value, (value if bound == -np.inf else bound)
        if states * many * (task.cap[s] + 1) <= task.most_states:
            stride[s] = many
            many *= task.cap[s] + 1
        else:
            bound = value if bound == -np.inf else bound
            _forbid_dear_days(cost, out, s, task.cap[s])
    return np.inf, np.inf


@njit(cache=True, nogil=True)
def whole_task(A: Arrays, e: int, most_states: int) -> Task:
    """Return the task of choosing a person's whole roster."""
    days = A.need.shape[0]
    run = A.run[e]
    most = min(A.most[e], days * A.length.max())
    weekends = min(run[3], (days + 1) // 7)
    return Task(0, days, run[2] - 1, A.least[e], most, weekends, run, A.cap[e], most_states)


@njit(cache=True, nogil=True)
def part_task(A: Arrays, e: int, row: Ints, a: int, b: int, most_states: int) -> Task:
    """Return the task of choosing days `a…b` anew, the rest of `row` standing; `Task.b` takes in the tail."""
    run = A.run[e]
    end = tail_end(row, b)
    least, most, weekends, cap = A.least[e], A.most[e], run[3], A.cap[e].copy()
    for d in range(len(row)):
        if a <= d < end or row[d] == 0:
            continue
        s = row[d] - 1
        least -= A.length[s]
        most -= A.length[s]
        cap[s] -= 1
        if d % 7 == SATURDAY or (d % 7 == SUNDAY and row[d - 1] == 0):
            weekends -= 1
    most = min(most, (end - a) * A.length.max())
    weekends = min(weekends, (end - a) // 7 + 2)
    return Task(a, end, start_stretch(row, a, A.class_of, run), least, most, weekends, run, cap, most_states)
