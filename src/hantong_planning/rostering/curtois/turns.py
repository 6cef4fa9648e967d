"""The search's turns: walks, neighbourhoods and dives, in this process and a second one, from the best roster so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Table
from hantong_planning.rostering.curtois.columns import Pool, scope_of
from hantong_planning.rostering.curtois.cost import cost_of
from hantong_planning.rostering.curtois.days import Node, dive_by_days
from hantong_planning.rostering.curtois.generation import Column
from hantong_planning.rostering.curtois.neighbourhoods import Improver, Sizes, improver
from hantong_planning.rostering.curtois.walk import anneal, state_of

HOT, COLD, AGAIN = 20.0, 0.2, 4.0
"""What a rise that one of e moves takes may cost: at first, at the end, and where a walk begins once more."""
PIECES, FIRST_MOVES = 200, 1_000
"""The heats of a walk by the clock, and its moves at the first of them."""
MOST_WAIT_S, SLOW_DIVE_S = 2.0, 12.0
"""For the second process; and of computing in which a dive must end for others to be tried."""
HEATS_A_TURN, MOVES_A_HEAT, STEPS_A_TURN = 20, 5_000, 4


class Start(NamedTuple):
    """What one turn begins with."""

    table: Table
    duals: Floats
    enough: float
    """The cost that no roster goes below: a turn ends when it is met."""
    seed: int
    columns: tuple[Column, ...] = ()
    """Those of the linear bound, to dive by days from; none where that is too large."""


@dataclass(slots=True)
class Walker:
    """One process's side of the search, with the columns it has seen."""

    arrays: Arrays
    pool: Pool
    sizes: Sizes
    are_dives_quick: bool = True

    def act(self, verb: str, start: Start, seconds: float, hot: float = AGAIN) -> Table:
        """Walk, improve or dive for so many seconds; improve where dives take too long."""
        if verb == "walk":
            return self.walk(start, seconds, hot)
        return self.dive(start, seconds) if verb == "dive" and self.are_dives_quick else self.improve(start, seconds)

    def walk(self, start: Start, seconds: float, hot: float = HOT) -> Table:
        """Anneal for so many seconds, cooling by the clock; return the best table of the second half."""
        began, passed, moves, piece, is_late = perf_counter(), 0.0, FIRST_MOVES, 0, False
        state = state_of(self.arrays, start.table)
        while passed < seconds and state.paid[1] > start.enough + 0.5:
            if passed > seconds / 2 and not is_late:
                state, is_late = state_of(self.arrays, state.rows), True
            anneal(self.arrays, state, moves, hot * (COLD / hot) ** (passed / seconds), start.seed + piece)
            took, passed = perf_counter() - began - passed, perf_counter() - began
            moves = max(10, min(4 * moves, int(moves * seconds / PIECES / took)))
            piece += 1
        self.pool.add_table(state.best)
        return state.best

    def improve(self, start: Start, seconds: float) -> Table:
        """Search neighbourhoods for so many seconds."""
        end = perf_counter() + seconds
        better = self._improver(start)
        while perf_counter() < end and better.cost > start.enough + 0.5:
            better.step(lambda: end - perf_counter())
        return better.table

    def dive(self, start: Start, seconds: float) -> Table:
        """Dive by days, each time by other chances, for any cost from the bound to below the best table's, more often for high ones.

        Where there are no columns to begin with, or no dive comes to its end in long computing, none is tried again.
        """
        end, random, done = perf_counter() + seconds, np.random.default_rng(start.seed), 0
        began = process_time()  # not the wall clock: a busy machine must not make dives slow
        table, root = start.table, Node(self.arrays, list(start.columns), start.duals)
        people, days = np.arange(len(table)), table.shape[1]
        while start.columns and perf_counter() < end:
            above = round(cost_of(self.arrays, table) - start.enough)
            if above <= 0:
                break
            target = start.enough + random.integers(above, size=2).max()
            scope = scope_of(self.arrays, table, people, 0, days)
            found = dive_by_days(self.pool, scope, root, target, random, lambda: end - perf_counter())
            table = table if found is None else found
            done += perf_counter() < end
        self.are_dives_quick = len(start.columns) > 0 and (done > 0 or process_time() - began < SLOW_DIVE_S)
        self.pool.add_table(table)
        return table

    def turn(self, start: Start, left: Callable[[], float]) -> Table:
        """Make a fixed number of moves and steps, or fewer if the time is over."""
        state = state_of(self.arrays, start.table)
        for piece in range(HEATS_A_TURN):
            heat = AGAIN * (COLD / AGAIN) ** (piece / HEATS_A_TURN)
            anneal(self.arrays, state, MOVES_A_HEAT, heat, start.seed * HEATS_A_TURN + piece)
        self.pool.add_table(state.best)
        better = self._improver(start._replace(table=state.best))
        for _ in range(STEPS_A_TURN):
            if left() > 0 and better.cost > start.enough + 0.5:
                better.step(left)
        return better.table

    def _improver(self, start: Start) -> Improver:
        random = np.random.default_rng(start.seed)
        cost = cost_of(self.arrays, start.table)
        return improver(self.pool, start.table, cost, start.duals, random, self.sizes)


def walker(arrays: Arrays) -> Walker:
    """Return a walker that has seen nothing."""
    return Walker(arrays, Pool(arrays), Sizes(people=6.0, days=7.0))


_HERE: list[Walker] = []


def _arrive(arrays: Arrays) -> None:
    """Set up the second process."""
    _HERE.append(walker(arrays))


def _act(verb: str, start: Start, seconds: float, hot: float) -> tuple[Table, bool]:
    """Do one thing in the second process; return the table and whether dives are quick there."""
    mine = _HERE[0]
    mine.pool.add_table(start.table)
    return mine.act(verb, start, seconds, hot), mine.are_dives_quick


class Pair:
    """This process's walker and, where two cores are wanted, a second process that searches with another seed."""

    def __init__(self, arrays: Arrays, cores: int) -> None:
        self.mine = walker(arrays)
        self.are_dives_quick = True
        """Whether dives came to their end in the second process."""
        self._other = None
        self._busy: Future[tuple[Table, bool]] | None = None
        self._until = 0.0
        if cores > 1:
            self._other = ProcessPoolExecutor(1, get_context("spawn"), initializer=_arrive, initargs=(arrays,))

    def begin(self, verb: str, start: Start, seconds: float, hot: float = AGAIN) -> None:
        """Let the second process, if there is one and it is free, walk, improve or dive with its own seed."""
        if self._other and not self._busy:
            self._until = perf_counter() + seconds
            theirs = start._replace(seed=start.seed + 7919)
            self._busy = self._other.submit(_act, verb, theirs, seconds, hot)

    def better(self, mine: Table) -> Table:
        """Return the better of the second process' table and this one; where it is to go on for long, do not wait."""
        if not self._busy or perf_counter() < self._until - MOST_WAIT_S:
            return mine
        (theirs, self.are_dives_quick), self._busy = self._busy.result(), None
        self.mine.pool.add_table(theirs)
        return min(mine, theirs, key=lambda table: cost_of(self.mine.arrays, table))

    def close(self) -> None:
        """End the second process."""
        if self._other:
            self._other.shutdown()


def rounded_up(value: float) -> int:
    """Return the smallest whole number that is not below a bound, allowing for rounding; 0 for no bound."""
    return max(0, math.ceil(value - 1e-4)) if math.isfinite(value) else 0
