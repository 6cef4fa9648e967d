"""Large neighbourhoods: some people's rosters, or everybody's days for a while, decided anew to proven or near optimum.

Each neighbourhood is a `Scope`; column generation bounds what it can bring, a small integer program or a dive finds it.
How many people or days a neighbourhood holds adapts: it grows while neighbourhoods are proved empty quickly, and
shrinks when they take too long.

Source: P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, 1998,
doi:10.1007/3-540-49481-2_30 (large neighbourhood search).
"""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time

import numpy as np

from hantong_planning.rostering.curtois.arrays import Floats, Table
from hantong_planning.rostering.curtois.columns import Pool, Scope, scope_cost, scope_of, usable
from hantong_planning.rostering.curtois.cost import counted
from hantong_planning.rostering.curtois.generation import Clock, Effort, dive, generate
from hantong_planning.rostering.curtois.master import choose
from hantong_planning.rostering.curtois.program import Program

WHOLE_DAYS, PART_DAYS = 100, 42
"""People are freed over whole horizons up to so many days, else over so many."""


@dataclass(slots=True)
class Sizes:
    """How large neighbourhoods are now, and what one may take."""

    people: float
    days: float
    patience_s: float = 2.5

    def learn(self, is_people: bool, seconds: float, was_solved: bool) -> None:
        """Grow after a quick proof, shrink after a long or undecided search."""
        factor = 1.0
        if seconds > 2 * self.patience_s:
            factor = 0.93
        elif was_solved and seconds < self.patience_s:
            factor = 1.04
        elif seconds < self.patience_s / 2:
            factor = 1.02
        if is_people:
            self.people = max(3.0, self.people * factor)
        else:
            self.days = max(4.0, self.days * factor)


@dataclass(slots=True)
class Improver:
    """A roster that is being improved, and what is known about prices."""

    pool: Pool
    table: Table
    cost: float
    duals: Floats
    """(D, S)"""
    random: np.random.Generator
    sizes: Sizes
    effort: Effort
    cheapest: Floats
    """(E,) the least reduced cost of each person's known columns."""

    def step(self, left: Clock) -> bool:
        """Search one neighbourhood and keep what it brings; say whether it brought anything."""
        is_people = self.random.random() < 0.6
        scope = self._people() if is_people else self._days()
        began = process_time()  # not the wall clock: a busy machine must not make neighbourhoods small
        found, was_solved = self._search(scope, left)
        self.sizes.learn(is_people, process_time() - began, was_solved)
        if found is None:
            return False
        gain = scope_cost(self.pool.arrays, scope, self.table) - scope_cost(self.pool.arrays, scope, found)
        self.table, self.cost = found, self.cost - gain
        self.pool.add_table(found)
        return gain > 0

    def _search(self, scope: Scope, left: Clock) -> tuple[Table | None, bool]:
        """Return a table that is better or at least different, or None, and whether nothing better is there."""
        arrays = self.pool.arrays
        below = scope_cost(arrays, scope, self.table)
        columns = usable(self.pool, scope, self._prices(), 25)
        generated = generate(self.pool, Program(arrays, scope), columns, self.effort, left, below)
        if generated.bound > below - 1 + 1e-6:
            return None, True
        found = dive(self.pool, scope, generated, self.effort, left, below + 1)
        if (found is None or scope_cost(arrays, scope, found) > below - 0.5) and left() > 0:
            cheap = [
                column
                for column, reduced in zip(generated.columns, generated.relaxed.reduced, strict=False)
                if reduced < below - generated.bound
            ]
            better = choose(arrays, scope, cheap, min(self.sizes.patience_s, max(left(), 0.1)), below)
            found = found if better is None else better
        return found, False

    def _people(self) -> Scope:
        """Free some people, the badly served first, over the whole horizon or a long part of it."""
        people, days = self.table.shape
        many = min(people, max(2, round(self.sizes.people)))
        weight = self._regret() + self.random.exponential(1.0, people)
        chosen = self.random.choice(people, size=many, replace=False, p=weight / weight.sum())
        length = days if days <= WHOLE_DAYS and self.random.random() < 0.7 else min(days, PART_DAYS)
        a = int(self.random.integers(0, days - length + 1)) if length < days else 0
        return scope_of(self.pool.arrays, self.table, np.sort(chosen), a, a + length)

    def _days(self) -> Scope:
        """Free everybody's days for a while, around a shift that is badly covered half of the time."""
        people, days = self.table.shape
        length = min(days, max(3, round(self.sizes.days)))
        arrays = self.pool.arrays
        gap = arrays.need - counted(arrays, self.table)
        paid = np.where(gap > 0, arrays.under * gap, -arrays.over * gap).sum(axis=1) + 1.0
        weight = np.convolve(paid, np.ones(length), "valid")
        a = int(self.random.choice(len(weight), p=weight / weight.sum()))
        return scope_of(arrays, self.table, np.arange(people), a, a + length)

    def _regret(self) -> Floats:
        """Return what each person's roster pays, at the known prices, above the cheapest that was ever seen."""
        days = np.arange(self.table.shape[1])
        prices = self._prices()
        arrays = self.pool.arrays
        return np.array(
            [
                arrays.wish[e, days, row].sum() - prices[days, row].sum() - self.cheapest[e]
                for e, row in enumerate(self.table)
            ]
        ).clip(0.0)

    def _prices(self) -> Floats:
        return np.hstack([np.zeros((len(self.duals), 1)), self.duals])


def improver(
    pool: Pool, table: Table, cost: float, duals: Floats, random: np.random.Generator, sizes: Sizes
) -> Improver:
    """Return an improver of a table that costs `cost`; its columns join the pool."""
    pool.add_table(table)
    days = np.arange(table.shape[1])
    prices = np.hstack([np.zeros((len(duals), 1)), duals])
    cheapest = np.array(
        [
            (np.array(costs) - prices[days, np.array(rows)].sum(axis=1)).min()
            for rows, costs in zip(pool.rows, pool.costs, strict=True)
        ]
    )
    return Improver(pool, table, cost, duals, random, sizes, Effort(rounds=25), cheapest)
