"""A walk over whole rosters by small changes: simulated annealing, compiled, with every rule kept at every step.

A change gives one person another shift on a day or for some days running, moves a shift to another day, or swaps some
days between two people. Only the rows and the cover that it touches are counted anew.

Source: S. Kirkpatrick, C. Gelatt and M. Vecchi, Optimization by simulated annealing, Science 220, 1983,
doi:10.1126/science.220.4598.671.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hantong_planning.rostering.personal.arrays import Arrays, Ints, compiled
from hantong_planning.rostering.personal.row import FORBIDDEN, row_ticks

EXCHANGES, ONE_DAY = 0.4, 0.4
"""Of the changes of one row: two days exchanged, one day written; else some days running."""
CHANGES = 0.5
"""Of all moves: changes of one row; else swaps between two."""
SAME_HEAT = 256


class State(NamedTuple):
    """A roster with what is counted of it."""

    rows: Ints
    """(P, D) choices."""
    own: Ints
    """(P,) what each row costs."""
    here: Ints
    """(K, D) how many count for each need."""
    spare: Ints
    """(4, D) rows to try."""
    totals: Ints
    """Ticks of all, won of all."""


def state_of(A: Arrays, rows: Ints) -> State:
    """Count a legal roster."""
    people, days = rows.shape
    found = State(
        rows.copy(),
        np.zeros(people, np.int64),
        np.zeros(A.cover.shape[:2], np.int64),
        np.zeros((4, days), np.int64),
        np.zeros(2, np.int64),
    )
    count(A, found)
    return found


@compiled
def count(A: Arrays, S: State) -> None:
    """Fill what is counted of the rows, zero until now."""
    for p in range(S.rows.shape[0]):
        S.own[p] = row_ticks(A, p, S.rows[p])
        S.totals[0] += S.own[p]
        for d in range(S.rows.shape[1]):
            choice = S.rows[p, d]
            S.totals[1] += A.krw[p, choice]
            for k in A.needs_of[p, choice]:
                if k >= 0:
                    S.here[k, d] += 1
    for k in range(S.here.shape[0]):
        for d in range(S.here.shape[1]):
            S.totals[0] += A.cover[k, d, S.here[k, d]]


@compiled
def _put(A: Arrays, S: State, p: int, a: int, b: int, new: Ints) -> None:
    """Write a person's new days, and add what that changes in cover and pay to the totals."""
    for d in range(a, b):
        if new[d] == S.rows[p, d]:
            continue
        for choice, sign in ((S.rows[p, d], -1), (new[d], 1)):
            S.totals[1] += sign * A.krw[p, choice]
            for k in A.needs_of[p, choice]:
                if k >= 0:
                    was = S.here[k, d]
                    S.here[k, d] = was + sign
                    S.totals[0] += A.cover[k, d, was + sign] - A.cover[k, d, was]
        S.rows[p, d] = new[d]


@compiled
def _single(A: Arrays, p: int, new: Ints) -> tuple[int, int]:
    """Exchange two days of a row, or write a choice over some days running; return the days touched, none if in vain."""
    kind, a = np.random.random(), np.random.randint(len(new))
    if kind < EXCHANGES:
        b = np.random.randint(len(new))
        new[a], new[b] = new[b], new[a]
        return (
            (min(a, b), max(a, b) + 1) if new[a] != new[b] and _fits(A, p, new, a) and _fits(A, p, new, b) else (0, 0)
        )
    choice = np.random.randint(A.allowed.shape[2])
    b = a + 1 if kind < EXCHANGES + ONE_DAY else min(len(new), a + np.random.randint(2, 5))
    changed = False
    for d in range(a, b):
        changed |= new[d] != choice
        new[d] = choice
    return (a, b) if changed and _fits(A, p, new, a) and _fits(A, p, new, b - 1) else (0, 0)


@compiled
def _fits(A: Arrays, p: int, row: Ints, d: int) -> bool:
    """Tell quickly whether a day's choice is allowed, and beside those of its neighbours."""
    before = row[d - 1] if d else A.start[p, 0]
    after = row[d + 1] if d + 1 < len(row) else 0
    allowed = A.allowed[p, d, row[d]] and A.may_follow[0, before, row[d]] and A.may_follow[0, row[d], after]
    return bool(allowed)


@compiled
def _few_days(days: int) -> tuple[int, int]:
    """Draw some days running, few more often than many."""
    longest = (1, 3, 7, 14)[np.random.randint(4)]
    length = min(days, np.random.randint(1, longest + 1))
    a = np.random.randint(days - length + 1)
    return a, a + length


@compiled
def _takes(rise: float, heat: float) -> bool:
    return rise <= 0 or np.random.random() < np.exp(-rise / heat)


@compiled
def _copy(new: Ints, old: Ints, a: int, b: int) -> bool:
    """Copy some days of a row and say whether any was another."""
    changed = False
    for d in range(a, b):
        changed |= new[d] != old[d]
        new[d] = old[d]
    return changed


@compiled
def _change_one(A: Arrays, S: State, heat: float) -> None:
    """Try a change of one person's row."""
    p, days, new, old = np.random.randint(S.rows.shape[0]), S.rows.shape[1], S.spare[0], S.spare[1]
    _copy(new, S.rows[p], 0, days)
    a, b = _single(A, p, new)
    own = FORBIDDEN if a == b else row_ticks(A, p, new)
    if own == FORBIDDEN:
        return
    before, pay = S.totals[0], S.totals[1]
    _copy(old, S.rows[p], a, b)
    _put(A, S, p, a, b, new)
    S.totals[0] += own - S.own[p]
    if (S.totals[1] <= A.budget_krw or S.totals[1] <= pay) and _takes(S.totals[0] - before, heat):
        S.own[p] = own
    else:
        _put(A, S, p, a, b, old)
        S.totals[0] = before


@compiled
def _swap_two(A: Arrays, S: State, heat: float) -> None:
    """Try to swap some days between two people."""
    p, q, days = np.random.randint(S.rows.shape[0]), np.random.randint(S.rows.shape[0]), S.rows.shape[1]
    a, b = _few_days(days)
    new, other = S.spare[0], S.spare[1]
    _copy(new, S.rows[p], 0, days)
    _copy(other, S.rows[q], 0, days)
    if not _copy(new, S.rows[q], a, b):
        return
    _copy(other, S.rows[p], a, b)
    for d in (a, b - 1):
        if not (_fits(A, p, new, d) and _fits(A, q, other, d)):
            return
    own = row_ticks(A, p, new)
    others = FORBIDDEN if own == FORBIDDEN else row_ticks(A, q, other)
    if others == FORBIDDEN:
        return
    before, pay = S.totals[0], S.totals[1]
    _trade(A, S, p, q, a, b)
    S.totals[0] += own + others - S.own[p] - S.own[q]
    if (S.totals[1] <= A.budget_krw or S.totals[1] <= pay) and _takes(S.totals[0] - before, heat):
        S.own[p], S.own[q] = own, others
    else:
        _trade(A, S, p, q, a, b)
        S.totals[0] = before


@compiled
def _trade(A: Arrays, S: State, p: int, q: int, a: int, b: int) -> None:
    """Exchange some days of two people, cover and pay counted."""
    first, second = S.spare[2], S.spare[3]
    _copy(first, S.rows[p], a, b)
    _copy(second, S.rows[q], a, b)
    _put(A, S, p, a, b, second)
    _put(A, S, q, a, b, first)


@compiled
def anneal(A: Arrays, S: State, moves: int, heats: tuple[float, float], seed: int, rows: Ints) -> int:
    """Walk from `S`, left where the walk ends; return the least cost met, its roster in `rows`."""
    np.random.seed(seed)
    best, heat = S.totals[0] + 1, heats[0]
    for move in range(moves):
        if move % SAME_HEAT == 0:
            heat = heats[0] * (heats[1] / heats[0]) ** (move / moves)
        if np.random.random() < CHANGES:
            _change_one(A, S, heat)
        else:
            _swap_two(A, S, heat)
        if S.totals[0] < best:
            best = S.totals[0]
            for p in range(rows.shape[0]):
                _copy(rows[p], S.rows[p], 0, rows.shape[1])
    return int(best)
