"""Solve a personal rostering problem: a first roster, a long walk, a linear bound, then large neighbourhoods.

1. every person in turn takes the best legal days for what is missing (`start`);
2. simulated annealing over exact single-person re-rosterings (`search`);
3. column generation over whole rosters of single people gives a lower bound and prices (`generation`);
4. annealing from the best roster and large neighbourhoods take turns until the time is over or the bound is met;
   with two processes each walks with its own seed, and both go on from the better roster.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.rostering.curtois.arrays import Arrays, Floats, Table, as_arrays, as_roster
from hantong_planning.rostering.curtois.check import penalty
from hantong_planning.rostering.curtois.columns import Pool, scope_of, usable
from hantong_planning.rostering.curtois.generation import Clock, Effort, generate
from hantong_planning.rostering.curtois.problem import RosterProblem
from hantong_planning.rostering.curtois.search import cost_of
from hantong_planning.rostering.curtois.start import first_table
from hantong_planning.rostering.curtois.turns import HOT, Pair, Start, rounded_up

MOST_STATES = 400_000
BOUND_SHARE = 0.35
"""Of the time limit, at most, for the bound."""
FIRST_SHARE, WALK_SHARE = 0.04, 0.4
"""Of the time that is left: the walk before the bound, and the long walk after it."""
LAST_S = 1.0
LARGEST_BOUND = 100_000
"""People × days × choices above which no bound by column generation is tried: its programs would take the whole time."""
TWO_CORES_S = 30.0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A shift of a day with fewer people than needed."""

    day: int
    shift: str
    missing: int


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """A legal roster, what it pays, and what no roster can go below."""

    roster: dict[str, tuple[str, ...]]
    penalty: int
    bound: int
    seconds: float
    unmet: tuple[Shortfall, ...] = field(default=())

    @property
    def gap_share(self) -> float:
        """How much of the penalty is not proved to be needed."""
        return (self.penalty - self.bound) / self.penalty if self.penalty else 0.0


def solve(
    problem: RosterProblem, *, seed: int, time_limit_s: float, turns: int | None = None, cores: int | None = None
) -> RosterPlan:
    """Return a legal roster with a low penalty, and a lower bound on every legal roster's penalty.

    Parameters
    ----------
    problem : RosterProblem
    seed : of every random choice.
    time_limit_s : seconds after which the best roster so far is returned. It is overrun by at most one linear
        program or one first roster, which matters only for a limit of a few seconds on a year-long horizon.
    turns : end after so many turns of the search even if time is left. With one core and enough time the same
        problem, seed and turns give the same roster; a time limit that ends the search breaks that, because how
        many turns fit depends on the machine.
    cores : 1 or 2 processes; by default 2 where the limit is at least 30 s and `turns` is not given.

    Returns
    -------
    RosterPlan : passes `check.violations`. Stops early where the penalty meets the bound: it is then optimal.

    Raises
    ------
    Nonsense : where one person has no legal roster at all.

    Notes
    -----
    The result is wrong where the contract's limits do not describe the work: nothing before the first day is known
    (see `check.violations` for how the edges are read).
    """
    finite("time_limit_s", time_limit_s, above=0)
    whole("seed", seed)
    began = time.perf_counter()

    def left() -> float:
        return time_limit_s - (time.perf_counter() - began)

    arrays, constant = as_arrays(problem)
    table, nobody = first_table(arrays, MOST_STATES)
    if nobody >= 0:
        raise Nonsense(f"employee {problem.employees[nobody].name}", "has no legal roster: the limits contradict")
    cores = cores or (2 if time_limit_s >= TWO_CORES_S and turns is None else 1)
    pair = Pair(arrays, cores)
    try:
        table, bound = _search(arrays, table, constant, pair, seed, left, turns)
    finally:
        pair.close()
    return _plan(problem, as_roster(problem, table), bound, time.perf_counter() - began)


def _search(
    arrays: Arrays, table: Table, constant: float, pair: Pair, seed: int, left: Clock, turns: int | None
) -> tuple[Table, int]:
    none = np.zeros(arrays.need.shape)
    start = Start(table, none, 0.0, -constant, seed)
    first_s = FIRST_SHARE * left()
    table = pair.act("walk", start, first_s) if turns is None else pair.mine.turn(start, left)
    duals, bound = _bound(arrays, table, pair.mine.pool, left)
    start = Start(table, none if duals is None else duals, 0.0 if duals is None else 1.0, bound, seed + 1000)
    table = _by_turns(pair, start, left, turns) if turns is not None else _by_clock(pair, start, left)
    return table, rounded_up(bound + constant)


def _by_turns(pair: Pair, start: Start, left: Clock, turns: int) -> Table:
    for _ in range(turns):
        if left() <= 0 or _is_met(pair, start):
            break
        start = start._replace(table=pair.mine.turn(start, left), seed=start.seed + 1)
    return start.table


def _by_clock(pair: Pair, start: Start, left: Clock) -> Table:
    """Walk once from hot to cold, then take turns: a neighbourhood search, and a short cool walk."""
    verbs = [("walk", WALK_SHARE, HOT), ("improve", 0.3, 0.0), ("walk", 0.15, HOT / 3), ("improve", 0.4, 0.0)]
    place = 0
    while left() > LAST_S and not _is_met(pair, start):
        verb, share, hot = verbs[min(place, 1 + place % 2)] if place < 40 else verbs[1]
        seconds = left() if left() < 4 * LAST_S else share * left()
        found = pair.act(verb, start, seconds, hot)
        if cost_of(pair.mine.arrays, found) < cost_of(pair.mine.arrays, start.table):
            start = start._replace(table=found)
        start = start._replace(seed=start.seed + 1000)
        place += 1
    return start.table


def _is_met(pair: Pair, start: Start) -> bool:
    return bool(cost_of(pair.mine.arrays, start.table) < start.enough + 0.5)


def _bound(arrays: Arrays, table: Table, pool: Pool, left: Clock) -> tuple[Floats | None, float]:
    """Return prices and a lower bound on the cost by column generation, or none where the problem is too large."""
    if arrays.wish.size > LARGEST_BOUND:
        return None, -np.inf
    end = left() * (1 - BOUND_SHARE)
    people, days = table.shape
    scope = scope_of(arrays, table, np.arange(people), 0, days)
    pool.add_table(table)
    columns = usable(pool, scope, None, 60)
    found = generate(pool, scope, columns, Effort(rounds=1000), lambda: left() - end)
    return found.duals, found.bound


def _plan(problem: RosterProblem, roster: dict[str, tuple[str, ...]], bound: int, seconds: float) -> RosterPlan:
    present = Counter((day, shift) for row in roster.values() for day, shift in enumerate(row) if shift)
    unmet = tuple(
        Shortfall(row.day, row.shift, row.need - present[row.day, row.shift])
        for row in problem.cover
        if present[row.day, row.shift] < row.need
    )
    return RosterPlan(roster, penalty(problem, roster), bound, seconds, unmet)
