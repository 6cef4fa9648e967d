"""The cheapest row of one person at given prices: a shortest path over days, compiled.

A node remembers the last shift, how many days and nights in a row were worked, and how many days this week; the rules on
these and on rest from one day to the next hold on every path. Hours, and totals over the period, are left to prices.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hantong_planning.rostering.personal.people import DAYS_A_WEEK, OFF
from hantong_planning.rostering.personal.tables import Tables

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Network(NamedTuple):
    """What the compiled code reads. P people, D days, S shifts; choice 0 is a day off, s + 1 is shift s."""

    allowed: Flags
    """(P, D, S + 1)"""
    may_follow: Flags
    """(S, S)"""
    is_night: Flags
    """(S,)"""
    is_cover: Flags
    """(S,) false for training."""
    most: Ints
    """(P, 3) days running, nights running, days a week."""
    start: Ints
    """(P, 4) last choice, days and nights in a row, days of this week, before the first day."""
    weekday: Ints
    """(D,)"""
    weekend_before: Ints
    """(D,) 0: no day of a weekend; 1: the first of its weekend in the period; 2: the second."""


def network(table: Tables) -> Network:
    """Return a problem as arrays."""
    problem = table.problem
    names = [shift.name for shift in problem.shifts]
    allowed = np.zeros((len(problem.people), problem.days, len(names) + 1), np.bool_)
    for p, days in enumerate(table.allowed):
        for d, choices in enumerate(days):
            for name in choices:
                allowed[p, d, 0 if name == OFF else names.index(name) + 1] = True
    weekend = np.zeros(problem.days, np.int64)
    for days_of in problem.weekends:
        for order, day in enumerate(days_of):
            weekend[day] = order + 1
    return Network(
        allowed,
        np.array([[problem.may_follow(a, b) for b in names] for a in names]),
        np.array([shift.is_night for shift in problem.shifts]),
        np.array([not shift.is_training for shift in problem.shifts]),
        np.array([_most(table, p) for p in range(len(problem.people))]),
        np.array([_start(table, p, names) for p in range(len(problem.people))]),
        np.array([problem.date(day).weekday() for day in range(problem.days)]),
        weekend,
    )


def _most(table: Tables, p: int) -> tuple[int, int, int]:
    contract = table.problem.people[p].contract
    shortest = min((shift.paid for shift in table.problem.shifts if shift.paid), default=0)
    by_hours = round(60 * contract.most_h_per_week) // shortest if shortest else DAYS_A_WEEK
    free = any(not shift.paid for shift in table.problem.shifts)
    days = DAYS_A_WEEK - contract.least_days_off_per_week
    return contract.most_days_running, contract.most_nights_running, days if free else min(days, by_hours)


def _start(table: Tables, p: int, names: list[str]) -> tuple[int, int, int, int]:
    person = table.problem.people[p]
    days = nights = 0
    for name in person.before:
        days = 0 if name == OFF else days + 1
        nights = nights + 1 if name != OFF and table.problem.shift(name).is_night else 0
    last = names.index(person.before[-1]) + 1 if person.before and person.before[-1] != OFF else 0
    most = _most(table, p)
    week = min(len(table.week_before(p)), most[2])
    return last, min(days, most[0]), min(nights, most[1]), week


@njit(cache=True, nogil=True)
def _step(net: Network, p: int, d: int, state: tuple[int, int, int, int], choice: int) -> tuple[int, int, int, int]:
    """Return the state after a choice, with −1 as its first entry where a rule forbids it."""
    last, days, nights, week = state
    if net.weekday[d] == 0:
        week = 0
    if choice == 0:
        return 0, 0, 0, week
    s = choice - 1
    if last > 0 and not net.may_follow[last - 1, s]:
        return -1, 0, 0, 0
    nights = nights + 1 if net.is_night[s] else 0
    if days + 1 > net.most[p, 0] or nights > net.most[p, 1] or week + 1 > net.most[p, 2]:
        return -1, 0, 0, 0
    return choice, days + 1, nights, week + 1


@njit(cache=True, nogil=True)
def _begins_weekend(net: Network, d: int, last: int, choice: int) -> bool:
    """Tell whether a choice makes a weekend a worked one that was not before."""
    if choice == 0 or net.weekend_before[d] == 0 or not net.is_cover[choice - 1]:
        return False
    return net.weekend_before[d] == 1 or last == 0 or not net.is_cover[last - 1]


@njit(cache=True, nogil=True)
def _relax_day(
    net: Network, p: int, d: int, price: Floats, size: Ints, layers: tuple[Floats, Floats], came: Ints
) -> None:
    """Extend every path by day `d`; `came` keeps node and choice before each node; the last price is a weekend's."""
    choices, weekend = net.allowed.shape[2], price[d, net.allowed.shape[2]]
    old, new = layers
    for node in range(len(old)):
        if old[node] == np.inf:
            continue
        rest, week = node // size[3], node % size[3]
        rest, nights = rest // size[2], rest % size[2]
        last, days = rest // size[1], rest % size[1]
        for choice in range(choices):
            if not net.allowed[p, d, choice]:
                continue
            a, b, c, e = _step(net, p, d, (last, days, nights, week), choice)
            if a < 0:
                continue
            value = old[node] + price[d, choice] + (weekend if _begins_weekend(net, d, last, choice) else 0.0)
            to = ((a * size[1] + b) * size[2] + c) * size[3] + e
            if value < new[to]:
                new[to] = value
                came[to] = node * choices + choice


@njit(cache=True, nogil=True)
def cheapest(net: Network, p: int, price: Floats, out: Ints) -> float:
    """Fill `out`, shape (D,), with the cheapest choices of person `p` and return their price, infinite if none.

    `price`, shape (D, S + 2), is what each choice pays and, last, what a worked weekend pays.
    """
    count, choices = net.allowed.shape[1], net.allowed.shape[2]
    size = np.array([choices, net.most[p, 0] + 1, net.most[p, 1] + 1, net.most[p, 2] + 1])
    nodes = size[0] * size[1] * size[2] * size[3]
    came = np.full((count, nodes), -1, np.int64)
    old = np.full(nodes, np.inf)
    last, days, nights, week = net.start[p]
    old[((last * size[1] + days) * size[2] + nights) * size[3] + week] = 0.0
    for d in range(count):
        new = np.full(nodes, np.inf)
        _relax_day(net, p, d, price, size, (old, new), came[d])
        old = new
    node = np.argmin(old)
    best = old[node]
    if best < np.inf:
        for d in range(count - 1, -1, -1):
            out[d] = came[d, node] % choices
            node = came[d, node] // choices
    return float(best)
