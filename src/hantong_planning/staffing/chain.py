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
    size = len(states)
    flow = sparse.coo_matrix((rates, (rows, columns)), shape=(size, size)).tocsc()
    out = np.asarray(flow.sum(axis=0)).ravel()
    return states, _balanced((flow - sparse.diags(out)).tocsc(), out)


def _balanced(balance: sparse.csc_matrix, out: Floats) -> Floats:
    """Return π with balance·π = 0 and sum 1, measured against a state that is likely, so that nothing is lost in rounding."""
    anchor = 0
    for _ in range(6):
        share = _against(balance, anchor)
        wrong = float(np.abs(balance @ share).max() / max(float((out * share).max()), 1e-300))
        likely = int(share.argmax())
        if wrong < 1e-10 and share[anchor] > 1e-9 * share[likely]:
            return share
        anchor = likely
    raise Nonsense("agents", "and load make a chain that cannot be solved to ten digits: simulate it")


def _against(balance: sparse.csc_matrix, anchor: int) -> Floats:
    size = balance.shape[0]
    share = np.ones(size)
    others = np.delete(np.arange(size), anchor)
    if size > 1:
        right = -balance[others][:, [anchor]].toarray().ravel()
        share[others] = np.maximum(linalg.spsolve(balance[others][:, others].tocsc(), right), 0.0)
    return np.asarray(share / share.sum())
