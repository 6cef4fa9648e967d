"""The steady state of a Markov chain that is given as states and the moves out of each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from hantong_planning.errors import Nonsense
from hantong_planning.staffing.integral import Floats

State = TypeVar("State", bound=Hashable)
MOST_STATES = 200_000


def steady(start: State, moves: Callable[[State], Iterable[tuple[State, float]]]) -> tuple[list[State], Floats]:
    """Return the states that are reached from `start` and the long-run share of time in each.

    `moves` gives the states that can follow and the rate of each (all in one unit of time). Every state must be
    reachable from every other. Solved directly; relative error about 1e-10. Raises Nonsense if there are too many.
    """
    place = {start: 0}
    states, rows, columns, rates = [start], [], [], []
    for here in states:
        for there, rate in moves(here):
            if rate <= 0 or there == here:
                continue
            if there not in place:
                place[there] = len(states)
                states.append(there)
            rows.append(place[there])
            columns.append(place[here])
            rates.append(rate)
        if len(states) > MOST_STATES:
            raise Nonsense("agents", f"make more than {MOST_STATES} states: too large to solve exactly, simulate it")
    return states, _solve(len(states), np.array(rows), np.array(columns), np.array(rates))


def _solve(size: int, rows: Floats, columns: Floats, rates: Floats) -> Floats:
    if size == 1:
        return np.ones(1)
    flow = sparse.coo_matrix((rates, (rows, columns)), shape=(size, size)).tocsc()
    balance = (flow - sparse.diags(np.asarray(flow.sum(axis=0)).ravel())).tocsc()
    inner = linalg.spsolve(balance[1:, 1:], -balance[1:, 0].toarray().ravel())
    share = np.concatenate([[1.0], np.maximum(inner, 0.0)])
    return np.asarray(share / share.sum())
