"""The rosters of single people seen so far, and the part of a problem that is being decided anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints, Table
from hantong_planning.rostering.curtois.cost import counted, cover_cost, row_cost
from hantong_planning.rostering.curtois.path import best_path
from hantong_planning.rostering.curtois.task import part_task

Rows = NDArray[np.int16]
"""(columns, days)"""


@dataclass(slots=True)
class Pool:
    """Every legal roster of one person that was ever generated, with what its wishes pay."""

    arrays: Arrays
    rows: list[list[Rows]] = field(default_factory=list)
    costs: list[list[float]] = field(default_factory=list)
    seen: list[set[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = len(self.arrays.most)
        self.rows = [[] for _ in range(people)]
        self.costs = [[] for _ in range(people)]
        self.seen = [set() for _ in range(people)]

    def add(self, e: int, row: Ints) -> bool:
        """Keep a row of person `e` and say whether it was new."""
        small = row.astype(np.int16)
        key = small.tobytes()
        if key in self.seen[e]:
            return False
        self.seen[e].add(key)
        self.rows[e].append(small)
        self.costs[e].append(row_cost(self.arrays, e, row))
        return True

    def add_table(self, table: Table) -> None:
        """Keep every row of a table."""
        for e, row in enumerate(table):
            self.add(e, row)


@dataclass(frozen=True, slots=True)
class Scope:
    """Some people's days `a…b` to be decided anew; everything else stands as in `table`."""

    table: Table
    people: Ints
    a: int
    b: int
    need: Floats
    """(b − a, S) what the others leave to be covered; below zero where they are already too many."""

    @property
    def is_whole(self) -> bool:
        """Whether whole horizons are decided."""
        return self.a == 0 and self.b == self.table.shape[1]

    def without(self, table: Table, people: Iterable[int]) -> Scope:
        """Return the scope in which these people's rows stand as in `table`."""
        fixed = sorted(people)
        need = self.need.copy()
        for e in fixed:
            for d in range(self.a, self.b):
                if table[e, d] > 0:
                    need[d - self.a, table[e, d] - 1] -= 1
        return Scope(table, np.setdiff1d(self.people, fixed), self.a, self.b, need)


def scope_of(arrays: Arrays, table: Table, people: Ints, a: int, b: int) -> Scope:
    """Return the scope of some people's days `a…b`."""
    count = counted(arrays, table)
    free = counted(arrays, np.ascontiguousarray(table[people]))
    need = (arrays.need - (count - free))[a:b].astype(np.float64)
    return Scope(table, np.asarray(people, dtype=np.int64), a, b, need)


def scope_cost(arrays: Arrays, scope: Scope, table: Table) -> float:
    """Return what a table pays within a scope: the free people's wishes and the cover of its days."""
    mine = counted(arrays, np.ascontiguousarray(table[scope.people]))[scope.a : scope.b]
    gap = scope.need - mine
    days = slice(scope.a, scope.b)
    cover = np.where(gap > 0, arrays.under[days] * gap, -arrays.over[days] * gap).sum()
    return float(cover + sum(row_cost(arrays, e, table[e]) for e in scope.people))


def usable(pool: Pool, scope: Scope, prices: Floats | None, most: int) -> list[tuple[int, Rows, float]]:
    """Return columns (person, row, cost) of a scope: its standing rows, and up to `most` a person by reduced cost."""
    chosen = []
    for e in scope.people:
        standing = scope.table[e].astype(np.int16)
        chosen.append((int(e), standing, row_cost(pool.arrays, e, scope.table[e])))
        if not pool.rows[e]:
            continue
        rows, costs = np.array(pool.rows[e]), np.array(pool.costs[e])
        fits = (rows != standing).any(axis=1)
        if not scope.is_whole:
            outside = np.r_[0 : scope.a, scope.b : rows.shape[1]]
            fits &= (rows[:, outside] == standing[outside]).all(axis=1)
        places = np.flatnonzero(fits)
        if prices is not None and len(places) > most:
            days = np.arange(rows.shape[1])
            reduced = costs[places] - prices[days, rows[places]].sum(axis=1)
            places = places[np.argsort(reduced, kind="stable")[:most]]
        chosen += [(int(e), rows[place], float(costs[place])) for place in places[:most]]
    return chosen


@njit(cache=True, nogil=True)
def price(A: Arrays, people: Ints, table: Table, a: int, b: int, duals: Floats, most_states: int) -> tuple[
    Floats, Floats, Table
]:  # fmt: skip
    """Return for each person the cheapest column's reduced price, a lower bound on it, and its row.

    `duals` (b − a, S) is what one person at a shift is worth; prices count the wishes of days `a…b` only.
    """
    n, days = A.need.shape[1], table.shape[1]
    values, bounds = np.empty(len(people)), np.empty(len(people))
    found = np.empty((len(people), days), np.int64)
    for i in range(len(people)):
        e = people[i]
        task = part_task(A, e, table[e], a, b, most_states)
        prices = np.full((task.b - a, n + 1), np.inf)
        for d in range(a, b):
            prices[d - a, 0] = A.wish[e, d, 0]
            for s in range(n):
                prices[d - a, s + 1] = A.wish[e, d, s + 1] - duals[d - a, s]
        for d in range(b, task.b):
            prices[d - a, table[e, d]] = 0.0
        found[i] = table[e]
        values[i], bounds[i] = best_path(prices, A, task, found[i, a : task.b])
        if values[i] == np.inf:
            found[i] = table[e]
    return values, bounds, found


__all__ = ["Pool", "Scope", "cover_cost", "price", "scope_cost", "scope_of", "usable"]
