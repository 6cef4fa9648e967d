"""A lower bound on what a roster can cost: column generation over single people's rows.

The master chooses one row for each person, as a linear program; its prices make the next rows by `network.cheapest`. At
every step, prices π give the bound b·π + Σ_j u_j·min(0, c_j − π·A_j) + Σ_p min over rows of p of (c − π·a).

Source: Dantzig and Wolfe (1960), Operations Research 8 (decomposition); Wentges (1997), International Transactions in
Operational Research 4 (prices between the best so far and the last).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from hantong_planning.rostering.personal.master import Master
from hantong_planning.rostering.personal.network import Floats, Ints, Network, cheapest, network
from hantong_planning.rostering.personal.tables import Rows, Tables

SMOOTHING = 0.6
"""The weight of the best prices so far."""
CLOSE_SHARE = 1e-3
"""Generation ends when bound and linear program are so close."""
MOST_ROUNDS = 400
TINY = 1e-6


@dataclass(slots=True)
class Bound:
    """What no roster can go below, in ticks, the prices that prove it, and whether more work would raise it."""

    ticks: float
    prices: Floats
    is_finished: bool
    rounds: int = 0
    linear: float = field(default=np.inf)
    """The value of the last linear program."""


def lower_bound(table: Tables, rows: Rows, left_s: Callable[[], float]) -> tuple[Bound, Master]:
    """Generate rows until the linear program's value is proven or the time is over.

    Parameters
    ----------
    table, rows
        The problem and a legal roster to begin with.
    left_s
        Says how many seconds are left.

    Notes
    -----
    At first a person missing below `least` costs no more than one below `wished`: that is a lower bound too, and the
    prices calm down much sooner.
    """
    net, master = network(table), Master(table)
    choices = np.array([[master.choice(name) for name in row] for row in rows])
    for p in range(len(rows)):
        master.add(p, choices[p])
    best, is_capped = Bound(-np.inf, np.zeros(master.height), False), True
    master.cap(is_capped)
    while best.rounds < MOST_ROUNDS and left_s() > 0:
        best.linear, last = master.solve()
        best.rounds += 1
        alpha = SMOOTHING if best.ticks > -np.inf else 0.0
        added = _round(net, master, best, alpha * best.prices + (1 - alpha) * last)
        if not added and alpha:
            added = _round(net, master, best, last)
        if added and best.linear - best.ticks > CLOSE_SHARE * abs(best.linear) + TINY:
            continue
        if not is_capped:
            best.is_finished = True
            break
        is_capped = False
        master.cap(is_capped)
    return best, master


def _round(net: Network, master: Master, best: Bound, prices: Floats) -> int:
    """Price everybody once, keep the bound if it is better, add new rows, and return how many."""
    prices = master.legal(prices)
    value, added = master.own_bound(prices), 0
    found: list[tuple[int, Ints]] = []
    for p in range(net.allowed.shape[0]):
        out = np.zeros(net.allowed.shape[1], np.int64)
        value += cheapest(net, p, master.prices(p, prices), out) + master.table.wish_base(p)
        found.append((p, out))
    for p, out in found:
        added += master.add(p, out)
    if value > best.ticks:
        best.ticks, best.prices = value, prices
    return added
