"""Solve a personal rostering problem: a long walk beside a bound, then large neighbourhoods until time is over.

1. a walk of small changes from an empty roster, cooling down, gives a first roster (`start`, `walk`);
2. at the same time, on a second core, prices for everything that couples people and days prove what no roster goes
   below (`lagrange`);
3. parts of the roster are decided anew by constraint programming (`neighbourhoods`, `model`), each from what stands.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from hantong_planning.errors import Nonsense, finite
from hantong_planning.rostering.climb import Bound, climb
from hantong_planning.rostering.personal.arrays import arrays
from hantong_planning.rostering.personal.check import extra_krw, violations
from hantong_planning.rostering.personal.compiling import compile_once
from hantong_planning.rostering.personal.cost import hours_ticks, parts_ticks, shortfalls, total_ticks
from hantong_planning.rostering.personal.fairness import ledger_after
from hantong_planning.rostering.personal.lagrange import Relaxation
from hantong_planning.rostering.personal.model import PartModel
from hantong_planning.rostering.personal.neighbourhoods import Sizes, choose
from hantong_planning.rostering.personal.problem import Problem
from hantong_planning.rostering.personal.result import Plan, Stopped
from hantong_planning.rostering.personal.start import first_rows, promised
from hantong_planning.rostering.personal.tables import Rows, Tables, tables

Clock = Callable[[], float]
"""Seconds left."""
WORK_PER_S = 0.25
"""Deterministic work that a second of the limit buys: an idle core does more than twice as much in it."""
MOVES_PER_S = 500_000
"""Changes of the walk that a second of the limit buys: two thirds of what an idle core does in its share."""
MOVES_A_DAY = 20_000
"""Changes of the walk, at most, for each day of each person: more do not better a small roster."""
FIRST_SHARE = 0.6
"""Of the time limit, at most, for the walk and the bound beside it."""
SHORT_WALK = 20
"""So many times shorter is the walk that tells the bound roughly what a roster costs."""
PART_WORK = 0.5
LEAST_WORK = 0.01
"""What any part counts, for building its model."""
MOST_IDLE = 300
"""Parts in a row without any gain after which the search ends."""


def solve(problem: Problem, *, seed: int = 0, time_limit_s: float = 60.0) -> Plan:
    """Find a legal roster of low cost, with a bound.

    Parameters
    ----------
    problem
        The problem. Only promises that break a rule are refused; needs that cannot be met are returned as `unmet`.
    seed
        Same problem, seed and limit give the same roster as long as `Plan.stopped` is not `clock`.
    time_limit_s
        After which the best roster so far is returned; the first run after an installation compiles before that.

    Raises
    ------
    Nonsense
        Where what is promised to somebody breaks that person's rules.

    Notes
    -----
    When the result is wrong: weights are yours, so is what a "fair share" is; skills are counted, not assigned; a shift
    belongs wholly to the day on which it starts, so a Friday night is no weekend.
    """
    limit_s = finite("time_limit_s", time_limit_s, above=0)
    compile_once()
    began = time.perf_counter()

    def left_s() -> float:
        return began + limit_s - time.perf_counter()

    table = tables(problem)
    _refuse_promises(problem, table)
    rows, bound, is_whole = _first(table, limit_s, seed, lambda: left_s() - (1 - FIRST_SHARE) * limit_s)
    least = math.ceil(max(0.0, bound.value * (1 - 1e-9) - 1e-3))
    search = Search(table, rows, total_ticks(problem, as_roster(problem, rows)), least)
    stopped = search.run(WORK_PER_S * limit_s, left_s, seed)
    if stopped == "work" and not is_whole:
        stopped = "clock"
    return _plan(problem, search, stopped, time.perf_counter() - began)


def _first(table: Tables, limit_s: float, seed: int, left_s: Clock) -> tuple[Rows, Bound, bool]:
    """Return the roster of a walk, the bound that a second core found beside it, and whether the clock ended neither."""
    A, dice = arrays(table), seed % 2**16
    moves = min(round(MOVES_PER_S * limit_s), MOVES_A_DAY * A.allowed.shape[0] * A.allowed.shape[1])
    rough, _ = first_rows(table, A, moves // SHORT_WALK, dice, left_s)
    above = total_ticks(table.problem, as_roster(table.problem, rough))
    with ThreadPoolExecutor(1) as beside:  # compiled code lets other threads run
        proving = beside.submit(climb, Relaxation(table, A), above, left_s)
        rows, is_whole = first_rows(table, A, moves, dice, left_s)
        bound = proving.result()
    return rows, bound, is_whole and bound.is_finished


@dataclass(slots=True)
class Search:
    """Large neighbourhoods from a roster that stands; `best` is the first one of its cost, whatever comes later."""

    table: Tables
    rows: Rows
    ticks: int
    least: int
    best: Rows = field(init=False)

    def __post_init__(self) -> None:
        self.best = self.rows

    def run(self, work: float, left_s: Clock, seed: int) -> Stopped:
        """Decide parts anew until the bound is met, the work is done, or the clock says so."""
        dice, sizes, idle = random.Random(seed), Sizes(), 0
        while self.ticks > self.least:
            if left_s() <= 0:
                return "clock"
            if work <= 0 or idle >= MOST_IDLE:
                return "work"
            kind, part = choose(self.table, self.rows, sizes, dice)
            found = PartModel(self.table, self.rows, part).solve(min(PART_WORK, work), seed)
            work -= max(found.work, LEAST_WORK)
            sizes.learn(kind, is_best=found.is_best)
            idle = 0 if self._take(found.rows) else idle + 1
            if found.is_best and len(part.places) == len(self.rows) and len(part.days) == self.table.problem.days:
                self.least = self.ticks
        return "proven"

    def _take(self, found: dict[int, tuple[str, ...]]) -> bool:
        """Take rows that are no worse and say whether they are better."""
        problem = self.table.problem
        rows = [found.get(p, row) for p, row in enumerate(self.rows)]
        ticks = total_ticks(problem, as_roster(problem, rows))
        is_better = ticks < self.ticks
        if ticks <= self.ticks:
            self.rows, self.ticks = rows, ticks
        if is_better:
            self.best = rows
        return is_better


def as_roster(problem: Problem, rows: Rows) -> dict[str, tuple[str, ...]]:
    """Return rows by people's names."""
    return {person.name: row for person, row in zip(problem.people, rows, strict=True)}


def _refuse_promises(problem: Problem, table: Tables) -> None:
    for broken in violations(problem, as_roster(problem, promised(table))):
        raise Nonsense(f"people.{broken.person}.fixed", f"what is promised breaks a rule: {broken}")


def _plan(problem: Problem, search: Search, stopped: Stopped, seconds: float) -> Plan:
    roster = as_roster(problem, search.best)
    price = max(1, problem.weights.hour_short)
    short = {p.name: hours_ticks(problem, p, roster[p.name]) / price / 60 for p in problem.people}
    return Plan(
        roster,
        search.ticks,
        min(search.least, search.ticks),
        parts_ticks(problem, roster),
        tuple(shortfalls(problem, roster)),
        {name: hours for name, hours in short.items() if hours},
        ledger_after(problem, roster),
        extra_krw(problem, roster),
        stopped,
        seconds,
    )
