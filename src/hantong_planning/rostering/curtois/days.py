"""A dive by days: one choice of one person and day is fixed after another, and the bound says early where that fails.

After each fixing columns are generated until the linear program is solved anew, and each choice that no roster within
the target can hold is closed (`through`). As soon as few columns are left that such a roster can hold, all are listed
(`listing`) and an integer program chooses among them or proves that they hold none. There, and where the bound passes
the target, the dive steps back and closes the choice instead, a few times; then it is given up.

Sources: M. E. Lübbecke and J. Desrosiers, Selected topics in column generation, Operations Research 53, 2005,
doi:10.1287/opre.1050.0234 (branching on the original variables); R. Baldacci, N. Christofides and A. Mingozzi, An exact
algorithm for the vehicle routing problem based on the set partitioning formulation with additional cuts, Mathematical
Programming 115, 2008 (listing the columns within the gap).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Ints, Table
from hantong_planning.rostering.curtois.columns import Pool, Rows, Scope, price
from hantong_planning.rostering.curtois.generation import TINY, Clock, Column, Effort, Generated, generate, new_columns
from hantong_planning.rostering.curtois.listing import rows_within
from hantong_planning.rostering.curtois.master import choose
from hantong_planning.rostering.curtois.program import Program
from hantong_planning.rostering.curtois.task import whole_task
from hantong_planning.rostering.curtois.through import narrowed

DEAD_ENDS = 10
"""After so many a dive is given up."""
SURE, CHANCE, PULL = 0.95, 0.3, 0.5
"""Choices used above so much are fixed together; what chance, and that the standing table chooses it too, add to the use
of a choice at most."""
FEW, CHOOSE_S = 2000, 10.0
"""Columns that are listed at most, and the time for choosing among them."""
EFFORT = Effort(rounds=200, keep=40)


class Node(NamedTuple):
    """What is still open: choices that are closed have an infinite wish."""

    arrays: Arrays
    columns: list[Column]
    duals: Floats


def dive_by_days(
    pool: Pool, scope: Scope, root: Node, target: float, random: np.random.Generator, left: Clock
) -> Table | None:
    """Return a table that costs at most `target`, or None where one dive finds none or the time is over."""
    program = Program(root.arrays, scope)
    liking = _liking(scope.table, root.arrays, random)
    nodes, dead_ends = [root], 0
    while nodes and dead_ends < DEAD_ENDS and left() > 0:
        node = nodes.pop()
        found = _solved(pool, program, node, target, left)
        if found is None:
            dead_ends += 1
            continue
        use = _use(node.arrays, found)
        if not _is_open(use).any():
            return np.asarray(use.argmax(axis=2), dtype=np.int64)
        arrays, least = _narrowed(node.arrays, scope, found, target)
        few = _few(arrays, found.duals, least, target - found.bound)
        if few is None:
            nodes += _children(arrays, found, use, liking)
            continue
        table = choose(arrays, scope, few, CHOOSE_S, target + 1) if few else None
        if table is not None:
            return table
        dead_ends += 1
    return None


def _solved(pool: Pool, program: Program, node: Node, target: float, left: Clock) -> Generated | None:
    """Return the linear program's answer at a node, or None where its bound passes the target."""
    program.arrays = node.arrays
    people, rows = (np.array(part) for part in ([e for e, _, _ in node.columns], [row for _, row, _ in node.columns]))
    are_open = np.isfinite(_wishes(node.arrays, people, rows))
    columns = [column for column, is_open in zip(node.columns, are_open, strict=True) if is_open]
    values, bounds, rows = _priced(node.arrays, program.scope, node.duals)
    if np.isinf(values).any() or bounds.sum() + (node.duals * program.scope.need).sum() > target + TINY:
        return None
    columns += new_columns(pool, program.scope, rows, {(e, row.tobytes()) for e, row, _ in columns})
    found = generate(pool, program, columns, EFFORT, left, target + 1, node.duals)
    return None if found.bound > target + TINY else found


def _priced(arrays: Arrays, scope: Scope, duals: Floats) -> tuple[Floats, Floats, Table]:
    values, bounds, rows = price(arrays, scope.people, scope.table, scope.a, scope.b, duals, EFFORT.most_states)
    return values, bounds, rows


def _liking(table: Table, arrays: Arrays, random: np.random.Generator) -> Floats:
    """Return (E, D, S + 1) what one dive adds to the use of choices: chance, and more or less for those of a table."""
    liking = CHANCE * random.random(arrays.wish.shape)
    people, days = table.shape
    liking[np.arange(people)[:, None], np.arange(days), table] += PULL * random.random()
    return liking


def _use(arrays: Arrays, found: Generated) -> Floats:
    """Return (E, D, S + 1) how much of each choice the linear program uses."""
    use = np.zeros(arrays.wish.shape)
    days = np.arange(len(arrays.need))
    for share, (e, row, _) in zip(found.relaxed.share, found.columns, strict=False):
        if share > TINY:
            use[e, days, row] += share
    return use


def _is_open(use: Floats) -> NDArray[np.bool_]:
    """Return where a choice is neither used wholly nor not at all."""
    return np.asarray((use > TINY) & (use < 1 - TINY))


def _narrowed(arrays: Arrays, scope: Scope, found: Generated, target: float) -> tuple[Arrays, Floats]:
    """Close every choice that no table within the target can hold; return what each person's cheapest row costs, too."""
    _, least, _ = _priced(arrays, scope, found.duals)
    return arrays._replace(wish=narrowed(arrays, found.duals, least, target - found.bound)), least


def _few(arrays: Arrays, duals: Floats, least: Floats, room: float) -> list[Column] | None:
    """Return all columns that a table within the room can hold, or None if they are not few."""
    columns: list[Column] = []
    for e, value in enumerate(least):
        prices = arrays.wish[e].copy()
        prices[:, 1:] -= duals
        task = whole_task(arrays, e, EFFORT.most_states)
        rows, are_all = rows_within(prices, arrays, task, value + room + TINY, FEW - len(columns))
        if not are_all:
            return None
        columns += [(e, row, float(wishes)) for row, wishes in zip(rows, _wishes(arrays, e, rows), strict=True)]
    return columns


def _wishes(arrays: Arrays, e: int | Ints, rows: Rows) -> Floats:
    """Return what rows of one person, or each of its own, pay for wishes: infinite where a choice is closed."""
    paid: Floats = arrays.wish[np.reshape(e, (-1, 1)), np.arange(rows.shape[1]), rows].sum(axis=1)
    return paid


def _children(arrays: Arrays, found: Generated, use: Floats, liking: Floats) -> list[Node]:
    """Return the node where a choice is closed, and, to be looked at first, the one where it and the sure are fixed."""
    e, d, choice = np.unravel_index(int(np.argmax(np.where(_is_open(use), use + liking, -1.0))), use.shape)
    without, fixed = arrays.wish.copy(), arrays.wish.copy()
    without[e, d, choice] = np.inf
    for place in [(e, d, choice), *map(tuple, np.argwhere(use > SURE))]:
        kept = arrays.wish[place]
        fixed[place[:2]] = np.inf
        fixed[place] = kept
    return [Node(arrays._replace(wish=wish), found.columns, found.duals) for wish in (without, fixed)]
