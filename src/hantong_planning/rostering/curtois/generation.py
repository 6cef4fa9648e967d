"""Column generation: the linear bound of a scope, with the columns that prove it, and a dive to whole rosters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Table
from hantong_planning.rostering.curtois.columns import Pool, Rows, Scope, price, scope_cost
from hantong_planning.rostering.curtois.cost import row_cost
from hantong_planning.rostering.curtois.master import Relaxed
from hantong_planning.rostering.curtois.program import Program

Clock = Callable[[], float]
"""Seconds left."""

TINY = 1e-6


Column = tuple[int, Rows, float]
"""A person, a row, and what its wishes pay."""


@dataclass(frozen=True, slots=True)
class Generated:
    """Where column generation on a scope stands."""

    program: Program
    columns: list[Column]
    relaxed: Relaxed
    bound: float
    """Nothing within the scope pays less."""
    duals: Floats
    """(b − a, S) the prices that gave the bound."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to generate."""

    rounds: int
    smoothing: float = 0.5
    """The weight of the best prices so far against those of the last linear program."""
    most_states: int = 100_000
    """Of one shortest path, a day."""
    keep: int = 60
    """Columns a person above which the dearest are dropped."""
    dive_rounds: int = 4
    """Rounds after each fixing of a dive."""
    fix_share: float = 0.8
    """Columns used at least so much are fixed together."""


def generate(
    pool: Pool,
    program: Program,
    columns: list[Column],
    effort: Effort,
    left: Clock,
    below: float = np.inf,
    duals: Floats | None = None,
) -> Generated:
    """Generate columns until the bound meets the linear program, passes `below − 1`, or the effort is spent.

    `duals` are prices of a program like this one, to begin near.
    """
    arrays, scope = program.arrays, program.scope
    here = {(e, row.tobytes()) for e, row, _ in columns}
    outside = _outside(arrays, scope)
    bound, center = -np.inf, np.zeros(scope.need.shape) if duals is None else duals
    for turn in range(effort.rounds + 1):
        found = program.relax(columns)
        center = found.duals if duals is None and turn == 0 else center
        if turn == effort.rounds or found.value - bound < 1e-4 or bound > below - 1 + TINY or left() <= 0:
            break
        mixed = effort.smoothing * center + (1 - effort.smoothing) * found.duals
        for prices in (mixed, found.duals):
            _, bounds, rows = price(arrays, scope.people, scope.table, scope.a, scope.b, prices, effort.most_states)
            value = float(bounds.sum() + outside + (prices * scope.need).sum())
            if value > bound:
                bound, center = value, prices
            new = new_columns(pool, scope, rows, here)
            if new:
                break
        if not new:
            break
        columns = _without_dearest(columns, found.reduced, effort.keep * len(scope.people), here) + new
    return Generated(program, columns, found, bound, center)


def _outside(arrays: Arrays, scope: Scope) -> float:
    """Return what the free people's wishes pay on the days that stand."""
    days = np.r_[0 : scope.a, scope.b : scope.table.shape[1]]
    return float(sum(arrays.wish[e, days, scope.table[e, days]].sum() for e in scope.people))


def new_columns(pool: Pool, scope: Scope, rows: Table, here: set[tuple[int, bytes]]) -> list[Column]:
    """Return the rows that are not here yet as columns, and keep them here and in the pool."""
    new = []
    for e, row in zip(scope.people.tolist(), rows, strict=True):
        pool.add(e, row)
        small = row.astype(np.int16)
        key = e, small.tobytes()
        if key not in here:
            here.add(key)
            new.append((e, small, row_cost(pool.arrays, e, row)))
    return new


def _without_dearest(columns: list[Column], reduced: Floats, most: int, here: set[tuple[int, bytes]]) -> list[Column]:
    """Drop the columns of the largest reduced costs once there are too many; each person's first always stays."""
    if len(columns) <= most:
        return columns
    places = set(np.argsort(reduced, kind="stable")[: most * 2 // 3].tolist())
    met: set[int] = set()
    kept = []
    for place, column in enumerate(columns):
        if place in places or column[0] not in met:
            kept.append(column)
        else:
            here.discard((column[0], column[1].tobytes()))
        met.add(column[0])
    return kept


def dive(pool: Pool, scope: Scope, generated: Generated, effort: Effort, left: Clock, below: float) -> Table | None:
    """Fix the fullest columns, generate again, and so on down; return a table that pays less than `below`, or None.

    Each fixing may take twice its even share of the time that is left, so that a dive ends in time.
    """
    arrays, table, paid = pool.arrays, scope.table.copy(), 0.0
    again, program = replace(effort, rounds=effort.dive_rounds), generated.program
    while len(scope.people):
        if generated.relaxed.value + paid > below - 1 + TINY or left() <= 0:
            return None
        for e, row in _fullest(generated, effort.fix_share).items():
            table[e] = row
            paid += row_cost(arrays, e, table[e])
            scope = scope.without(table, [e])
        if len(scope.people):
            free = set(scope.people.tolist())
            kept = [column for column in generated.columns if column[0] in free]
            program.move_to(scope)
            until = left() * max(0.0, 1 - 2 / len(free))
            generated = generate(pool, program, kept, again, lambda: left() - until, below - paid)  # noqa: B023
    return table if paid + scope_cost(arrays, scope, table) < below - 0.5 else None


def _fullest(generated: Generated, share: float) -> dict[int, Rows]:
    """Return the most used column, and all others used at least `share`."""
    shares = generated.relaxed.share[: len(generated.columns)]
    top = int(np.argmax(shares))
    places = [top, *np.flatnonzero(shares >= share).tolist()]
    return {generated.columns[place][0]: generated.columns[place][1] for place in places}
