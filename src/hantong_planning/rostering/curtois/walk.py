"""A walk over whole rosters by small changes: simulated annealing, compiled, with every rule kept at every step.

A change of one row writes another choice on a day or a few, exchanges two days, or pushes some days by one; a swap
gives some days of two people to each other, half of the time two pieces far apart of which each takes work from one of
them and the other gives it back. Only the stretches and the cover that are touched are counted anew.

Source: S. Kirkpatrick, C. Gelatt and M. Vecchi, Optimization by simulated annealing, Science 220, 1983,
doi:10.1126/science.220.4598.671.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints, Table
from hantong_planning.rostering.curtois.cost import change_of_cover, cost_of, counted
from hantong_planning.rostering.curtois.rules import compiled, load_of, wishes_changed

SWAPS, APART = 0.4, 0.5
"""Of all moves: swaps between two people, else changes of one row; of the swaps: two pieces far apart."""
OFF, MISSING = 0.3, 0.5
"""Of the choices written: days off; of the shifts: one that is missing, if there is any."""
ONE, EXCHANGE, FILL, PUSH, TWO, ANEW = range(6)
"""The changes of one row: one day written, two exchanged, a few alike, some pushed by one, two written, a few written."""


class State(NamedTuple):
    """A legal roster with what is counted of it, and the best one met."""

    rows: Table
    best: Table
    paid: Floats
    """(2,) what the roster and the best one pay, without the constant."""
    here: Ints
    """(D, S) how many work each shift of each day."""
    load: Ints
    """(E, S + 2) of each person: how often each shift, units, weekends."""
    more: Ints
    """(2, S + 2) what a move adds to the loads of two people."""
    spare: Table
    """(2, D) the days of two people before a move."""


def state_of(A: Arrays, table: Table) -> State:
    """Count a legal roster."""
    paid = cost_of(A, table)
    return State(
        table.copy(),
        table.copy(),
        np.array([paid, paid]),
        counted(A, table),
        np.array([load_of(A, row) for row in table]),
        np.zeros((2, len(A.length) + 2), np.int64),
        np.zeros((2, table.shape[1]), np.int64),
    )


@compiled
def _some_choice(A: Arrays, S: State, d: int) -> int:
    """Draw a day off, a shift that is missing on day `d`, or any shift."""
    if np.random.random() < OFF:
        return 0
    shifts = len(A.length)
    s = np.random.randint(shifts)
    if np.random.random() < MISSING:
        for i in range(shifts):
            missing = (s + i) % shifts
            if S.here[d, missing] < A.need[d, missing]:
                return int(missing + 1)
    return int(s + 1)


@compiled
def _window(kind: int, days: int) -> tuple[int, int]:
    """Draw the days between which a change of one row lies."""
    a = np.random.randint(days)
    if kind == ONE:
        return a, a + 1
    if kind in (EXCHANGE, TWO):
        b = np.random.randint(days)
        return min(a, b), max(a, b) + 1
    return a, min(days, a + np.random.randint(2, 9 if kind == PUSH else 6))


@compiled
def _write(A: Arrays, S: State, kind: int, row: Ints, a: int, b: int) -> None:
    """Change a row on days `a…b`."""
    if kind == EXCHANGE:
        row[a], row[b - 1] = row[b - 1], row[a]
    elif kind == PUSH:
        _push(row, a, b)
    elif kind == FILL:
        choice = _some_choice(A, S, a)
        for d in range(a, b):
            row[d] = choice
    elif kind == ANEW:
        for d in range(a, b):
            row[d] = _some_choice(A, S, d)
    else:
        row[a] = _some_choice(A, S, a)
        if kind == TWO:
            row[b - 1] = _some_choice(A, S, b - 1)


@compiled
def _push(row: Ints, a: int, b: int) -> None:
    """Move the days `a…b` by one, earlier or later; the one that falls out comes in at the other end."""
    if np.random.random() < 0.5:
        first = row[a]
        for d in range(a, b - 1):
            row[d] = row[d + 1]
        row[b - 1] = first
    else:
        last = row[b - 1]
        for d in range(b - 1, a, -1):
            row[d] = row[d - 1]
        row[a] = last


@compiled
def _takes(rise: float, heat: float) -> bool:
    return rise <= 0 or np.random.random() < np.exp(-rise / heat)


@compiled
def _copy(new: Ints, old: Ints, a: int, b: int) -> None:
    for d in range(a, b):
        new[d] = old[d]


@compiled
def _keep(S: State, place: int, e: int) -> None:
    """Add what a move adds to a person's load."""
    for i in range(S.load.shape[1]):
        S.load[e, i] += S.more[place, i]


@compiled
def _change_one(A: Arrays, S: State, heat: float) -> None:
    """Try a change of one person's row."""
    e, kind = np.random.randint(S.rows.shape[0]), np.random.randint(6)
    row, old = S.rows[e], S.spare[0]
    a, b = _window(kind, len(row))
    _copy(old, row, a, b)
    _write(A, S, kind, row, a, b)
    while a < b and row[a] == old[a]:
        a += 1
    while a < b and row[b - 1] == old[b - 1]:
        b -= 1
    rise = wishes_changed(A, e, row, old, (a, b), S.load[e], S.more[0]) if a < b else np.inf
    if rise < np.inf:
        rise += change_of_cover(A, S.here, row, old, a, b)
        if _takes(rise, heat):
            S.paid[0] += rise
            _keep(S, 0, e)
            return
        change_of_cover(A, S.here, old, row, a, b)
    _copy(row, old, a, b)


@compiled
def _together(days: int) -> tuple[int, int, int]:
    """Draw one piece of days, short ones more often than long."""
    longest = (1, 3, 7, 14)[np.random.randint(4)]
    length = min(days, np.random.randint(1, longest + 1))
    a = np.random.randint(days - length + 1)
    return a, a, length


@compiled
def _apart(one: Ints, other: Ints) -> tuple[int, int, int]:
    """Draw a piece that begins with work for one of two only, and one elsewhere that begins with work for the other."""
    length = min(len(one), (1, 1, 2, 3)[np.random.randint(4)])
    starts = len(one) - length + 1
    a, c = np.random.randint(starts), np.random.randint(starts)
    gives = int(one[a] > 0) - int(other[a] > 0)
    for _ in range(starts if gives else 0):
        if int(one[c] > 0) - int(other[c] > 0) == -gives and abs(c - a) >= length:
            return a, c, length
        c = (c + 1) % starts
    return a, a, length


@compiled
def _trade(one: Ints, other: Ints, pieces: tuple[int, int, int]) -> None:
    """Exchange one or two pieces of days."""
    a, c, length = pieces
    for d in range(a, a + length):
        one[d], other[d] = other[d], one[d]
    for d in range(c, c + length if c != a else c):
        one[d], other[d] = other[d], one[d]


@compiled
def _swap_two(A: Arrays, S: State, heat: float) -> None:
    """Try to swap some days between two people: the cover stays as it is."""
    p, q = np.random.randint(S.rows.shape[0]), np.random.randint(S.rows.shape[0])
    one, other = S.rows[p], S.rows[q]
    pieces = _apart(one, other) if np.random.random() < APART else _together(len(one))
    a, b = min(pieces[0], pieces[1]), max(pieces[0], pieces[1]) + pieces[2]
    while a < b and one[a] == other[a]:
        a += 1
    while a < b and one[b - 1] == other[b - 1]:
        b -= 1
    if a == b:
        return
    _copy(S.spare[0], one, a, b)
    _copy(S.spare[1], other, a, b)
    _trade(one, other, pieces)
    rise = wishes_changed(A, p, one, S.spare[0], (a, b), S.load[p], S.more[0])
    if rise < np.inf:
        rise += wishes_changed(A, q, other, S.spare[1], (a, b), S.load[q], S.more[1])
    if rise < np.inf and _takes(rise, heat):
        S.paid[0] += rise
        _keep(S, 0, p)
        _keep(S, 1, q)
    else:
        _trade(one, other, pieces)


@compiled
def anneal(A: Arrays, S: State, moves: int, heat: float, seed: int) -> None:
    """Walk so many moves at one heat."""
    np.random.seed(seed)
    for _ in range(moves):
        if np.random.random() < SWAPS:
            _swap_two(A, S, heat)
        else:
            _change_one(A, S, heat)
        if S.paid[0] < S.paid[1] - 1e-6:
            S.paid[1] = S.paid[0]
            for e in range(S.rows.shape[0]):
                _copy(S.best[e], S.rows[e], 0, S.rows.shape[1])
