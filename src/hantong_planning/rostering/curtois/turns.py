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
from hantong_planning.rostering.curtois.ending import settle
from hantong_planning.rostering.curtois.neighbourhoods import Improver, Sizes, improver
from hantong_planning.rostering.curtois.search import Cooling, anneal, cost_of

HOT, COLD = 20.0, 0.4
PIECES = 60
MOVES_A_TURN, STEPS_A_TURN = 1_500, 4
WALK_STATES = 100_000


class Start(NamedTuple):
    """What one turn begins with."""

    table: Table
    duals: Floats
    trust: float
    """How far the walk trusts the prices."""
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
        """Anneal for so many seconds, cooling by the clock; a cooler walk may end at a dearer table than it began."""
        began, moves, passed = perf_counter(), 40, 0.0
        now, best, best_cost, piece = start.table.copy(), start.table, cost_of(self.arrays, start.table), 0
        while passed < seconds and best_cost > start.enough + 0.5:
            heat = hot * (COLD / hot) ** (passed / seconds)
            found_cost, found = anneal(
                self.arrays, now, self._cooling(moves, heat, start), start.seed + piece, start.duals
            )
            if hot < HOT and passed < seconds / 2:
                best, best_cost = found, found_cost
            elif found_cost < best_cost - 0.5:
                best, best_cost = found, found_cost
                self.pool.add_table(best)
            took, passed = perf_counter() - began - passed, perf_counter() - began
            moves = max(10, min(4 * moves, int(moves * seconds / PIECES / took)))
            piece += 1
        return best

    def improve(self, start: Start, seconds: float) -> Table:
        """Search neighbourhoods for so many seconds."""
        end = perf_counter() + seconds
        better = self._improver(start)
        while perf_counter() < end and better.cost > start.enough + 0.5:
            better.step(lambda: end - perf_counter())
        return better.table

    def turn(self, start: Start, left: Callable[[], float]) -> Table:
        """Make a fixed number of moves and steps, or fewer if the time is over."""
        cooling = self._cooling(MOVES_A_TURN, HOT / 4, start)._replace(cold=COLD)
        _, found = anneal(self.arrays, start.table.copy(), cooling, start.seed, start.duals)
        self.pool.add_table(found)
        better = self._improver(start._replace(table=found))
        for _ in range(STEPS_A_TURN):
            if left() > 0 and better.cost > start.enough + 0.5:
                better.step(left)
        return better.table

    def _improver(self, start: Start) -> Improver:
        random = np.random.default_rng(start.seed)
        cost = cost_of(self.arrays, start.table)
        return improver(self.pool, start.table, cost, start.duals, random, self.sizes)

    def _cooling(self, moves: int, heat: float, start: Start) -> Cooling:
        days = start.table.shape[1]
        return Cooling(moves, heat, heat, 1.0, 5, min(days, 28), WALK_STATES, start.trust)


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

    def act(self, verb: str, start: Start, seconds: float, hot: float) -> Start:
        """Walk, improve or settle here, the first two in the second process too; return the start of what is next."""
        self.begin("improve" if verb == "settle" else verb, start, seconds, hot)
        if verb == "settle":
            table, enough = settle(self.mine.arrays, start.table, start.duals, start.enough, seconds)
            return start._replace(table=self.better(table), enough=enough)
        mine = self.mine.walk(start, seconds, hot) if verb == "walk" else self.mine.improve(start, seconds)
        return start._replace(table=self.better(mine))

    def close(self) -> None:
        """End the second process."""
        if self._other:
            self._other.shutdown()


def rounded_up(value: float) -> int:
    """Return the smallest whole number that is not below a bound, allowing for rounding; 0 for no bound."""
    return max(0, math.ceil(value - 1e-4)) if math.isfinite(value) else 0
