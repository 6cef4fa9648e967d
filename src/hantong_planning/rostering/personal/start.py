"""A first roster: what is promised, then a long walk of small changes that cools down (`walk`)."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from hantong_planning.rostering.personal.arrays import Arrays, named, numbered
from hantong_planning.rostering.personal.fairness import TICKS
from hantong_planning.rostering.personal.people import OFF
from hantong_planning.rostering.personal.tables import Rows, Tables
from hantong_planning.rostering.personal.walk import anneal, state_of

PIECE = 500_000
"""Changes tried between two looks at the clock."""
HOT_SHARE, COLD_SHARE = 0.5, 0.03
"""Of a middling price, what is put up with at first and at last."""


def promised(table: Tables) -> Rows:
    """Return the roster in which everybody works only what is promised."""
    days = range(table.problem.days)
    return [tuple(person.fixed.get(day, OFF) for day in days) for person in table.problem.people]


def first_rows(table: Tables, A: Arrays, moves: int, seed: int, left_s: Callable[[], float]) -> tuple[Rows, bool]:
    """Return the best legal roster of a walk, and whether the clock had no part in it.

    The walk cools down by the changes tried or, on a machine too busy for them, by the time that is left.
    """
    rows, whole_s = numbered(table.problem, promised(table)), max(left_s(), 1e-9)
    state, price = state_of(A, rows), TICKS * _middling(table)
    best, found = state.totals[0], rows.copy()
    pieces, is_whole = -(-moves // PIECE), True
    for piece in range(pieces):
        late = 1 - left_s() / whole_s
        if late >= 1:
            return named(table.problem, rows), False
        is_whole &= late <= piece / pieces or not piece
        at = max(piece / pieces, late) if piece else 0.0
        heats = [price * HOT_SHARE * (COLD_SHARE / HOT_SHARE) ** min(1.0, at + step / pieces) for step in (0, 1)]
        ticks = anneal(A, state, min(moves, PIECE), (heats[0], heats[1]), seed * pieces + piece, found)
        if ticks < best:
            best, rows = ticks, found.copy()
    return named(table.problem, rows), is_whole


def _middling(table: Tables) -> float:
    """Return the median of what small things cost, in points."""
    weights = table.problem.weights
    prices = [weights.above_wished, weights.hour_short, weights.night, weights.weekend, weights.holiday]
    return median([price for price in prices if price] or [1])
