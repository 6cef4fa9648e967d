"""The one integral on which every Erlang formula stands, for any size and without overflow."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_SERIES = [(-1) ** k / math.factorial(k) for k in range(11, 1, -1)]
_SMALL = 0.05  # below, s − 1 + e⁻ˢ is taken from its series
_NEGLIGIBLE = 90.0  # e⁻⁹⁰ of the peak is below what a double can hold beside it


@dataclass(frozen=True, slots=True)
class Mass:
    """∫ f(u)·e^(E(u) − E(peak)) du as a weighted sum: `mass` at `at`."""

    at: Floats
    mass: Floats
    peak: float

    def log(self, weigh: Callable[[Floats], Floats] | None = None) -> float:
        """Return the logarithm of the integral, with each point weighed if `weigh` is given; −inf if it is nothing."""
        total = float(np.sum(self.mass if weigh is None else self.mass * weigh(self.at)))
        return math.log(total) if total > 0 else -math.inf


def mass(x: float, gap: float, lo: float, hi: float) -> Mass:
    """Weigh lo…hi by e^E(u) with E(u) = x·(1 − e⁻ᵘ) − (x + gap)·u.

    With x = λ/θ and gap = (nμ − λ)/θ on 0…∞ this is the law of the virtual wait in Erlang A (u = θt); with x = a and
    gap = n − a on −∞…0 it is the sum of the free states, 1/B(n−1, a) = a·∫e^E. E is concave, so the quadrature starts
    at its peak and walks outwards in growing panels until nothing is left: about 500 points whatever the size.

    Parameters
    ----------
    x : float
        Above or equal to 0; above 0 if `lo` is −∞.
    gap : float
        Above −x: the amount by which service outweighs arrivals, given apart so that it is not lost in rounding.
    lo, hi : float
        Limits, lo ≤ hi; `lo` may be −∞ and `hi` may be ∞.

    Returns
    -------
    Mass
        Points and weights, measured against the peak; relative error about 1e-13 for any smooth weighing.

    Notes
    -----
    Source: the integral form of Erlang A is Mandelbaum and Zeltyn, *Service Engineering in Action: The Palm/Erlang-A
    Queue* (2007); the substitution that turns Erlang B into the same integral is ours.
    """
    free = crest(x, gap)
    peak = min(max(free, lo), hi)
    slope, pull = _fall(x, gap, peak)
    width = min(1.0, 1 / abs(slope) if slope else 1.0, 1 / math.sqrt(pull) if pull > 0 else 1.0)
    cuts = _left(lo - peak, slope, pull, width) + _right(hi - peak, slope, pull, width)
    edges = np.array(cuts)
    half = np.diff(edges)[:, None] / 2
    steps = (edges[:-1, None] + half + half * _NODES).ravel()
    falls = slope * steps + pull * _beyond(steps)
    return Mass(peak + steps, (half * _WEIGHTS).ravel() * np.exp(-falls), peak)


def crest(x: float, gap: float) -> float:
    """Return where E is largest on the whole line, −∞ if x is 0."""
    return -math.log1p(gap / x) if x > 0 else -math.inf


def rise(x: float, gap: float, start: float, end: float) -> float:
    """Return E(end) − E(start), without the cancellation that E itself has."""
    if start == end:
        return 0.0
    slope, pull = _fall(x, gap, start)
    return -slope * (end - start) - pull * beyond(end - start)


def _fall(x: float, gap: float, at: float) -> tuple[float, float]:
    """Return −E′ and −E″ at a point; E falls by slope·s + pull·(s − 1 + e⁻ˢ) over the next s."""
    if at == crest(x, gap):
        return 0.0, x + gap
    return gap - x * math.expm1(-at), x * math.exp(-at)


def beyond(s: float) -> float:
    """Return s − 1 + e⁻ˢ without cancellation."""
    if abs(s) >= _SMALL:
        return s + math.expm1(-s)
    total = 0.0
    for factor in _SERIES:
        total = total * s + factor
    return total * s * s


def _beyond(s: Floats) -> Floats:
    near = np.where(np.abs(s) < _SMALL, s, 0.0)
    series = np.full_like(s, _SERIES[0])
    for factor in _SERIES[1:]:
        series *= near
        series += factor
    return np.where(near == 0.0, s + np.expm1(-s), series * near * near)


def _right(end: float, slope: float, pull: float, width: float) -> list[float]:
    cuts, step = [0.0], width
    while cuts[-1] < end and slope * cuts[-1] + pull * _tail(cuts[-1]) < _NEGLIGIBLE:
        cuts.append(min(end, step))
        step *= 2
    return cuts


def _left(end: float, slope: float, pull: float, width: float) -> list[float]:
    cuts, step = [0.0], width
    while cuts[0] > end and slope * cuts[0] + pull * _tail(cuts[0]) < _NEGLIGIBLE:
        cuts.insert(0, max(end, cuts[0] - step))
        step = min(1.0, step * 2)
    return cuts[:-1]


def _tail(s: float) -> float:
    return s + math.expm1(-s) if abs(s) > 1e-3 else s * s / 2
