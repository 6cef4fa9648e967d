"""A rostering problem as flat arrays, and rosters as rows of small integers: 0 is a day off, s + 1 is shift s."""

from __future__ import annotations

from math import gcd, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hantong_planning.errors import Nonsense
from hantong_planning.rostering.curtois.problem import Roster, RosterProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Table = NDArray[np.int64]
"""shape (employees, days): a whole roster."""


class Arrays(NamedTuple):
    """What the compiled code reads. E employees, D days, S shifts, C classes of shifts with the same successors."""

    length: Ints
    """(S,) in units: the greatest common divisor of all lengths."""
    class_of: Ints
    """(S,)"""
    twin_of: Ints
    """(S,) the first shift with the same length, class and predecessors: only costs tell twins apart."""
    may_follow: Ints
    """(C, S) 1 where shift s may be worked on the day after class c."""
    cap: Ints
    """(E, S) most of each shift."""
    least: Ints
    """(E,) units"""
    most: Ints
    """(E,) units"""
    run: Ints
    """(E, 4) most days running, least days running, least days off running, most weekends."""
    wish: Floats
    """(E, D, S + 1) what a choice pays; infinite where it is forbidden."""
    need: Ints
    """(D, S)"""
    under: Floats
    """(D, S)"""
    over: Floats
    """(D, S)"""


def as_arrays(problem: RosterProblem) -> tuple[Arrays, float]:
    """Return the arrays and the constant that every roster pays (all wishes for a shift, before any is granted)."""
    unit = gcd(*(shift.length_min for shift in problem.shifts))
    length = np.array([shift.length_min // unit for shift in problem.shifts])
    after = np.array([[t.name not in s.not_followed_by for t in problem.shifts] for s in problem.shifts]).astype(int)
    classes, class_of = np.unique(after, axis=0, return_inverse=True)
    class_of = class_of.reshape(-1)
    _, first, twin = np.unique(
        np.column_stack([length, class_of, classes.T]), axis=0, return_index=True, return_inverse=True
    )
    wish, constant = _wishes(problem)
    need, under, over = _cover(problem)
    people = problem.employees
    return Arrays(
        length=length,
        class_of=class_of.astype(np.int64),
        twin_of=first[twin.reshape(-1)].astype(np.int64),
        may_follow=np.ascontiguousarray(classes, dtype=np.int64),
        cap=np.array([[p.most_of_shift.get(s.name, 0) for s in problem.shifts] for p in people], dtype=np.int64),
        least=np.array([-(-p.least_min // unit) for p in people], dtype=np.int64),
        most=np.array([p.most_min // unit for p in people], dtype=np.int64),
        run=np.array(
            [(p.most_days_running, p.least_days_running, p.least_days_off_running, p.most_weekends) for p in people],
            dtype=np.int64,
        ),
        wish=wish,
        need=need,
        under=under,
        over=over,
    ), constant


def as_table(problem: RosterProblem, roster: Roster) -> Table:
    """Return a roster as a table. Raises Nonsense if it is not one of this problem."""
    code = {"": 0} | {shift.name: place + 1 for place, shift in enumerate(problem.shifts)}
    try:
        table = np.array([[code[shift] for shift in roster[person.name]] for person in problem.employees])
    except (KeyError, ValueError):
        raise Nonsense("roster", "needs a known shift or a day off for every person and day") from None
    if table.shape != (len(problem.employees), problem.days):
        raise Nonsense("roster", "needs a known shift or a day off for every person and day")
    return table.astype(np.int64)


def as_roster(problem: RosterProblem, table: Table) -> dict[str, tuple[str, ...]]:
    """Return a table as a roster with names."""
    names = ("", *(shift.name for shift in problem.shifts))
    return {
        person.name: tuple(names[code] for code in row) for person, row in zip(problem.employees, table, strict=True)
    }


def _wishes(problem: RosterProblem) -> tuple[Floats, float]:
    people = {person.name: place for place, person in enumerate(problem.employees)}
    shifts = {shift.name: place for place, shift in enumerate(problem.shifts)}
    wish = np.zeros((len(people), problem.days, len(shifts) + 1))
    constant = 0.0
    for request in problem.requests:
        cell = people[request.employee], request.day, shifts[request.shift] + 1
        wish[cell] += -request.weight if request.is_on else request.weight
        constant += request.weight if request.is_on else 0
    for e, person in enumerate(problem.employees):
        wish[e, sorted(person.days_off), 1:] = inf
        for shift, place in shifts.items():
            if person.most_of_shift.get(shift, 0) == 0:
                wish[e, :, place + 1] = inf
    return wish, constant


def _cover(problem: RosterProblem) -> tuple[Ints, Floats, Floats]:
    shifts = {shift.name: place for place, shift in enumerate(problem.shifts)}
    shape = (problem.days, len(shifts))
    need, under, over = np.zeros(shape, dtype=np.int64), np.zeros(shape), np.zeros(shape)
    for row in problem.cover:
        cell = row.day, shifts[row.shift]
        need[cell], under[cell], over[cell] = row.need, row.under_weight, row.over_weight
    return need, under, over
