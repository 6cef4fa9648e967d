"""A personal rostering problem as flat arrays, and rosters as rows of small integers: 0 is a day off, s + 1 is shift s."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hantong_planning.rostering.personal.cost import cell_ticks
from hantong_planning.rostering.personal.fairness import TICKS
from hantong_planning.rostering.personal.people import BURDENS, DAYS_A_WEEK, OFF, Person
from hantong_planning.rostering.personal.problem import REST_LAGS, Problem
from hantong_planning.rostering.personal.tables import Rows, Tables

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_LIMIT = 10**9

compiled = njit(cache=True, nogil=True, _nrt=False, error_model="numpy")
"""Compiles what allocates nothing: counting references to every array at every call would take most of the time."""


class Arrays(NamedTuple):
    """What compiled code reads. P people, D days, C choices, K needs."""

    allowed: Flags
    """(P, D, C)"""
    wish: Ints
    """(P, D, C) ticks."""
    may_follow: Flags
    """(2, C, C) one day and two days later."""
    paid: Ints
    """(C,) minutes."""
    is_night: Flags
    """(C,)"""
    is_cover: Flags
    """(C,) false for training and days off."""
    start: Ints
    """(P, 6) before the first day: the choices one and two days ago, days and nights running, minutes and days of the week."""
    most: Ints
    """(P, 7) minutes, minutes a week, days a week, days running, nights running, nights, weekends."""
    hours: Ints
    """(P, 2) minutes that there should be, and what a minute below costs in ticks."""
    burden: Ints
    """(P, 3, D + 1) what so many nights, weekends, holidays cost in ticks."""
    is_monday: Flags
    """(D,)"""
    weekend: Ints
    """(D,) the number of the day's weekend, or -1."""
    is_holiday: Flags
    """(D,)"""
    krw: Ints
    """(P, C) bonus and night supplement."""
    budget_krw: int
    course: Ints
    """(P, C) what it costs in ticks not to have a choice even once; -1 where it is no training meant for the person."""
    needs_of: Ints
    """(P, C, N) the needs that somebody at a choice counts for, then -1."""
    cover: Ints
    """(K, D, P + 1) what so many people there cost in ticks."""


def arrays(table: Tables) -> Arrays:
    """Return a problem as arrays."""
    problem, people = table.problem, table.problem.people
    names = [OFF, *(shift.name for shift in problem.shifts)]
    choices = [None, *problem.shifts]
    days = range(problem.days)
    weekend = np.full(problem.days, -1)
    for number, pair in enumerate(problem.weekends):
        weekend[list(pair)] = number
    return Arrays(
        allowed=np.array([[[name in table.allowed[p][d] for name in names] for d in days] for p in range(len(people))]),
        wish=np.array([[[table.choice_ticks(p, d, n) for n in names] for d in days] for p in range(len(people))]),
        may_follow=np.array([[[_may_follow(problem, a, b, lag) for b in names] for a in names] for lag in REST_LAGS]),
        paid=np.array([shift.paid if shift else 0 for shift in choices]),
        is_night=np.array([bool(shift and shift.is_night) for shift in choices]),
        is_cover=np.array([bool(shift and not shift.is_training) for shift in choices]),
        start=np.array([_start(table, p, names) for p in range(len(people))]),
        most=np.array([_most(table, p) for p in range(len(people))]),
        hours=np.array([(table.least_min(p), problem.weights.hour_short) for p in range(len(people))]),
        burden=np.array([_burdens(table, p) for p in range(len(people))]),
        is_monday=np.array([problem.date(day).weekday() == 0 for day in days]),
        weekend=weekend,
        is_holiday=np.array([day in problem.holidays for day in days]),
        krw=np.array([[problem.extra_krw(q, shift) if shift else 0 for shift in choices] for q in people]),
        budget_krw=NO_LIMIT * TICKS if problem.budget_krw is None else problem.budget_krw,
        course=np.array([[_course(problem, q, name) for name in names] for q in people]),
        needs_of=_needs_of(table, names),
        cover=_cover(table),
    )


def numbered(problem: Problem, rows: Rows) -> Ints:
    """Return rows of names as rows of choices, shape (people, days)."""
    names = {OFF: 0} | {shift.name: s + 1 for s, shift in enumerate(problem.shifts)}
    return np.array([[names[name] for name in row] for row in rows])


def named(problem: Problem, rows: Ints) -> Rows:
    """Return rows of choices as rows of names."""
    names = [OFF, *(shift.name for shift in problem.shifts)]
    return [tuple(names[choice] for choice in row) for row in rows]


def _may_follow(problem: Problem, before: str, after: str, lag: int) -> bool:
    return OFF in {before, after} or problem.may_follow(before, after, lag)


def _course(problem: Problem, person: Person, name: str) -> int:
    return TICKS * problem.weights.course_missed if name in person.courses else -1


def _start(table: Tables, p: int, names: list[str]) -> tuple[int, ...]:
    problem, before = table.problem, table.problem.people[p].before
    days = nights = 0
    for name in before:
        days = 0 if name == OFF else days + 1
        nights = nights + 1 if name != OFF and problem.shift(name).is_night else 0
    week = table.week_before(p)
    two, one = (OFF, OFF, *before)[-2:]
    return names.index(one), names.index(two), days, nights, sum(problem.shift(n).paid for n in week), len(week)


def _most(table: Tables, p: int) -> tuple[int, ...]:
    contract = table.problem.people[p].contract
    totals = (contract.most_nights, contract.most_weekends)
    return (
        table.most_min(p),
        round(60 * contract.most_h_per_week),
        DAYS_A_WEEK - contract.least_days_off_per_week,
        contract.most_days_running,
        contract.most_nights_running,
        *(NO_LIMIT if most is None else most for most in totals),
    )


def _burdens(table: Tables, p: int) -> list[Ints]:
    found = []
    for burden in BURDENS:
        ladder = table.ladder(burden, p)
        steps = np.array([*ladder, *[0] * (table.problem.days - len(ladder))], dtype=np.int64)
        found.append(np.concatenate([[0], np.cumsum(steps)]))
    return found


def _needs_of(table: Tables, names: list[str]) -> Ints:
    lists = [
        [
            [k for k, need in enumerate(table.needs) if need.shift == name and p in table.able[k]] if name else []
            for name in names
        ]
        for p in range(len(table.problem.people))
    ]
    widest = max(len(one) for row in lists for one in row)
    return np.array([[one + [-1] * (widest + 1 - len(one)) for one in row] for row in lists])


def _cover(table: Tables) -> Ints:
    counts = range(len(table.problem.people) + 1)
    return np.array(
        [
            [
                [cell_ticks(table.problem, d, need.shift, need.skill, n, need.least[d], need.wished[d]) for n in counts]
                for d in range(table.problem.days)
            ]
            for need in table.needs
        ]
    )
