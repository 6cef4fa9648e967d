"""Solve a personal rostering problem: a first roster, a walk, a linear bound, then large neighbourhoods.

1. every person in turn takes the best legal days for what is missing (`start`);
2. simulated annealing by small changes (`walk`), briefly here, longer in the second process;
3. column generation over whole rosters of single people gives a lower bound and prices; from there a dive fixes one
   person's roster after another and generates anew for the others, so that little is lost (`generation`); where that
   would take too long, prices climb alone (`priced`);
4. large neighbourhoods (`neighbourhoods`), and dives by days and walks where they are stuck, until the time is over or
   the bound is met; the second process dives by days all the time where a dive takes seconds (`days`).
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from hantong_planning.errors import Nonsense, finite, whole
from hantong_planning.rostering.climb import climb
from hantong_planning.rostering.curtois.arrays import Arrays, Table, as_arrays, as_roster
from hantong_planning.rostering.curtois.check import penalty
from hantong_planning.rostering.curtois.columns import Pool, scope_of, usable
from hantong_planning.rostering.curtois.compiling import compile_once
from hantong_planning.rostering.curtois.cost import cost_of
from hantong_planning.rostering.curtois.generation import Clock, Effort, dive, generate
from hantong_planning.rostering.curtois.priced import Priced
from hantong_planning.rostering.curtois.problem import RosterProblem
from hantong_planning.rostering.curtois.program import Program
from hantong_planning.rostering.curtois.start import first_table
from hantong_planning.rostering.curtois.through import are_ways_few
from hantong_planning.rostering.curtois.turns import HOT, Pair, Start, rounded_up

MOST_STATES = 100_000
FIRST_SHARE, BOUND_SHARE, FULL_SHARE, QUICK_SHARE, AGAIN_SHARE, IMPROVE_SHARE = 0.02, 0.4, 0.7, 0.1, 0.1, 0.05
"""Of the time that is left: the walk before the bound; the bound at most; bound and dive at most, and the second process'
walk beside them; bound and dive where nothing need fill that time; a walk or dives when stuck; one round of neighbourhoods."""
WALK_S_A_CHOICE = 0.03
"""For the second process' first walk: more heats than that do not better a small problem's roster."""
LAST_S = 1.0
EFFORT = Effort(rounds=1000, keep=30, dive_rounds=60, fix_share=0.99)
ROUND_S, IDLE_ROUNDS = 8.0, 3
LARGEST_BOUND = 100_000
"""People × days × choices above which no bound by column generation is tried: its programs would take the whole time."""
PRICED_SHARE, PRICED_MEMORY = 0.2, 0.97
"""Of the time that is left, for the other bound then; and how much its steps keep of their direction."""
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
    time_limit_s : seconds after which the best roster so far is returned; the first run after an installation
        compiles before that. It is overrun by at most one linear program or one first roster, which matters only
        for a limit of a few seconds on a year-long horizon.
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
    compile_once()
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
    start = Start(table, np.zeros(arrays.need.shape), -constant, seed)
    if turns is not None:
        start = start._replace(table=pair.mine.turn(start, left))
        start, bound = _bound(arrays, start, constant, pair.mine.pool, left, left)
        return _by_turns(pair, start, left, turns), rounded_up(bound + constant)
    until = left() * (1 - FULL_SHARE)
    pair.begin("walk", start, min(left() - until, WALK_S_A_CHOICE * arrays.wish.size), HOT)
    walked, before = pair.mine.walk(start, FIRST_SHARE * left()), left()
    start, bound = _bound(arrays, start._replace(table=walked), constant, pair.mine.pool, left, lambda: left() - until)
    table = start.table
    if not start.columns or before - left() > QUICK_SHARE * before:
        go_on = pair.mine.walk if table is walked else pair.mine.improve  # without a dive: too rough as yet
        table = go_on(start._replace(seed=start.seed + 1), left() - until)
    table = _by_clock(pair, start._replace(table=pair.better(table)), left)
    return table, rounded_up(bound + constant)


def _by_turns(pair: Pair, start: Start, left: Clock, turns: int) -> Table:
    for _ in range(turns):
        if left() <= 0 or _is_met(pair, start):
            break
        start = start._replace(table=pair.mine.turn(start, left), seed=start.seed + 1)
    return start.table


def _by_clock(pair: Pair, start: Start, left: Clock) -> Table:
    """Search neighbourhoods; after rounds that found nothing dive, or walk again, cooler than at first.

    The search goes on from where a walk ends, and comes back to the best roster before the next walk. Beside it the
    second process dives from the best roster, or does the same where dives take too long.
    """
    best = now = start.table
    verb, idle, price = "improve", 0, partial(cost_of, pair.mine.arrays)
    while left() > LAST_S and not price(best) < start.enough + 0.5:
        share = IMPROVE_SHARE if verb == "improve" else AGAIN_SHARE
        start = start._replace(table=now, seed=start.seed + 1000)
        found, best = _round(pair, verb, start, best, min(left(), max(ROUND_S, share * left())))
        idle = idle + 1 if verb == "improve" and price(found) > price(now) - 0.5 else 0
        verb = _after(verb, idle, pair.mine.are_dives_quick)
        now = found if verb == "improve" and left() > 2 * ROUND_S else best
    return best


def _round(pair: Pair, verb: str, start: Start, best: Table, seconds: float) -> tuple[Table, Table]:
    """Search for so many seconds; return where to go on from, and the best table."""
    if not pair.are_dives_quick:
        pair.begin(verb, start, seconds)
        found = pair.better(pair.mine.act(verb, start, seconds))
        return found, min(best, found, key=partial(cost_of, pair.mine.arrays))
    pair.begin("dive", start._replace(table=best), seconds)
    found = pair.mine.act(verb, start, seconds)
    mine = min(best, found, key=partial(cost_of, pair.mine.arrays))
    better = pair.better(mine)
    return (found if better is mine else better), better


def _after(verb: str, idle: int, are_dives_quick: bool) -> str:
    """Return what to do after a round."""
    if verb != "improve":
        return "improve"
    if idle and are_dives_quick:
        return "dive"
    return "walk" if idle >= IDLE_ROUNDS else "improve"


def _is_met(pair: Pair, start: Start) -> bool:
    return bool(cost_of(pair.mine.arrays, start.table) < start.enough + 0.5)


def _bound(
    arrays: Arrays, start: Start, constant: float, pool: Pool, left: Clock, left_to_dive: Clock
) -> tuple[Start, float]:
    """Return the start with prices, from column generation with what a dive found, and a lower bound on the cost.

    Where the problem is too large for that, the prices climb alone and the start's table stays as it is.
    """
    if arrays.wish.size > LARGEST_BOUND:
        return _priced_bound(arrays, start, constant, left)
    end = left() * (1 - BOUND_SHARE)
    people, days = start.table.shape
    scope = scope_of(arrays, start.table, np.arange(people), 0, days)
    pool.add_table(start.table)
    found = generate(pool, Program(arrays, scope), usable(pool, scope, None, 60), EFFORT, lambda: left() - end)
    enough = rounded_up(found.bound + constant) - constant
    dived = dive(pool, scope, found, EFFORT, left_to_dive, np.inf)
    table = start.table if dived is None else min(start.table, dived, key=partial(cost_of, arrays))
    columns = tuple(found.columns) if are_ways_few(arrays) else ()
    return Start(table, found.duals, enough, start.seed + 1000, columns), found.bound


def _priced_bound(arrays: Arrays, start: Start, constant: float, left: Clock) -> tuple[Start, float]:
    end, priced = left() * (1 - PRICED_SHARE), Priced(arrays)
    found = climb(priced, cost_of(arrays, start.table), lambda: left() - end, PRICED_MEMORY)
    enough = rounded_up(found.value + constant) - constant
    return start._replace(duals=priced.cover_prices(found.prices), enough=enough), found.value


def _plan(problem: RosterProblem, roster: dict[str, tuple[str, ...]], bound: int, seconds: float) -> RosterPlan:
    present = Counter((day, shift) for row in roster.values() for day, shift in enumerate(row) if shift)
    unmet = tuple(
        Shortfall(row.day, row.shift, row.need - present[row.day, row.shift])
        for row in problem.cover
        if present[row.day, row.shift] < row.need
    )
    return RosterPlan(roster, penalty(problem, roster), bound, seconds, unmet)
