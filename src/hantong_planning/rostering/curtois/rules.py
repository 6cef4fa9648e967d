"""What new days in one person's row change: its wishes and its load, or that a rule forbids them. Compiled.

Only the days that changed, and the stretches that touch them, are looked at. It says what `check.violations` says,
which is written for reading; the tests compare them.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Ints
from hantong_planning.rostering.curtois.task import SATURDAY

compiled = njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
"""Compiles what allocates nothing: counting references to every array at every call would take most of the time."""


@compiled
def weekends_more(row: Ints, old: Ints, a: int, b: int) -> int:
    """Return how many weekends more a row works than the same row with `old` on days `a…b`."""
    many = 0
    for week in range(a // 7, (b - 1) // 7 + 1):
        now = was = False
        for d in range(7 * week + SATURDAY, min(7 * week + 7, len(row))):
            now |= row[d] > 0
            was |= (old[d] if a <= d < b else row[d]) > 0
        many += now - was
    return many


def load_of(A: Arrays, row: Ints) -> Ints:
    """Return (S + 2,): how often a row works each shift, its units and its weekends."""
    times = np.bincount(row, minlength=len(A.length) + 1)[1:]
    return np.array([*times, times @ A.length, weekends_more(row, np.zeros_like(row), 0, len(row))])


@compiled
def stretches_hold(A: Arrays, e: int, row: Ints, a: int, b: int) -> bool:
    """Tell whether every stretch of work or of days off that touches the days `a − 1…b` is short and long enough."""
    d = max(0, a - 1)
    while d > 0 and (row[d - 1] > 0) == (row[d] > 0):
        d -= 1
    while d <= b and d < len(row):
        first, is_work = d, row[d] > 0
        while d < len(row) and (row[d] > 0) == is_work:
            d += 1
        if is_work and d - first > A.run[e, 0]:
            return False
        if first > 0 and d < len(row) and d - first < A.run[e, 1 if is_work else 2]:
            return False
    return True


@compiled
def follows(A: Arrays, row: Ints, d: int) -> bool:
    """Tell whether day `d`'s choice may follow that of the day before."""
    if d == 0 or d >= len(row) or row[d] == 0 or row[d - 1] == 0:
        return True
    return bool(A.may_follow[A.class_of[row[d - 1] - 1], row[d] - 1])


@compiled
def _adds(A: Arrays, e: int, load: Ints, change: Ints) -> bool:
    """Tell whether a change of load stays within what a person may work of each shift, of units and of weekends."""
    shifts = len(A.length)
    for s in range(shifts):
        if change[s] > 0 and load[s] + change[s] > A.cap[e, s]:
            return False
    units, weekends = load[shifts] + change[shifts], load[shifts + 1] + change[shifts + 1]
    return bool(A.least[e] <= units <= A.most[e] and (change[shifts + 1] <= 0 or weekends <= A.run[e, 3]))


@compiled
def wishes_changed(A: Arrays, e: int, row: Ints, old: Ints, days: tuple[int, int], load: Ints, change: Ints) -> float:
    """Return what a row pays more for wishes than the same row with `old` on days `a…b`, infinite where it is not legal.

    `load` is the old row's: (S + 2,) how often each shift is worked, units, weekends; its change is left in `change`.
    """
    a, b = days
    if not (follows(A, row, a) and follows(A, row, b) and stretches_hold(A, e, row, a, b)):
        return np.inf
    shifts, paid = len(A.length), 0.0
    change[:] = 0
    for d in range(a, b):
        if row[d] == old[d]:
            continue
        paid += A.wish[e, d, row[d]] - A.wish[e, d, old[d]]
        if row[d] > 0:
            if not follows(A, row, d) or not follows(A, row, d + 1):
                return np.inf
            change[row[d] - 1] += 1
            change[shifts] += A.length[row[d] - 1]
        if old[d] > 0:
            change[old[d] - 1] -= 1
            change[shifts] -= A.length[old[d] - 1]
    change[shifts + 1] = weekends_more(row, old, a, b)
    return paid if _adds(A, e, load, change) else np.inf
