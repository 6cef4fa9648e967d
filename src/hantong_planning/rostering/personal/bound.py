"""A lower bound on what a roster can cost: prices climb by subgradients until they gain no more (`lagrange`).

A step goes along d = rise + 0.9 · the last d, as far as λ (what the roster in hand costs − the bound) / (rise · d); λ falls
whenever the bound has not risen for a while.

Source: B. T. Polyak, Minimization of unsmooth functionals, USSR Computational Mathematics and Mathematical Physics 9, 1969;
P. M. Camerini, L. Fratta and F. Maffioli, On improving relaxation methods by modified gradient techniques, Mathematical
Programming Study 3, 1975 (the direction).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hantong_planning.rostering.personal.arrays import Arrays
from hantong_planning.rostering.personal.lagrange import Relaxation
from hantong_planning.rostering.personal.tables import Tables

MEMORY = 0.9
STILL, COOLING = 40, 0.8
"""Steps without a gain after which steps become so much shorter."""
GAIN_SHARE = 1e-3
"""Of the gap to the roster in hand: less is no gain."""
LEAST_STEP = 0.005
CLOSE_TICKS = 1.0
"""Costs are whole ticks: a bound so close is a proof."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What no roster can go below, in ticks, and whether the search for it came to its own end."""

    ticks: float
    is_finished: bool
    steps: int


def lower_bound(table: Tables, A: Arrays, above: float, left_s: Callable[[], float]) -> Bound:
    """Raise prices until the bound gains no more or the time is over.

    Parameters
    ----------
    table, A
        The problem, twice.
    above
        What a legal roster costs, in ticks.
    left_s
        Says how many seconds are left.
    """
    relaxation = Relaxation(table, A)
    prices, direction = np.zeros(relaxation.size), np.zeros(relaxation.size)
    best, step, still, steps = -np.inf, 1.0, 0, 0
    while step > LEAST_STEP and above - best >= CLOSE_TICKS:
        if steps and left_s() <= 0:
            return Bound(best, False, steps)
        value, rise = relaxation.bound(prices)
        steps += 1
        still = 0 if value > best + GAIN_SHARE * (above - best) else still + 1
        best = max(best, value)
        if still >= STILL:
            step, still = COOLING * step, 0
        direction = rise + MEMORY * direction
        along = rise @ direction
        if along <= 0:
            direction, along = rise, rise @ rise
        if not along:
            break
        prices = relaxation.within(prices + step * max(above - value, CLOSE_TICKS) / along * direction)
    return Bound(best, True, steps)
