"""The search's turns: a walk and neighbourhoods, in this process and in a second one, from the best roster so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from time import perf_counter
from typing import NamedTuple

import numpy as np

from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Table
from hantong_planning.rostering.curtois.columns import Pool
from hantong_planning.rostering.curtois.cost import cost_of
from hantong_planning.rostering.curtois.neighbourhoods import Improver, Sizes, improver
from hantong_planning.rostering.curtois.walk import anneal, state_of

HOT, COLD, AGAIN = 20.0, 0.2, 4.0
"""What a rise that one of e moves takes may cost: at first, at the end, and where a walk begins once more."""
PIECES, FIRST_MOVES = 200, 1_000
"""The heats of a walk by the clock, and its moves at the first of them."""
HEATS_A_TURN, MOVES_A_HEAT, STEPS_A_TURN = 20, 5_000, 4


class Start(NamedTuple):
    """What one turn begins with."""

    table: Table
    duals: Floats
    enough: float
    """The cost that no roster goes below: a turn ends when it is met."""
    seed: int


@dataclass(slots=True)
class Walker:
    """One process's side of the search, with the columns it has seen."""

    arrays: Arrays
    pool: Pool
    sizes: Sizes

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


def _act(verb: str, start: Start, seconds: float, hot: float) -> Table:
    """Do one thing in the second process."""
    mine = _HERE[0]
    mine.pool.add_table(start.table)
    return mine.walk(start, seconds, hot) if verb == "walk" else mine.improve(start, seconds)


class Pair:
    """This process's walker and, where two cores are wanted, a second process that does the same with another seed."""

    def __init__(self, arrays: Arrays, cores: int) -> None:
        self.mine = walker(arrays)
        self._other = None
        self._busy: Future[Table] | None = None
        if cores > 1:
            self._other = ProcessPoolExecutor(1, get_context("spawn"), initializer=_arrive, initargs=(arrays,))

    def begin(self, verb: str, start: Start, seconds: float, hot: float = HOT) -> None:
        """Let the second process, if there is one, walk or improve with its own seed."""
        if self._other:
            theirs = start._replace(seed=start.seed + 7919)
            self._busy = self._other.submit(_act, verb, theirs, seconds, hot)

    def better(self, mine: Table) -> Table:
        """Wait for the second process and return the better of its table and this one."""
        if not self._busy:
            return mine
        theirs, self._busy = self._busy.result(), None
        self.mine.pool.add_table(theirs)
        return min(mine, theirs, key=lambda table: cost_of(self.mine.arrays, table))

    def act(self, verb: str, start: Start, seconds: float, hot: float) -> Table:
        """Walk or improve, here and in the second process, and return the better table."""
        self.begin(verb, start, seconds, hot)
        return self.better(self.mine.walk(start, seconds, hot) if verb == "walk" else self.mine.improve(start, seconds))

    def close(self) -> None:
        """End the second process."""
        if self._other:
            self._other.shutdown()


def rounded_up(value: float) -> int:
    """Return the smallest whole number that is not below a bound, allowing for rounding; 0 for no bound."""
    return max(0, math.ceil(value - 1e-4)) if math.isfinite(value) else 0
