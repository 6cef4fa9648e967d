"""A lower bound on what a roster can cost: prices of a relaxation climb by subgradients until they gain no more.

A step goes along d = rise + memory · the last d, as far as λ (what the roster in hand costs − the bound) / (rise · d); λ falls
whenever the bound has not risen for a while.

Source: B. T. Polyak, Minimization of unsmooth functionals, USSR Computational Mathematics and Mathematical Physics 9, 1969;
P. M. Camerini, L. Fratta and F. Maffioli, On improving relaxation methods by modified gradient techniques, Mathematical
Programming Study 3, 1975 (the direction).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STILL, COOLING = 40, 0.8
"""Steps without a gain after which steps become so much shorter."""
GAIN_SHARE = 1e-3
"""Of the gap to the roster in hand: less is no gain."""
LEAST_STEP = 0.005
CLOSE = 1.0
"""Costs are whole numbers: a bound so close is a proof."""


class Relaxation(Protocol):
    """A problem without its ties, which have prices instead."""

    size: int
    """How many prices there are."""

    def bound(self, prices: Floats) -> tuple[float, Floats]:
        """Return the bound that prices prove, and the direction in which it rises, shape (size,)."""
        ...

    def within(self, prices: Floats) -> Floats:
        """Return prices cut to where they can be of use."""
        ...


@dataclass(frozen=True, slots=True)
class Bound:
    """What no roster can go below, the prices that prove it, and whether the climb came to its own end."""

    value: float
    prices: Floats
    is_finished: bool
    steps: int


def climb(relaxation: Relaxation, above: float, left_s: Callable[[], float], memory: float = 0.9) -> Bound:
    """Raise prices until the bound gains no more or the time is over.

    Parameters
    ----------
    relaxation
        The problem at prices.
    above
        What a legal roster costs.
    left_s
        Says how many seconds are left.
    memory
        Of the last direction: more climbs faster from far below, less comes nearer to the top.
    """
    prices, direction = np.zeros(relaxation.size), np.zeros(relaxation.size)
    best, step, still, steps = Bound(-np.inf, prices, False, 0), 1.0, 0, 0
    while step > LEAST_STEP and above - best.value >= CLOSE:
        if steps and left_s() <= 0:
            return replace(best, steps=steps)
        value, rise = relaxation.bound(prices)
        steps += 1
        still = 0 if value > best.value + GAIN_SHARE * (above - best.value) else still + 1
        if value > best.value:
            best = Bound(value, prices, False, steps)
        if still >= STILL:
            step, still = COOLING * step, 0
        direction = rise + memory * direction
        along = rise @ direction
        if along <= 0:
            direction, along = rise, rise @ rise
        if not along:
            break
        prices = relaxation.within(prices + step * max(above - value, CLOSE) / along * direction)
    return replace(best, is_finished=True, steps=steps)
