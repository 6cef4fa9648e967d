"""What no roster can go below at given prices for everything but stretches: a bound for problems of many months.

Cover, everybody's time, weekends and maxima of shifts have prices, so what is left of a person is a shortest path over
stretches of work and days off, some milliseconds for a year. For any prices the bound is
Σ_e min over rows of (wishes + prices of what the row works) + Σ π·need − Σ τ·(least or most time) − Σ ω·weekends − Σ κ·most,
and what the rows have too much or too little tells where to go from there (`climb`). It is as tight as the linear
program whose rows keep stretches only; the bound by column generation (`generation`), whose rows keep everything, is
never lower, where there is time for it.

Source: M. L. Fisher, The Lagrangian relaxation method for solving integer programming problems, Management Science 27,
1981, doi:10.1287/mnsc.27.1.1.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints, Table
from hantong_planning.rostering.curtois.cost import counted
from hantong_planning.rostering.curtois.task import SATURDAY, SUNDAY, Task, whole_task
from hantong_planning.rostering.curtois.through import next_stretch


class Priced:
    """A problem at prices: (D, S) for cover | (E,) for a longest shift's time | (E,) weekends | (E, S) each shift's most."""

    def __init__(self, arrays: Arrays) -> None:
        people, days = arrays.wish.shape[:2]
        self.arrays = arrays
        self.unit = float(arrays.length.max())
        self.most = np.minimum(arrays.most, days * arrays.length.max())
        self.weekends = np.minimum(arrays.run[:, 3], (days + 1) // 7)
        self.kin = _kin(arrays)
        self.may_bind = (arrays.cap > 0) & (arrays.cap < days)
        self.ends = np.cumsum([arrays.need.size, people, people])
        self.size = arrays.need.size + 2 * people + arrays.cap.size
        self.rows = np.zeros((people, days), np.int64)

    def cover_prices(self, prices: Floats) -> Floats:
        """Return what one more person at a shift is worth, shape (D, S)."""
        return prices[: self.ends[0]].reshape(self.arrays.need.shape)

    def within(self, prices: Floats) -> Floats:
        """Return prices cut to where they can be of use: more than a missing person pays, or less than none, is none."""
        cut, A = prices.copy(), self.arrays
        cut[: self.ends[0]] = np.clip(prices[: self.ends[0]], -A.over.ravel(), A.under.ravel())
        cut[self.ends[1] :] = np.maximum(prices[self.ends[1] :], 0.0)
        cut[self.ends[2] :] *= self.may_bind.ravel()
        return cut

    def bound(self, prices: Floats) -> tuple[float, Floats]:
        """Return the bound that prices prove, and the direction in which it rises, shape (size,)."""
        A = self.arrays
        cover, (_, time, weekend, shifts) = self.cover_prices(prices), np.split(prices, self.ends)
        shifts = shifts.reshape(A.cap.shape)
        value = cheapest_rows(A, cover, time / self.unit, weekend, shifts, self.kin, self.rows)
        due = np.where(time > 0, self.most, A.least) / self.unit
        value += (cover * A.need).sum() - time @ due - weekend @ self.weekends - (shifts * A.cap).sum()
        counts = np.stack([(self.rows == s + 1).sum(1) for s in range(len(A.length))], axis=1)
        return float(value), np.concatenate(
            [
                (A.need - counted(A, self.rows)).ravel(),
                counts @ A.length / self.unit - due,
                _weekends(self.rows) - self.weekends,
                ((counts - A.cap) * self.may_bind).ravel(),
            ]
        )


def _kin(A: Arrays) -> Ints:
    """Return (S,) which set each shift belongs to: those of a set may stand for each other but for what they cost."""
    _, kin = np.unique(np.column_stack([A.class_of, A.may_follow.T]), axis=0, return_inverse=True)
    return np.asarray(kin, np.int64).reshape(-1)


def _weekends(rows: Table) -> Ints:
    """Count everybody's weekends with work, shape (E,)."""
    works = np.pad(rows > 0, ((0, 0), (0, -rows.shape[1] % 7))).reshape(len(rows), -1, 7)
    return np.asarray(works[:, :, SATURDAY : SUNDAY + 1].any(2).sum(1))


@njit(cache=True, nogil=True)
def cheapest_rows(
    A: Arrays, cover: Floats, time: Floats, weekend: Floats, shifts: Floats, kin: Ints, rows: Table
) -> float:
    """Write everybody's cheapest row and return what they cost together; `time` is the price of a unit."""
    total = 0.0
    days, n = A.need.shape
    prices, of_kin = np.empty((days, n + 1)), np.empty((days, kin.max() + 1), np.int64)
    for e in range(len(rows)):
        prices[:, 0] = A.wish[e, :, 0]
        for d in range(days):
            of_kin[d] = 0
            for s in range(n):
                prices[d, s + 1] = A.wish[e, d, s + 1] - cover[d, s] + time[e] * A.length[s] + shifts[e, s]
                known = of_kin[d, kin[s]]
                if prices[d, s + 1] < (prices[d, known] if known else np.inf):
                    of_kin[d, kin[s]] = s + 1
        task = whole_task(A, e, 1)
        total += _cheapest(prices, of_kin, _stretches(A, task, kin), weekend[e], A, task, rows[e])
    return total


@njit(cache=True, nogil=True)
def _stretches(A: Arrays, task: Task, kin: Ints) -> Ints:
    """Return (stretches, sets) the stretch after a shift of a set, −1 where none of it may be worked."""
    many = task.run[2] + A.may_follow.shape[0] * task.run[0]
    after = np.empty((many, kin.max() + 1), np.int64)
    for s in range(len(kin)):
        for p in range(many):
            after[p, kin[s]] = next_stretch(A, task, 0, p, s + 1)
    return after


@njit(cache=True, nogil=True, error_model="numpy")
def _cheapest(prices: Floats, of_kin: Ints, after: Ints, weekend: float, A: Arrays, task: Task, row: Ints) -> float:
    """Write a person's cheapest row by stretches and return its cost."""
    days, many = len(prices), len(after)
    came, chose = np.empty((days, many), np.int64), np.empty((days, many), np.int64)
    here, there = np.full(many, np.inf), np.empty(many)
    here[task.stretch] = 0.0
    for d in range(days):
        there[:] = np.inf
        for p in range(many):
            if here[p] == np.inf:
                continue
            q = next_stretch(A, task, d, p, 0)
            if q >= 0 and here[p] + prices[d, 0] < there[q]:
                there[q], came[d, q], chose[d, q] = here[p] + prices[d, 0], p, 0
            is_new = d % 7 == SATURDAY or (d % 7 == SUNDAY and p < task.run[2])
            begun = here[p] + weekend if is_new else here[p]
            for k in range(after.shape[1]):
                q, choice = after[p, k], of_kin[d, k]
                value = begun + prices[d, choice]
                if q >= 0 and choice > 0 and value < there[q]:
                    there[q], came[d, q], chose[d, q] = value, p, choice
        here, there = there, here
    at = int(here.argmin())
    least = here[at]
    for d in range(days - 1, -1, -1):
        row[d], at = chose[d, at], came[d, at]
    return float(least)
