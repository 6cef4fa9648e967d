"""One person's days to be chosen anew, and what the days outside leave of the person's limits."""

from __future__ import annotations

from typing import NamedTuple

from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Ints

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
